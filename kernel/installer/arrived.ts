/**
 * An archive on its way in: on disk, hashed while it arrives, never longer than it may be. However large it is, memory holds a piece of it at
 * a time. Its file has no name any more once it is open, so whatever ends this process leaves nothing behind.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fail, ok, type Result } from '@orrery/plugin-sdk';
import type { ArchiveFile } from '@orrery/signing';

export interface Arrived extends AsyncDisposable {
  readonly file: ArchiveFile;
  /** Hex. */
  readonly sha256: string;
  /** Its bytes once more, from the first; whoever takes them disposes. */
  read(): Readable;
}
export interface Arriving {
  /** What it is called in a failure. */
  readonly what: string;
  /** Bytes that are taken. */
  readonly largest: number;
  readonly told?: (received: number) => void;
  /** Where the file lies as long as it has a name. */
  readonly folder?: string;
}

/** Where the limit is set is part of what to do. */
export const tooLarge = (what: string, bytes: number | undefined, most: number): string =>
  `${what} has ${bytes === undefined ? 'more' : `${bytes} bytes; more`} than the ${most} bytes that a package may have: [orrery] package_limit_mb.`;

/** Fails with `install/too-large`; throws what reading or writing throws. */
export async function arrive(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { what, largest, told, folder = tmpdir() }: Arriving,
): Promise<Result<Arrived>> {
  const handle = await nameless(folder);
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const piece of pieces) {
      if (size + piece.length > largest) {
        await handle.close();
        return fail('install/too-large', tooLarge(what, undefined, largest), { detail: { status: 413 } });
      }
      hash.update(piece);
      for (let at = 0; at < piece.length; ) at += (await handle.write(piece, at, piece.length - at, size + at)).bytesWritten;
      size += piece.length;
      told?.(size);
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  return ok({
    file: { fd: handle.fd, size },
    sha256: hash.digest('hex'),
    read: () => (size === 0 ? Readable.from([]) : handle.createReadStream({ start: 0, end: size - 1, autoClose: false })),
    [Symbol.asyncDispose]: () => handle.close(),
  });
}

async function nameless(folder: string): Promise<FileHandle> {
  // A folder of its own, so that nobody else can have put something where the file comes.
  const own = await mkdtemp(join(folder, 'orrery-archive-'));
  try {
    return await open(join(own, 'archive'), 'wx+', 0o600);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}
