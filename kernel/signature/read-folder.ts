/**
 * A package's bytes, read once: what is judged is what runs and is served, so nothing that happens to the folder afterwards matters.
 * Nothing is skipped but links to folders inside; a link that leaves the package is refused, whatever it points at.
 */
import { constants, type Stats } from 'node:fs';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { FailureError, fail, ok, type Result } from '@orrery/plugin-sdk';

const mostFiles = 5_000;
const mostBytes = 256 << 20;
// No following: a link put there since it was looked at is not opened. No blocking: nor does a pipe put there make the kernel wait.
const asItIs = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Posix paths below the folder to bytes. Fails with `package/unreadable`, `package/escaping-link`, `package/odd-file` or `package/too-large`. */
export async function readFolder(folder: string): Promise<Result<Map<string, Uint8Array>>> {
  try {
    const root = await realpath(folder);
    const files = new Map<string, Uint8Array>();
    let room = mostBytes;

    const walk = async (path: string, above: string): Promise<void> => {
      for (const name of (await readdir(path)).sort()) {
        const shown = above + name;
        const there = await lstat(join(path, name));
        const full = there.isSymbolicLink() ? await target(join(path, name), root, shown) : join(path, name);
        const info = there.isSymbolicLink() ? await lstat(full) : there;
        if (info.isDirectory()) {
          if (!there.isSymbolicLink()) await walk(full, `${shown}/`);
          continue;
        }
        const bytes = await readRegular(full, info, shown, room);
        room -= bytes.length;
        files.set(shown, bytes);
        if (files.size > mostFiles) throw tooLarge();
      }
    };
    await walk(root, '');
    return ok(files);
  } catch (error) {
    if (error instanceof FailureError) return fail(error.failure.code, `${folder}: ${error.failure.message}`);
    return fail('package/unreadable', `${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function target(link: string, root: string, shown: string): Promise<string> {
  const real = await realpath(link).catch(() => '');
  if (real.startsWith(root + sep)) return real;
  throw refused('package/escaping-link', `"${shown}" is a link that leaves the package. Put the file itself there.`);
}

async function readRegular(path: string, seen: Stats, shown: string, room: number): Promise<Uint8Array> {
  if (!seen.isFile()) throw refused('package/odd-file', `"${shown}" is neither a file nor a folder. Remove it.`);
  await using file = await open(path, asItIs);
  const { size, ino, dev } = await file.stat();
  if (ino !== seen.ino || dev !== seen.dev) throw refused('package/unreadable', `"${shown}" was exchanged while it was read. Try again.`);
  if (size > room) throw tooLarge();
  const bytes = await file.readFile();
  if (bytes.length > room) throw tooLarge();
  return bytes;
}

function tooLarge(): FailureError {
  return refused(
    'package/too-large',
    `It holds more than ${mostFiles} files or ${mostBytes >> 20} MB. Take out what does not belong to the plugin.`,
  );
}

function refused(code: string, message: string): FailureError {
  return new FailureError({ code, message, retryable: false });
}
