/** Where a plugin's code runs: an isolate or this worker thread. The seat above it knows no difference. */
import type { GuestContext } from '@orrery/plugin-sdk/prelude/guest';

/** What comes out of a guest, by kind: see `Send` of the prelude. */
export type Out = (kind: string, args: readonly unknown[]) => void;

/** Why the code is gone, when it went by itself. */
export interface Ended {
  readonly code: string;
  readonly message: string;
}

export interface Guest {
  start(): void;
  call(id: number, point: string, name: string, method: string, args: readonly unknown[], context: GuestContext): void;
  settle(use: number, ok: boolean, value: unknown, buffer?: ArrayBuffer): void;
  cancel(id: number): void;
  more(id: number): void;
  event(subscription: number, event: unknown): void;
  /** CPU milliseconds spent in its code so far. */
  cpuMs(): number;
  heapBytes(): number;
  dispose(): void;
  /** Of a plugin that is a process: when it is gone after `dispose`. */
  gone?(): Promise<void>;
  readonly pid?: number | undefined;
}
export interface GuestParts {
  readonly out: Out;
  readonly onEnd: (ended: Ended) => void;
  readonly enter: () => void;
  readonly leave: () => void;
}
