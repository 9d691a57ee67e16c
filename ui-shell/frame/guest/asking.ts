/** The guest's side of calls: it asks the page, and the page answers or tells. */
import { ApiError } from '@orrery/plugin-sdk/ui';
import type { FromGuest, ToGuest } from '../messages.ts';

export interface Asking {
  ask(name: string, ...args: readonly unknown[]): Promise<unknown>;
  /** The same, where nobody waits: a refusal is said in the console. */
  tell(name: string, ...args: readonly unknown[]): void;
  /** Listens until the returned function is called: `name` begins it, with the id to be told by. */
  listen(name: string, args: readonly unknown[], listener: (value: unknown) => void): () => void;
  answered(answer: Extract<ToGuest, { type: 'answer' }>): void;
  told(id: number, value: unknown): void;
}

export function createAsking(say: (message: FromGuest) => void): Asking {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<number, (value: unknown) => void>();
  let last = 0;
  const ask: Asking['ask'] = (name, ...args) => {
    const id = ++last;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(id, answer);
    say({ type: 'call', id, name, args });
    return answer.promise;
  };
  const tell: Asking['tell'] = (name, ...args) => void ask(name, ...args).catch((error: Error) => console.warn(error.message));
  return {
    ask,
    tell,
    listen(name, args, listener) {
      const id = ++last;
      listeners.set(id, listener);
      say({ type: 'call', id, name, args });
      waiting.set(id, quiet());
      return () => {
        if (listeners.delete(id)) tell('unlisten', id);
      };
    },
    answered({ id, value, failure }) {
      const answer = waiting.get(id);
      waiting.delete(id);
      if (failure) answer?.reject(new ApiError(failure.status ?? 0, failure.message, failure.requestId, failure.body));
      else answer?.resolve(value);
    },
    told: (id, value) => listeners.get(id)?.(value),
  };
}

function quiet(): PromiseWithResolvers<unknown> {
  const answer = Promise.withResolvers<unknown>();
  answer.promise.catch((error: Error) => console.warn(error.message));
  return answer;
}

/** Functions of the page, as the guest has them: they ask, and do not wait where nothing is answered. */
export function callsOf(asking: Asking, names: readonly string[]): Record<string, (...args: unknown[]) => Promise<unknown>> {
  return Object.fromEntries(names.map((name) => [name, (...args: unknown[]) => asking.ask(name, ...args)]));
}
