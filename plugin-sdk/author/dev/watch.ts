/** Tells of saved files of a plugin, one call at a time: what is saved during a build is built after it. */
import { type FSWatcher, watch } from 'node:fs';

const ignored = /(?:^|[/\\])(?:node_modules|dist|dist\.new|\.orrery|\.git|vendor)(?:[/\\]|$)|\.(?:test|e2e)\.tsx?$|~$|\.zip$|\.sw[px]$/;
/** An editor saves in several steps. */
const settleMs = 15;

export function watchFolder(folder: string, changed: (files: readonly string[]) => Promise<void>): Disposable {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let working = false;
  const watcher: FSWatcher = watch(folder, { recursive: true }, (_event, name) => {
    if (!name || ignored.test(name)) return;
    waiting.add(name);
    clearTimeout(timer);
    timer = setTimeout(work, settleMs);
  });

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    while (waiting.size > 0) {
      const files = [...waiting].sort();
      waiting.clear();
      await changed(files);
    }
    working = false;
  }
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
