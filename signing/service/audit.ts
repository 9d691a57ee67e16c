/**
 * Every decision of the signing service, a line of JSON each. A line holds the hash of the one before it, so that one that is taken out or
 * changed later shows; and the file is what the service remembers of the versions it signed.
 */
import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';

export interface Entry {
  /** Epoch ms. */
  readonly at: number;
  readonly outcome: 'signed' | 'refused';
  readonly token: string;
  readonly address: string;
  readonly plugin?: string;
  readonly version?: string;
  readonly signatureType?: string;
  readonly rootUrls?: readonly string[];
  /** SHA-256 over the files it lists. */
  readonly digest?: string;
  readonly keyId?: string;
  readonly code?: string;
}
export interface Audit extends AsyncDisposable {
  record(entry: Entry): Promise<void>;
  /** What was signed under this id and version, if it was. */
  signed(plugin: string, version: string): string | undefined;
}

const first = '0'.repeat(64);
const chained = (before: string, text: string): string => createHash('sha256').update(before).update(text).digest('hex');

/** Throws an Error that names the line where the chain breaks: a log that was tampered with is nothing to go on from. */
export async function openAudit(file: string): Promise<Audit> {
  const { last, versions } = read(await readFile(file, 'utf8').catch(absent), file);
  const handle = await open(file, 'a', 0o600);
  let hash = last;
  let writing: Promise<unknown> = Promise.resolve();
  return {
    record(entry) {
      const written = writing.then(async () => {
        const text = JSON.stringify(entry);
        const next = chained(hash, text);
        await handle.appendFile(`${JSON.stringify({ ...entry, hash: next })}\n`);
        await handle.datasync();
        hash = next;
        if (entry.outcome === 'signed' && entry.digest) versions.set(`${entry.plugin}@${entry.version}`, entry.digest);
      });
      writing = written.catch(() => {});
      return written;
    },
    signed: (plugin, version) => versions.get(`${plugin}@${version}`),
    async [Symbol.asyncDispose]() {
      await writing;
      await handle.close();
    },
  };
}

function read(text: string, file: string): { readonly last: string; readonly versions: Map<string, string> } {
  const versions = new Map<string, string>();
  let last = first;
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const { hash, ...entry } = parse(line, file, index);
    if (hash !== chained(last, JSON.stringify(entry)))
      throw new Error(
        `${file}, line ${index + 1}: the log was changed here, or a line before it was taken out. Keep it, and begin a new one.`,
      );
    last = hash;
    if (entry.outcome === 'signed' && entry.digest) versions.set(`${entry.plugin}@${entry.version}`, entry.digest);
  }
  return { last, versions };
}
function parse(line: string, file: string, index: number): Entry & { hash: string } {
  try {
    return JSON.parse(line) as Entry & { hash: string };
  } catch {
    throw new Error(`${file}, line ${index + 1} is no JSON: it was cut off or changed. Keep it, and begin a new one.`);
  }
}
function absent(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
