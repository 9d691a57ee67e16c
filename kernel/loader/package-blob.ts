/** A package as one run of bytes, for the database and for offline bundles: a list of names and sizes, then the files, deflated. */
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);
const magic = 'orrery-package-1\n';
/** What a kept package may grow to. The limit of the configuration was asked when it was installed; this one is for a store that lies. */
const largestPackage = 2 ** 30;

export async function packFiles(files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const names = [...files.keys()].sort();
  const list = JSON.stringify(names.map((name) => [name, files.get(name)?.length ?? 0]));
  const body = await deflate(Buffer.concat([Buffer.from(`${list}\n`), ...names.map((name) => files.get(name) ?? new Uint8Array())]));
  return Buffer.concat([Buffer.from(magic), body]);
}

/** Throws an Error that says what is wrong with the bytes. */
export async function unpackFiles(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const blob = Buffer.from(bytes);
  if (blob.subarray(0, magic.length).toString() !== magic) throw new Error('It is not a packed plugin: the first line is wrong.');
  const body = await inflate(blob.subarray(magic.length), { maxOutputLength: largestPackage });
  const end = body.indexOf('\n');
  const list = JSON.parse(body.subarray(0, end).toString()) as [string, number][];
  const files = new Map<string, Uint8Array>();
  let at = end + 1;
  for (const [name, size] of list) {
    if (files.has(name)) throw new Error(`It holds "${name}" twice.`);
    if (!Number.isSafeInteger(size) || size < 0 || at + size > body.length) throw new Error(`"${name}" reaches beyond its end.`);
    files.set(name, body.subarray(at, at + size));
    at += size;
  }
  if (at !== body.length) throw new Error('It holds more bytes than its files.');
  return files;
}
