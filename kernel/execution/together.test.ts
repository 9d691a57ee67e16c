import { Readable } from 'node:stream';
import { fail, ok, type Result } from '@orrery/plugin-sdk';
import { beforeEach, describe, expect, test } from 'vitest';
import { createTogether } from './together.ts';
import type { Answer } from './types.ts';

type Answered = Result<Answer>;
interface Asked {
  readonly signal: AbortSignal;
  answer(result: Answered): void;
}
let asked: Asked[];
let together: ReturnType<typeof createTogether>;
beforeEach(() => {
  asked = [];
  together = createTogether();
});

/** A source that answers when the test says so. */
const ask = (signal: AbortSignal): Promise<Answered> => new Promise((answer) => asked.push({ signal, answer }));
const whole: Answered = ok({ value: 'whole' });
const stream = (): Answered => ok({ value: 'head', body: Readable.from(['rows']) });

describe('equal questions', () => {
  test('that are open at the same time are asked once, and all get the answer', async () => {
    const answers = Array.from({ length: 100 }, () => together('up', new AbortController().signal, ask));
    expect(asked).toHaveLength(1);
    asked[0]?.answer(whole);
    expect(new Set(await Promise.all(answers))).toEqual(new Set([whole]));
  });
  test('share a failure as well', async () => {
    const answers = [together('up', undefined, ask), together('up', undefined, ask)];
    const failed = fail('plugin/timeout', 'Too late.');
    asked[0]?.answer(failed);
    expect(await Promise.all(answers)).toEqual([failed, failed]);
  });
  test('are asked anew once the answer was given', async () => {
    const first = together('up', undefined, ask);
    asked[0]?.answer(whole);
    await first;
    void together('up', undefined, ask);
    expect(asked).toHaveLength(2);
  });
  test('are not mistaken for others', () => {
    void together('up', undefined, ask);
    void together('down', undefined, ask);
    expect(asked).toHaveLength(2);
  });
});

describe('who leaves', () => {
  test('is let go at once, and the others still get their answer', async () => {
    const leaving = new AbortController();
    const [first, second] = [together('up', leaving.signal, ask), together('up', new AbortController().signal, ask)];
    leaving.abort();
    expect(await first).toMatchObject({ ok: false, failure: { code: 'call/cancelled' } });
    expect(asked[0]?.signal.aborted).toBe(false);
    asked[0]?.answer(whole);
    expect(await second).toBe(whole);
  });
  test('as the last one ends the question; who comes afterwards asks anew', async () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const both = [together('up', one.signal, ask), together('up', two.signal, ask)];
    one.abort();
    two.abort();
    expect(await Promise.all(both)).toMatchObject([{ ok: false }, { ok: false }]);
    expect(asked[0]?.signal.aborted).toBe(true);
    void together('up', undefined, ask);
    expect(asked).toHaveLength(2);
  });
  test('before the question was asked asks nothing', async () => {
    expect(await together('up', AbortSignal.abort(), ask)).toMatchObject({ ok: false });
    expect(asked).toHaveLength(0);
  });
});

describe('a stream', () => {
  test('belongs to one reader, and the others ask for themselves', async () => {
    const [first, second] = [together('up', undefined, ask), together('up', undefined, ask)];
    asked[0]?.answer(stream());
    expect(await first).toMatchObject({ ok: true, value: { value: 'head' } });
    expect(asked).toHaveLength(2);
    const own = stream();
    asked[1]?.answer(own);
    expect(await second).toBe(own);
  });
  test('ends when its reader leaves, and not before', async () => {
    const [reader, other] = [new AbortController(), new AbortController()];
    const first = together('up', reader.signal, ask);
    void together('up', other.signal, ask);
    asked[0]?.answer(stream());
    await first;
    other.abort();
    expect(asked[0]?.signal.aborted).toBe(false);
    reader.abort();
    expect(asked[0]?.signal.aborted).toBe(true);
  });
});
