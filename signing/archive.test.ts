import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RawEntry, rawZip, swelling } from './archive.fixture.ts';
import { readArchive } from './archive.ts';
import { bytes, plain, type Signer, signed, signer } from './fixture.ts';
import { writeArchive } from './write-archive.ts';

let maker: Signer;
let files: Map<string, Uint8Array>;
let tree: string;
let before: string;

/** Where an installer runs: its folder, a neighbour, and what lies above. */
async function look(folder: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const each = await Promise.all(
    names.map(async (entry) => `${entry.parentPath}/${entry.name} ${(await readFile(join(entry.parentPath, entry.name))).toString('hex')}`),
  );
  return each.sort().join('\n');
}
beforeAll(async () => {
  maker = await signer('Acme');
  files = await signed(maker);
  tree = await mkdtemp(join(tmpdir(), 'orrery-archive-'));
  for (const place of ['plugins/acme-panel', 'plugins/sibling-panel', 'etc']) {
    await mkdir(join(tree, place), { recursive: true });
    await writeFile(join(tree, place, 'plugin.json'), `{"in":"${place}"}`);
  }
  process.chdir(join(tree, 'plugins'));
  before = await look(tree);
});
afterAll(async () => {
  process.chdir(tmpdir());
  await rm(tree, { recursive: true, force: true });
});

const entriesOf = (of: ReadonlyMap<string, Uint8Array> = files): RawEntry[] =>
  [...of].map(([path, content]) => ({ name: `acme-panel/${path}`, content }));
const withOne = (entry: RawEntry): Uint8Array => rawZip([...entriesOf(), entry]);
const evil = bytes('evil');
const codeOf = async (zip: Uint8Array): Promise<string> => {
  const read = await readArchive(zip);
  return read.ok ? 'taken' : read.code;
};

describe('a package as an archive', () => {
  test('gives back what was packed, and the same bytes whoever packs it', async () => {
    const zip = writeArchive('acme-panel', files);
    expect(Buffer.from(writeArchive('acme-panel', new Map([...files].reverse()))).equals(zip)).toBe(true);
    const read = await readArchive(zip);
    expect(read).toMatchObject({ ok: true, folder: 'acme-panel', manifest: { plugin: 'acme-panel' } });
    expect(read.ok && new Map([...read.files].sort())).toEqual(
      new Map([...files].sort().map(([path, content]) => [path, Buffer.from(content)])),
    );
  });
  test('made by another tool, with folders and data descriptors, is read alike', async () => {
    expect(await codeOf(rawZip([{ name: 'acme-panel/', mode: 0o040755, method: 0 }, ...entriesOf()]))).toBe('taken');
  });
  test('without a manifest is read too: whether it may run is a question of policy', async () => {
    const read = await readArchive(writeArchive('acme-panel', plain));
    expect(read.ok && read.manifest).toBeUndefined();
    expect(read.ok && read.files.size).toBe(plain.size);
  });
  test('of a signer who is not admitted is not unpacked at all', async () => {
    const read = await readArchive(writeArchive('acme-panel', files), {
      admits: async () => ({ code: 'archive/x', message: 'no', remedy: '' }),
    });
    expect(read).toMatchObject({ ok: false, code: 'archive/x' });
  });
});

const zip64 = (size: bigint): Uint8Array => {
  const extra = Buffer.alloc(12);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8, 2);
  extra.writeBigUInt64LE(size, 4);
  return extra;
};
const secondName = Buffer.concat([Buffer.from([0x75, 0x70, 9, 0, 1, 0, 0, 0, 0]), Buffer.from('evil')]);

const malicious: [string, () => Uint8Array | Promise<Uint8Array>, RegExp][] = [
  ['climbs out of its folder', () => withOne({ name: 'acme-panel/../sibling-panel/plugin.json', content: evil }), /bad-name/],
  ['climbs from the top', () => withOne({ name: '../etc/plugin.json', content: evil }), /bad-name/],
  ['names an absolute path', () => withOne({ name: '/etc/cron.d/evil', content: evil }), /bad-name/],
  ['names a drive', () => withOne({ name: 'C:/evil.js', content: evil }), /bad-name/],
  ['writes paths with backslashes', () => withOne({ name: 'acme-panel\\..\\..\\evil.js', content: evil }), /bad-name/],
  ['hides a NUL in a name', () => withOne({ name: 'acme-panel/module.js\0.txt', content: evil }), /bad-name/],
  ['names one place in two ways', () => withOne({ name: 'acme-panel/./module.js', content: evil }), /bad-name/],
  ['has empty parts in a name', () => withOne({ name: 'acme-panel//module.js', content: evil }), /bad-name/],
  ['names a stream of another file', () => withOne({ name: 'acme-panel/module.js:evil', content: evil }), /bad-name/],
  ['names a device of Windows', () => withOne({ name: 'acme-panel/NUL.js', content: evil }), /bad-name/],
  ['ends a name with a dot that Windows drops', () => withOne({ name: 'acme-panel/module.js.', content: evil }), /bad-name/],
  [
    'has a name that some read as UTF-8 and some do not',
    () => withOne({ name: 'acme-panel/\u00e9.js', content: evil, flags: 0 }),
    /bad-name/,
  ],
  ['has a name that is no UTF-8', () => withOne({ name: Buffer.from([0x61, 0x2f, 0xff, 0xfe]), content: evil }), /bad-name/],
  ['has a name in an unknown code page', () => withOne({ name: Buffer.from([0x61, 0x2f, 0x80]), content: evil, flags: 0 }), /bad-name/],
  ['has a name without end', () => withOne({ name: `acme-panel/${'x'.repeat(500)}`, content: evil }), /bad-name/],
  ['is deeper than any folder', () => withOne({ name: `acme-panel/${'a/'.repeat(40)}x`, content: evil }), /bad-name/],
  ['carries a second name', () => withOne({ name: 'acme-panel/fine.js', content: evil, extra: secondName }), /two-names/],
  ['holds a file twice', () => withOne({ name: 'acme-panel/module.js', content: evil }), /twice/],
  ['holds a file twice by case', () => withOne({ name: 'acme-panel/Module.JS', content: evil }), /twice/],
  [
    'holds a file twice by Unicode form',
    () => rawZip([...entriesOf(), { name: 'acme-panel/\u00e9', content: evil }, { name: 'acme-panel/e\u0301', content: evil }]),
    /twice/,
  ],
  ['holds a file that is a folder, too', () => withOne({ name: 'acme-panel/module.js/x', content: evil }), /twice/],
  ['holds a symbolic link', () => withOne({ name: 'acme-panel/link', content: bytes('/etc/passwd'), mode: 0o120777 }), /odd-file/],
  ['holds a device', () => withOne({ name: 'acme-panel/dev', mode: 0o020666 }), /odd-file/],
  ['holds a pipe', () => withOne({ name: 'acme-panel/pipe', mode: 0o010666 }), /odd-file/],
  ['holds a folder with content', () => withOne({ name: 'acme-panel/dir/', content: evil, mode: 0o040755 }), /odd-file/],
  ['calls a file a folder', () => withOne({ name: 'acme-panel/dir', content: evil, attributes: 0x10 }), /odd-file/],
  ['has a second top folder', () => withOne({ name: 'sibling-panel/plugin.json', content: evil }), /several-roots/],
  ['has a file beside its folder', () => withOne({ name: 'acme-panel', content: evil }), /no-folder|twice/],
  ['holds a file nobody signed', () => withOne({ name: 'acme-panel/extra.js', content: evil }), /unsigned-file/],
  ['lacks a file that was signed', () => rawZip(entriesOf().filter(({ name }) => name !== 'acme-panel/module.js')), /missing-file/],
  ['holds other content than was signed', () => rawZip(entriesOf(new Map([...files, ['module.js', evil]]))), /modified/],
  ['has a manifest that is no manifest', () => rawZip(entriesOf(new Map([...files, ['MANIFEST.txt', evil]]))), /bad-manifest/],
  ['is encrypted', () => withOne({ name: 'acme-panel/x', content: evil, flags: 0x801 }), /encrypted/],
  ['is packed by a method of its own', () => withOne({ name: 'acme-panel/x', content: evil, method: 99, size: 4 }), /method|unreadable/],
  [
    'says another name in front of the content',
    () => withOne({ name: 'acme-panel/x', content: evil, local: { name: 'acme-panel/y' } }),
    /two-names/,
  ],
  [
    'says another method in front of the content',
    () => withOne({ name: 'acme-panel/x', content: evil, local: { method: 0 } }),
    /two-readings/,
  ],
  ['says another size in front of the content', () => withOne({ name: 'acme-panel/x', content: evil, local: { size: 5 } }), /two-readings/],
  [
    'shares one content between entries',
    () => rawZip([...entriesOf(), { name: 'acme-panel/x', content: [...files.values()][0] as Uint8Array, sharing: 0 }]),
    /two-names|overlap/,
  ],
  [
    'hides bytes between entries',
    () => withOne({ name: 'acme-panel/x', content: evil, gap: bytes('hidden bytes that no entry claims') }),
    /hidden-bytes/,
  ],
  [
    'hides bytes before its directory',
    () => rawZip(entriesOf(), { beforeDirectory: bytes('hidden bytes that no entry claims') }),
    /hidden-bytes/,
  ],
  ['begins as another file', () => rawZip(entriesOf(), { before: bytes('#!/bin/sh\nexit\n') }), /no-zip/],
  ['goes on after its end', () => rawZip(entriesOf(), { after: rawZip(entriesOf()).subarray(0, 100) }), /hidden-bytes/],
  ['hides another archive in its comment', () => rawZip(entriesOf(), { comment: rawZip(entriesOf()) }), /hidden-bytes/],
  [
    'counts fewer entries than it has',
    () => rawZip([...entriesOf(), { name: 'acme-panel/x', content: evil }], { count: files.size }),
    /hidden|overlap|unreadable/,
  ],
  ['counts more entries than it has', () => rawZip(entriesOf(), { count: files.size + 3 }), /unreadable/],
  ['counts a million entries', () => rawZip(entriesOf(), { count: 60_000 }), /too-many/],
  ['is damaged', () => rawZip(entriesOf().map((entry, index) => (index === 0 ? { ...entry, crc: 1 } : entry))), /damaged/],
  ['is cut off', () => writeArchive('acme-panel', files).subarray(0, 400), /hidden-bytes/],
  ['declares less than it holds', () => withOne({ name: 'acme-panel/x', packed: swelling(1), size: 4 << 20 }), /unsigned|bomb|unreadable/],
  ['swells', () => withOne({ name: 'acme-panel/x', content: new Uint8Array(100 << 20) }), /bomb/],
  [
    'declares 10 GB',
    () => withOne({ name: 'acme-panel/x', packed: swelling(1), size: 0xffffffff, extra: zip64(10n << 30n) }),
    /bomb|two-readings/,
  ],
  ['is empty', () => rawZip([]), /no-zip|empty/],
  ['is no archive', () => bytes('hello, this is no archive at all'), /no-zip/],
];

describe('an archive', () => {
  test.each(malicious)('that %s is refused, and nothing around it changes', async (_what, make, code) => {
    expect(await codeOf(await make())).toMatch(code);
    expect(await look(tree)).toBe(before);
  });

  test('that unpacks to 10 GB, whatever it declares, takes no memory for them', async () => {
    const packed = swelling(10);
    const lying = await signed(maker, {}, new Map([...plain, ['x', bytes('listed, so that it is unpacked')]]));
    const zips = [16 << 20, 0xffffffff].map((size) =>
      rawZip([
        ...entriesOf(lying).filter(({ name }) => name !== 'acme-panel/x'),
        { name: 'acme-panel/x', packed, size, ...(size === 0xffffffff && { extra: zip64(10n << 30n) }) },
      ]),
    );
    // Below the ratio it may swell to, so that only the count of bytes stops it.
    for (const zip of zips) {
      const start = process.memoryUsage.rss();
      let most = start;
      const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
      const read = await readArchive(zip, { limits: { ratio: 1e9 } });
      clearInterval(watch);
      most = Math.max(most, process.memoryUsage.rss());
      expect(read.ok).toBe(false);
      expect(!read.ok && read.code).toMatch(/bomb|unreadable|two-readings/);
      expect(most - start).toBeLessThan(64 << 20);
    }
  });
});
