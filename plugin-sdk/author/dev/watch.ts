/**
 * Tells of saved files of a plugin, one call at a time: what is saved during a build is built after it. It looks instead of listening:
 * editors replace files, and file systems of virtual machines and networks say nothing; a plugin's folder is small enough to look at often.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const ignored = /^(?:node_modules|dist|dist\.new|vendor|\..*)$|\.(?:test|e2e)\.tsx?$|~$|\.zip$|\.new$/;
const lookEveryMs = 60;

export function watchFolder(folder: string, changed: (files: readonly string[]) => Promise<void>): Disposable {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let before: ReadonlyMap<string, number> | undefined;

  async function look(): Promise<void> {
    const now = await timesOf(folder);
    const files = before ? different(before, now) : [];
    before = now;
    if (files.length > 0 && !stopped) await changed(files);
    if (!stopped) timer = setTimeout(look, lookEveryMs);
  }
  void look();
  return {
    [Symbol.dispose]() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** When each file was last written, by its path below the folder. */
async function timesOf(root: string, below = '', found = new Map<string, number>()): Promise<ReadonlyMap<string, number>> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(() => []);
  await Promise.all(
    entries
      .filter(({ name }) => !ignored.test(name))
      .map(async (entry) => {
        const path = below ? `${below}/${entry.name}` : entry.name;
        if (entry.isDirectory()) return timesOf(root, path, found);
        const info = await stat(join(root, path)).catch(() => undefined);
        if (info) found.set(path, info.mtimeMs);
      }),
  );
  return found;
}

function different(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): string[] {
  const gone = [...before.keys()].filter((path) => !now.has(path));
  const saved = [...now].filter(([path, time]) => before.get(path) !== time).map(([path]) => path);
  return [...gone, ...saved].sort();
}
