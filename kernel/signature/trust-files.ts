/** Where trust comes from: the checkout's or release's own key, and the store an administrator keeps. Read again when a file changes. */
import { readFile, stat } from 'node:fs/promises';
import { openTrust, parseTrust, type TrustFile, type TrustStore } from '@orrery/signing';

export interface TrustSource {
  /**
   * The store as of now. While a file holds a mistake, the last good one, and the mistake is told; with none before, it throws, because
   * the file that cannot be read may be the one that takes a key back.
   */
  current(): Promise<TrustStore>;
  /** True when `current` will read anew. */
  changed(): Promise<boolean>;
}

export function createTrustSource(files: readonly string[], tell: (problem: string) => void): TrustSource {
  let stamp: string | undefined;
  let store: TrustStore | undefined;

  return {
    async current() {
      const now = await stampOf(files);
      if (store && now === stamp) return store;
      try {
        store = await read(files);
      } catch (error) {
        const cause = `The trust store cannot be used. ${error instanceof Error ? error.message : String(error)}`;
        if (!store) throw new Error(cause);
        tell(`${cause} The one read before it stays in force.`);
      }
      stamp = now;
      return store;
    },
    changed: async () => (await stampOf(files)) !== stamp,
  };
}

async function stampOf(files: readonly string[]): Promise<string> {
  const each = files.map((file) =>
    stat(file).then(
      ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
      () => 'absent',
    ),
  );
  return (await Promise.all(each)).join();
}

/** A file that is not there says nothing; one that is there and cannot be read is a mistake. */
async function read(files: readonly string[]): Promise<TrustStore> {
  const parsed: TrustFile[] = [];
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text !== undefined) parsed.push(parseTrust(text, file));
  }
  return openTrust(...parsed);
}
