import { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Channel } from './channel.ts';

interface Head {
  readonly name: string;
}
/** Two channels over a wire that takes little at once, as a full pipe does. */
function pair(): { readonly from: Channel<Head, Head>; readonly heard: { name: string; size: number }[] } {
  const heard: { name: string; size: number }[] = [];
  const there = new Duplex({ read() {}, write: (_piece, _encoding, done) => done() });
  const here = new Duplex({
    highWaterMark: 1_024,
    read() {},
    write(piece, _encoding, done) {
      setImmediate(() => {
        there.push(piece);
        done();
      });
    },
  });
  new Channel<Head, Head>(there, ({ head, blobs }) => {
    heard.push({ name: head.name, size: blobs.reduce((sum, blob) => sum + blob.length, 0) });
  });
  return { from: new Channel<Head, Head>(here, () => {}), heard };
}
const piece = (bytes: number): Uint8Array[] => [new Uint8Array(bytes)];
const kB = 1_024;

describe('messages on a channel', () => {
  test('of one order keep it, though a later one is smaller', async () => {
    const { from, heard } = pair();
    for (const [name, bytes] of [
      ['a', 256 * kB],
      ['b', 256 * kB],
      ['c', 700 * kB],
      ['d', 10],
      ['end', 0],
    ] as const)
      from.send({ name }, undefined, bytes > 0 ? piece(bytes) : [], 7);
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(5);
    expect(heard.map(({ name, size }) => `${name} ${size}`)).toEqual(['a 262144', 'b 262144', 'c 716800', 'd 10', 'end 0']);
  });

  test('of different orders, or of none, take turns: a small one is not held up by a large one', async () => {
    const { from, heard } = pair();
    from.send({ name: 'large' }, undefined, piece(8 << 20), 1);
    from.send({ name: 'small' }, undefined, piece(10), 2);
    from.send({ name: 'free' });
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(3);
    expect(heard.map(({ name }) => name)).toEqual(['small', 'free', 'large']);
  });

  test('wait for one that goes first', async () => {
    const { from, heard } = pair();
    from.send({ name: 'load' }, undefined, piece(8 << 20), 'first');
    from.send({ name: 'call' });
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(2);
    expect(heard.map(({ name }) => name)).toEqual(['load', 'call']);
  });
});
