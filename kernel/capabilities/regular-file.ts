/** Files in folders that others fill, a git checkout or a mount: read only where they are files, and no further than they may be large. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

// No blocking: a pipe put there would hold one of the few threads that read files until somebody writes to it. A device would never end.
const asItIs = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The bytes, or why there are none. */
export async function readRegular(path: string, most: number): Promise<Buffer | 'absent' | 'odd' | 'large'> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, asItIs);
  } catch {
    return 'absent';
  }
  await using opened = file;
  const info = await opened.stat();
  if (!info.isFile()) return 'odd';
  if (info.size > most) return 'large';
  const bytes = await opened.readFile();
  return bytes.length > most ? 'large' : bytes;
}
