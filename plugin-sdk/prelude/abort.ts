/** `AbortController` and `AbortSignal`. */
import type { Define } from './environment.ts';

export function defineAbort(define: Define): void {
  class AbortSignal {
    aborted = false;
    reason: unknown;
    onabort: (() => void) | null = null;
    readonly #listeners = new Set<() => void>();
    addEventListener(_type: string, listener: () => void): void {
      this.#listeners.add(listener);
    }
    removeEventListener(_type: string, listener: () => void): void {
      this.#listeners.delete(listener);
    }
    throwIfAborted(): void {
      if (this.aborted) throw this.reason;
    }
    /** For the controller. */
    end(reason: unknown): void {
      if (this.aborted) return;
      this.aborted = true;
      this.reason = reason;
      this.onabort?.();
      for (const listener of [...this.#listeners]) listener();
      this.#listeners.clear();
    }
  }
  class AbortController {
    readonly signal = new AbortSignal();
    abort(reason: unknown = new Error('The operation was given up.')): void {
      this.signal.end(reason);
    }
  }
  define('AbortSignal', AbortSignal);
  define('AbortController', AbortController);
}
