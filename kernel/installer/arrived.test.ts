import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Arrived, arrive } from './arrived.ts';

const folder = mkdtempSync(join(tmpdir(), 'orrery-arrived-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mega = 1 << 20;
function* pieces(count: number): Generator<Uint8Array> {
  for (let at = 0; at < count; at++) yield Buffer.alloc(mega, at);
}
async function arrived(count: number, largest = 1_000 * mega): Promise<Arrived> {
  const result = await arrive(pieces(count), { what: 'it', largest, folder });
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

describe('an archive that arrives', () => {
  test('is hashed on its way and can be read again', async () => {
    await using archive = await arrived(5);
    const whole = Buffer.concat([...pieces(5)]);
    expect(archive.file.size).toBe(5 * mega);
    expect(archive.sha256).toBe(createHash('sha256').update(whole).digest('hex'));
    for (let time = 0; time < 2; time++) expect(Buffer.concat(await archive.read().toArray()).equals(whole)).toBe(true);
  });
  test('lies in no file that has a name', async () => {
    await using _archive = await arrived(2);
    expect(readdirSync(folder)).toEqual([]);
  });
  test('is not taken beyond what it may have', async () => {
    let given = 0;
    const counted = function* (): Generator<Uint8Array> {
      for (const piece of pieces(100)) {
        given++;
        yield piece;
      }
    };
    const result = await arrive(counted(), { what: 'The archive', largest: 3 * mega, folder });
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'install/too-large', message: expect.stringContaining('[orrery] package_limit_mb'), detail: { status: 413 } },
    });
    expect(given).toBe(4);
    await using whole = await arrived(3, 3 * mega);
    expect(whole.file.size).toBe(3 * mega);
  });
  test('does not lie in memory', async () => {
    const before = process.memoryUsage().rss;
    await using archive = await arrived(300);
    expect(archive.file.size).toBe(300 * mega);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * mega);
  });
  test('lets go of its file when it breaks off', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(10);
      throw new Error('the line went dead');
    };
    await expect(arrive(broken(), { what: 'it', largest: mega, folder })).rejects.toThrow('the line went dead');
    expect(readdirSync(folder)).toEqual([]);
  });
});
