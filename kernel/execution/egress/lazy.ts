/** The way out, made when somebody first takes it: most threads never do, and its HTTP client is the largest thing in them. */
import type { Egress } from './egress.ts';

export function lazyEgress(): Egress {
  let made: Promise<Egress> | undefined;
  const egress = (): Promise<Egress> => (made ??= import('./egress.ts').then(({ createEgress }) => createEgress()));
  return {
    fetch: async (...asked) => (await egress()).fetch(...asked),
    reach: async (grant) => (await egress()).reach(grant),
    async close() {
      await (await made)?.close();
    },
  };
}
