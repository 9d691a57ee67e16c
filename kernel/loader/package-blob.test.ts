import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { packFiles, unpackFiles } from './package-blob.ts';

const mega = 1 << 20;
const large = new Map<string, Uint8Array>([
  ['b/large.bin', randomBytes(9 * mega + 7)],
  ['a.txt', Buffer.from('text')],
  ['empty', new Uint8Array()],
  ['c.bin', randomBytes(3 * mega)],
]);
async function packed(files: ReadonlyMap<string, Uint8Array>): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  await packFiles(files, async (piece) => pieces.push(piece));
  return pieces;
}
const all = (pieces: readonly Uint8Array[]): AsyncIterable<Uint8Array> =>
  (async function* () {
    yield* pieces;
  })();
const blob = (list: string, body: string): Buffer =>
  Buffer.concat([Buffer.from('orrery-package-1\n'), deflateRawSync(Buffer.from(`${list}\n${body}`))]);

describe('a package for the database', () => {
  test('comes in pieces that every database takes, and is the same afterwards', async () => {
    const pieces = await packed(large);
    expect(pieces.length).toBe(4);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(5 * mega);
    const files = await unpackFiles(all(pieces));
    expect([...files.keys()].sort()).toEqual([...large.keys()].sort());
    for (const [name, bytes] of large) expect(Buffer.compare(files.get(name) as Uint8Array, bytes), name).toBe(0);
  });
  test('is one piece when it is small, as packages always were', async () => {
    const pieces = await packed(new Map([['a.txt', Buffer.from('text')]]));
    expect(pieces.length).toBe(1);
    expect((await unpackFiles(all([blob('[["a.txt",4]]', 'text')]))).get('a.txt')).toEqual(Buffer.from('text'));
  });
  test.each([
    { given: 'no package', pieces: [Buffer.from('something else')], says: 'the first line is wrong' },
    { given: 'fewer bytes than its files', pieces: [blob('[["a",4],["b",2]]', 'text')], says: '"b" reaches beyond its end' },
    { given: 'more bytes than its files', pieces: [blob('[["a",4]]', 'texts')], says: 'more bytes than its files' },
    { given: 'a file twice', pieces: [blob('[["a",2],["a",2]]', 'text')], says: '"a" twice' },
    { given: 'a file of any size', pieces: [blob('[["a",9e15]]', '')], says: '"a" would have' },
    { given: 'files that are too large together', pieces: [blob('[["a",1e9],["b",1e9]]', '')], says: '"b" would have' },
    { given: 'nothing', pieces: [blob('', '').subarray(0, 17)], says: '' },
  ])('$given is refused', async ({ pieces, says }) => {
    await expect(unpackFiles(all(pieces))).rejects.toThrow(says);
  });
  test('ends when a piece cannot be kept', async () => {
    let kept = 0;
    const full = packFiles(large, async () => {
      if (++kept === 2) throw new Error('the disk is full');
    });
    await expect(full).rejects.toThrow('the disk is full');
    expect(kept).toBe(2);
  });
  test('without its last piece is refused', async () => {
    const pieces = await packed(large);
    await expect(unpackFiles(all(pieces.slice(0, -1)))).rejects.toThrow();
  });
});
