/** The way out, made when somebody first takes it: most threads never do, and its HTTP client is the largest thing in them. */
import type { Egress } from './egress.ts';

export function lazyEgress(): Egress {
  let made: Promise<Egress> | undefined;
  return {
    async fetch(...asked) {
      made ??= import('./egress.ts').then(({ createEgress }) => createEgress());
      return (await made).fetch(...asked);
    },
    async close() {
      await (await made)?.close();
    },
  };
}
