/**
 * A package as one run of bytes, for the database: a list of names and sizes, then the files, deflated. It is made and read in pieces,
 * so that a large package does not lie in memory several times.
 */
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw, createInflateRaw } from 'node:zlib';

const magic = Buffer.from('orrery-package-1\n');
/** What a kept package may grow to. The limit of the configuration was asked when it was installed; this one is for a store that lies. */
const largestPackage = 2 ** 30;
const largestList = 4 << 20;
/** Of a piece. Rows of this size every database takes as it comes. */
const pieceBytes = 4 << 20;

/** `keep` is given at least one piece, each when the one before is kept. */
export async function packFiles(
  files: ReadonlyMap<string, Uint8Array>,
  keep: (piece: Buffer, part: number) => Promise<unknown>,
): Promise<void> {
  const names = [...files.keys()].sort();
  const list = JSON.stringify(names.map((name) => [name, files.get(name)?.length ?? 0]));
  function* plain(): Generator<Uint8Array> {
    yield Buffer.from(`${list}\n`);
    for (const name of names) {
      const bytes = files.get(name) ?? new Uint8Array();
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    }
  }
  let held: Buffer[] = [magic];
  let size = magic.length;
  let part = 0;
  await pipeline(plain, createDeflateRaw(), async (pieces: AsyncIterable<Buffer>) => {
    for await (const packed of pieces) {
      held.push(packed);
      size += packed.length;
      if (size < pieceBytes) continue;
      await keep(Buffer.concat(held), part++);
      held = [];
      size = 0;
    }
  });
  if (size > 0) await keep(Buffer.concat(held), part);
}

/** Throws an Error that says what is wrong with the bytes. */
export async function unpackFiles(pieces: AsyncIterable<Uint8Array>): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const open: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  let head: Buffer | undefined = Buffer.alloc(0);
  let at = 0;

  function begin(list: readonly [string, number][]): void {
    let room = largestPackage;
    for (const [name, size] of list) {
      if (files.has(name)) throw new Error(`It holds "${name}" twice.`);
      if (!Number.isSafeInteger(size) || size < 0 || size > room) throw new Error(`"${name}" would have ${size} bytes.`);
      room -= size;
      const bytes = Buffer.allocUnsafeSlow(size);
      files.set(name, bytes);
      if (size > 0) open.push({ name, bytes });
    }
  }
  function fill(plain: Buffer): void {
    for (let from = 0; from < plain.length; ) {
      const [first] = open;
      if (!first) throw new Error('It holds more bytes than its files.');
      const taken = plain.copy(first.bytes, at, from);
      from += taken;
      at += taken;
      if (at < first.bytes.length) continue;
      open.shift();
      at = 0;
    }
  }

  function take(plain: Buffer): void {
    if (!head) return fill(plain);
    head = Buffer.concat([head, plain]);
    const end = head.indexOf('\n');
    if (end < 0 && head.length > largestList) throw new Error('Its list of files has no end.');
    if (end < 0) return;
    begin(JSON.parse(head.subarray(0, end).toString()) as [string, number][]);
    const rest = head.subarray(end + 1);
    head = undefined;
    fill(rest);
  }

  await pipeline(withoutMagic(pieces), createInflateRaw(), async (plain: AsyncIterable<Buffer>) => {
    for await (const piece of plain) take(piece);
  });
  if (head) throw new Error('It holds no list of files.');
  if (open[0]) throw new Error(`"${open[0].name}" reaches beyond its end.`);
  return files;
}

async function* withoutMagic(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const piece of pieces) {
    if (first && Buffer.compare(piece.subarray(0, magic.length), magic) !== 0)
      throw new Error('It is not a packed plugin: the first line is wrong.');
    yield first ? piece.subarray(magic.length) : piece;
    first = false;
  }
}
