/**
 * The folder of a plugin's process: its executable, which it cannot change where it has a user of its own, and a place of its own for
 * what it writes. What an earlier host left behind is swept away.
 */
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface ProcessFolder {
  readonly executable: string;
  readonly own: string;
  remove(): Promise<void>;
}

const prefix = 'orrery-process-';

/** The bytes given are the bytes that were judged; they are written anew for each start. */
export async function makeFolder(base: string, name: string, executable: Uint8Array, uid: number | undefined): Promise<ProcessFolder> {
  const root = join(base, `${prefix}${process.pid}-${randomBytes(6).toString('hex')}`);
  await mkdir(root, { mode: 0o711 });
  const remove = (): Promise<void> => rm(root, { recursive: true, force: true, maxRetries: 3 });
  try {
    const file = join(root, name);
    await writeFile(file, executable, { mode: 0o555, flag: 'wx' });
    const own = join(root, 'tmp');
    await mkdir(own, { mode: 0o700 });
    // A tight umask would keep the process out of its own folder.
    await chmod(root, 0o711);
    await chmod(file, 0o555);
    if (uid !== undefined) await chown(own, uid, uid);
    return { executable: file, own, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Folders of hosts that are gone. */
export async function sweepFolders(base: string): Promise<void> {
  for (const name of await readdir(base).catch(() => [])) {
    const pid = Number(/^orrery-process-(\d+)-[0-9a-f]{12}$/.exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    const folder = join(base, name);
    const { uid } = await stat(folder).catch(() => ({ uid: -1 }));
    if (uid === process.getuid?.()) await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
