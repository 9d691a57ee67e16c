import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shelfBroker } from './shelf.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'orrery-shelf-'));
  mkdirSync(join(home, 'shelf/files'), { recursive: true });
  mkdirSync(join(home, 'shelf-beside'));
  writeFileSync(join(home, 'shelf/files/a.md'), 'read me');
  for (const outside of ['outside.md', 'shelf-beside/a.md']) writeFileSync(join(home, outside), 'CANARY');
  symlinkSync(join(home, 'outside.md'), join(home, 'shelf/link.md'));
  symlinkSync(home, join(home, 'shelf/up'));
  symlinkSync(join(home, 'shelf-beside'), join(home, 'shelf/beside'));
  execFileSync('mkfifo', [join(home, 'shelf/pipe.md')]);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const read = async (file: unknown, offset: unknown = 0, granted: unknown = ['catalogSource']): Promise<string> => {
  const broker = shelfBroker(() => join(home, 'shelf'));
  const answer = await broker('read', [file, offset], { granted, instance: { point: 'catalogSource' }, plugin: { id: 'p' } } as never);
  return answer.ok ? Buffer.from(answer.value as Uint8Array).toString() : answer.failure.code;
};

test('a shelf gives its files, in pieces', async () => {
  expect([await read('files/a.md'), await read('files/a.md', 5)]).toEqual(['read me', 'me']);
});
test.each([
  '../outside.md',
  'files/../../outside.md',
  '..\\outside.md',
  '/etc/passwd',
  'link.md',
  'up/outside.md',
  'beside/a.md',
  'files',
  'pipe.md',
  '',
  'files/a.md\0',
  7,
  ['files/a.md'],
])('and nothing by %j, whatever it leads to', async (file) => {
  expect(await read(file)).toBe('shelf/no-file');
});
test.each([-1, 1.5, Number.NaN, '0'])('nor from %j on', async (offset) => {
  expect(await read('files/a.md', offset)).toBe('shelf/no-file');
});
test('nor to whom it was not granted', async () => {
  expect(await read('files/a.md', 0, ['datasource'])).toBe('capability/denied');
});
