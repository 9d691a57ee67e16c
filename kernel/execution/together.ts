/** Equal questions that are open at the same time, asked once. Whoever leaves takes nobody along; the question ends when all have left. */
import type { Result } from '@orrery/plugin-sdk';
import { cancelled } from './thread-link.ts';
import type { Answer } from './types.ts';

type Answered = Promise<Result<Answer>>;
type Ask = (signal: AbortSignal) => Answered;

interface Shared {
  readonly answer: Answered;
  readonly end: AbortController;
  waiting: number;
  /** A stream belongs to one reader: who has it. */
  taken: boolean;
}

export function createTogether(): (key: string, signal: AbortSignal | undefined, ask: Ask) => Answered {
  const open = new Map<string, Shared>();

  function begin(key: string, ask: Ask): Shared {
    const end = new AbortController();
    const answer = ask(end.signal).finally(() => close(key, shared));
    const shared: Shared = { answer, end, waiting: 0, taken: false };
    open.set(key, shared);
    return shared;
  }
  function close(key: string, shared: Shared): void {
    if (open.get(key) === shared) open.delete(key);
  }

  return (key, signal, ask) => {
    if (signal?.aborted) return Promise.resolve(cancelled());
    const shared = open.get(key) ?? begin(key, ask);
    shared.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        shared.waiting -= 1;
        if (shared.waiting === 0) {
          close(key, shared);
          shared.end.abort();
        }
        resolve(cancelled());
      };
      const stay = (): void => signal?.removeEventListener('abort', leave);
      signal?.addEventListener('abort', leave, { once: true });
      shared.answer.then(
        (result) => {
          if (signal?.aborted) return;
          if (!result.ok || !result.value.body) {
            stay();
            resolve(result);
          } else if (!shared.taken) {
            // Still to be ended when its reader leaves.
            shared.taken = true;
            resolve(result);
          } else {
            stay();
            shared.waiting -= 1;
            resolve(ask(signal ?? new AbortController().signal));
          }
        },
        (error) => {
          stay();
          reject(error);
        },
      );
    });
  };
}
