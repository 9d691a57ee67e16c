/**
 * A guest that loops, beside one that does not: the innocent one is answered as if it were alone. Both are of one host, of strangers. A
 * call takes far less than a millisecond there and back; the limit is generous, because this runs beside other work, and it is one for the
 * usual answer: the first may wait for a thread to begin.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, type Guests, startGuests, valueOf } from '../support/guests.ts';

const soonMs = 100;
let guests: Guests;
beforeEach(async () => {
  guests = await startGuests();
});
afterEach(() => guests[Symbol.asyncDispose]());

const turnMs = 400;
const looping = `return {
  go: async () => { for (;;) {} },
  late: async () => { setTimeout(() => { for (;;) {} }, 30); return 1; },
  wait: () => new Promise((done) => setTimeout(done, 50)),
}`;

/** Asks until `over` settles, each question after the answer before; gives what each took, sorted. */
async function meanwhile(ask: () => Promise<unknown>, over: Promise<unknown>): Promise<number[]> {
  let going = true;
  void over.then(() => (going = false));
  const took: number[] = [];
  while (going) {
    const asked = performance.now();
    await ask();
    took.push(performance.now() - asked);
    await new Promise((resume) => setTimeout(resume, 5));
  }
  return took.sort((a, b) => a - b);
}
function report(what: string, took: readonly number[]): { median: number; longest: number } {
  const [median = Number.NaN, longest = Number.NaN] = [took[took.length >> 1], took.at(-1)];
  console.log(`  ${what}: ${took.length} answers, median ${median.toFixed(1)} ms, longest ${longest.toFixed(1)} ms`);
  return { median, longest };
}

describe.each(['replicated', 'pinned'] as const)('beside a %s guest that loops', (placement) => {
  async function pair(limits = { cpuMsPerTurn: turnMs }) {
    const [a, b] = [
      await guests.add(looping, { limits, placement }),
      await guests.add('return { hello: async () => "hello" }', { placement }),
    ];
    valueOf(await b.call('hello'));
    await a.call('wait');
    return { a, hello: async () => expect(valueOf(await b.call('hello'))).toBe('hello') };
  }

  test('another is answered at once, again and again', async () => {
    const { a, hello } = await pair();
    const loops = (async () => {
      for (let round = 0; round < 2; round++) expect(codeOf(await a.call('go'))).toBe('plugin/turn-limit');
    })();
    const { median } = report(`${placement}, calls that loop`, await meanwhile(hello, loops));
    expect(median).toBeLessThan(soonMs);
  });

  test('in many calls at once, another is answered at once', async () => {
    const { a, hello } = await pair();
    const loops = Promise.all(Array.from({ length: 12 }, () => a.call('go')));
    const { median } = report(`${placement}, twelve calls that loop`, await meanwhile(hello, loops));
    expect(median).toBeLessThan(soonMs);
  });

  test('after its call, another waits for one turn at most, and from then on not at all', async () => {
    const { a, hello } = await pair();
    const loops = (async () => {
      for (let round = 0; round < 3; round++) {
        await a.call('late');
        await new Promise((resume) => setTimeout(resume, turnMs + 300));
      }
    })();
    const { median } = report(`${placement}, loops after its call`, await meanwhile(hello, loops));
    expect(median).toBeLessThan(soonMs);
  });
});
