/**
 * A package as a zip, in the form Grafana's catalog hands out: one folder named like the plugin, everything in it listed by its signed
 * manifest. A zip says most things twice, and readers differ in whom they believe: here both must say the same, and what is neither a
 * regular file nor signed is refused. Nothing is written anywhere: bytes in, bytes out, never more of them than was declared.
 */
import { crc32 } from 'node:zlib';
import { read as readAt } from 'node:fs';
import { promisify } from 'node:util';
import { type Entry, fromBufferPromise, fromFdPromise, type ZipFile } from 'yauzl';
import { type ArchiveLimits, type ArchiveProblem, archiveLimits, nameOf, refused, shapeProblem } from './archive-entry.ts';
import { isSignature, manifestName, sha256 } from './digest.ts';
import { parseManifest, type SignedManifest } from './manifest.ts';

export type Unpacked =
  /** Paths below the folder to their bytes. */
  | { readonly ok: true; readonly folder: string; readonly files: Map<string, Uint8Array>; readonly manifest?: SignedManifest }
  | ({ readonly ok: false } & ArchiveProblem);

/** An archive that lies in an open file, which stays open. */
export interface ArchiveFile {
  readonly fd: number;
  readonly size: number;
}

export interface ReadArchive {
  readonly limits?: Partial<ArchiveLimits>;
  /** Asked before anything but the manifest is unpacked: why this signer gets no further, or undefined. */
  readonly admits?: (manifest: Uint8Array, parsed: SignedManifest) => Promise<ArchiveProblem | undefined>;
}

interface Placed {
  readonly entry: Entry;
  /** Below the archive's folder. */
  readonly path: string;
}

/** Never throws for what an archive holds. */
export async function readArchive(archive: Uint8Array | ArchiveFile, { limits, admits }: ReadArchive = {}): Promise<Unpacked> {
  const caps = { ...archiveLimits, ...limits };
  try {
    const { zip, folder, placed } = await listed(archive, caps);
    const manifestEntry = placed.find(({ path }) => path === manifestName);
    const files = new Map<string, Uint8Array>();
    let manifest: SignedManifest | undefined;
    if (manifestEntry) {
      const text = await contentOf(zip, manifestEntry);
      manifest = await parsed(text);
      const problem = (await admits?.(text, manifest)) ?? coverage(manifest, placed);
      if (problem) return { ok: false, ...problem };
      files.set(manifestName, text);
    }
    for (const one of placed) {
      if (one === manifestEntry) continue;
      const content = await contentOf(zip, one);
      if (manifest && !isSignature(one.path) && sha256(content) !== manifest.files[one.path])
        return {
          ok: false,
          ...refused('archive/modified', `"${one.path}" is not what was signed`, 'Get the package again from its publisher.'),
        };
      files.set(one.path, content);
    }
    return { ok: true, folder, files, ...(manifest && { manifest }) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, ...error.problem };
    const cause = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      ...refused('archive/unreadable', `it is no archive that can be read: ${cause}`, 'Pack it again with `orrery plugin pack`.'),
    };
  }
}

class Refusal extends Error {
  readonly problem: ArchiveProblem;
  constructor(problem: ArchiveProblem) {
    super(problem.message);
    this.problem = problem;
  }
}
function refuse(code: string, message: string, remedy?: string): never {
  throw new Refusal(refused(code, message, remedy));
}

const endOfDirectory = 22;

async function listed(archive: Uint8Array | ArchiveFile, caps: ArchiveLimits): Promise<{ zip: ZipFile; folder: string; placed: Placed[] }> {
  const size = archive instanceof Uint8Array ? archive.length : archive.size;
  if (size > caps.packedBytes) refuse('archive/too-large', `it has ${size} bytes; ${caps.packedBytes} is the most`);
  if (size < endOfDirectory || (await bytesAt(archive, 0, 4)).readUInt32LE(0) !== 0x04034b50)
    refuse('archive/no-zip', 'it does not begin as a zip does', 'Give the .zip file as it was downloaded.');
  // Where its directory lies is said once, at the very end; a reader that searched for it could find another.
  const end = size - endOfDirectory;
  const last = await bytesAt(archive, end, endOfDirectory);
  if (last.readUInt32LE(0) !== 0x06054b50 || last.readUInt32LE(12) + last.readUInt32LE(16) !== end)
    refuse('archive/hidden-bytes', 'its directory is not what it ends with');
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true };
  const zip =
    archive instanceof Uint8Array
      ? await fromBufferPromise(asBuffer(archive), options)
      : await fromFdPromise(archive.fd, { ...options, autoClose: false });
  const directory = (zip as unknown as { readEntryCursor: number }).readEntryCursor;
  if (zip.entryCount > caps.entries) refuse('archive/too-many', `it holds ${zip.entryCount} entries; ${caps.entries} is the most`);

  const placed: Placed[] = [];
  const spans: { from: number; to: number; slack: number; name: string }[] = [];
  const seen = new Map<string, string>();
  let folder: string | undefined;
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry);
    if (typeof name !== 'string') throw new Refusal(name);
    const problem = shapeProblem(entry, name, caps);
    if (problem) throw new Refusal(problem);
    const [top = '', ...rest] = name.replace(/\/$/, '').split('/');
    folder ??= top;
    if (top !== folder)
      refuse('archive/several-roots', `it holds "${folder}" and "${top}" side by side; one folder, named like the plugin, is expected`);
    if (rest.length === 0 && !name.endsWith('/')) refuse('archive/no-folder', `"${name}" lies outside of the plugin's folder`);
    const path = rest.join('/');
    const folded = name.replace(/\/$/, '').normalize('NFC').toLowerCase();
    const before = seen.get(folded);
    if (before !== undefined) refuse('archive/twice', `"${name}" and "${before}" are one file on some machines`);
    seen.set(folded, name);
    unpacked += entry.uncompressedSize;
    if (unpacked > caps.unpackedBytes) refuse('archive/bomb', `unpacked it would have more than ${caps.unpackedBytes} bytes`);
    spans.push(await spanOf(zip, entry, name));
    if (!name.endsWith('/')) placed.push({ entry, path });
  }
  if (folder === undefined || placed.length === 0) refuse('archive/empty', 'it holds no file');
  for (const { path } of placed)
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1))
      if (placed.some((other) => other.path.toLowerCase() === path.slice(0, at).toLowerCase()))
        refuse('archive/twice', `"${path.slice(0, at)}" is a file and a folder`);
  contiguous(spans, directory);
  return { zip, folder: folder as string, placed };
}

const reading = promisify(readAt);

async function bytesAt(archive: Uint8Array | ArchiveFile, from: number, length: number): Promise<Buffer> {
  if (archive instanceof Uint8Array) return asBuffer(archive.subarray(from, from + length));
  const { bytesRead, buffer } = await reading(archive.fd, Buffer.alloc(length), 0, length, from);
  if (bytesRead < length) throw new Error('it ends too early');
  return buffer;
}

/** Where an entry's bytes lie, once its two headers agree. */
async function spanOf(zip: ZipFile, entry: Entry, name: string) {
  const local = await zip.readLocalFileHeaderPromise(entry, {});
  const described = (local.generalPurposeBitFlag & 8) !== 0;
  if (!local.fileName.equals(entry.fileNameRaw)) refuse('archive/two-names', `"${name}" has another name in front of its content`);
  if (local.compressionMethod !== entry.compressionMethod || local.generalPurposeBitFlag !== entry.generalPurposeBitFlag)
    refuse('archive/two-readings', `the two headers of "${name}" differ`);
  const wide = local.uncompressedSize === 0xffffffff || local.compressedSize === 0xffffffff;
  if (
    !described &&
    !wide &&
    (local.uncompressedSize !== entry.uncompressedSize || local.compressedSize !== entry.compressedSize || local.crc32 !== entry.crc32)
  )
    refuse('archive/two-readings', `the two headers of "${name}" differ`);
  return { from: entry.relativeOffsetOfLocalHeader, to: local.fileDataStart + entry.compressedSize, slack: described ? 24 : 0, name };
}

/** One entry after the other and nothing between: content that two entries share, or that none claims, is a trick. */
function contiguous(spans: { from: number; to: number; slack: number; name: string }[], directory: number): void {
  let at = 0;
  let slack = 0;
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    if (span.from < at) refuse('archive/overlap', `"${span.name}" shares its content with another entry`);
    if (span.from > at + slack) refuse('archive/hidden-bytes', `bytes that belong to no file stand before "${span.name}"`);
    ({ to: at, slack } = span);
  }
  if (directory < at || directory > at + slack) refuse('archive/hidden-bytes', 'bytes that belong to no file stand before its directory');
}

async function contentOf(zip: ZipFile, { entry, path }: Placed): Promise<Uint8Array> {
  const content = Buffer.allocUnsafeSlow(entry.uncompressedSize);
  let length = 0;
  for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    if (length + piece.length > content.length) refuse('archive/bomb', `"${path}" unpacks to more than it declares`);
    content.set(piece, length);
    length += piece.length;
  }
  if (length !== content.length) refuse('archive/damaged', `"${path}" unpacks to ${length} bytes and declares ${content.length}`);
  if (crc32(content) !== entry.crc32) refuse('archive/damaged', `"${path}" is damaged: its checksum differs`);
  return content;
}

async function parsed(text: Uint8Array): Promise<SignedManifest> {
  try {
    return (await parseManifest(text)).manifest;
  } catch (error) {
    refuse('archive/bad-manifest', `its ${manifestName} cannot be read. ${error instanceof Error ? error.message : String(error)}`);
  }
}

function coverage(manifest: SignedManifest, placed: readonly Placed[]): ArchiveProblem | undefined {
  const stray = placed.find(({ path }) => !isSignature(path) && !Object.hasOwn(manifest.files, path));
  if (stray)
    return refused('archive/unsigned-file', `"${stray.path}" is not in the signed manifest`, 'Get the package again from its publisher.');
  const there = new Set(placed.map(({ path }) => path));
  const absent = Object.keys(manifest.files).find((path) => !there.has(path));
  return absent === undefined
    ? undefined
    : refused('archive/missing-file', `"${absent}" was signed and is not there`, 'Get the package again from its publisher.');
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
