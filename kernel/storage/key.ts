/** The key that all other keys hang from: made of `[security] secret_key`, or, where that is the public sample, kept in a file of our own. */
import { createHash, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { chmod, link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Grafana's sample, known to everybody. */
const sampleKeys = new Set(['', 'SW2YcwTIb9zpOOhoPsMm', 'admin', 'changeme', 'secret']);

export interface RootKey {
  /** Names the key without telling it; stands beside what it wrapped. */
  readonly id: string;
  readonly bytes: Buffer;
  /** A key of its own for another purpose. */
  derive(purpose: string): Buffer;
}

function rootKey(bytes: Buffer): RootKey {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', bytes, 'orrery', purpose, 32));
  return {
    id: createHash('sha256').update(derive('name of the key')).digest('hex').slice(0, 16),
    bytes: derive('wrapping of data keys'),
    derive,
  };
}

export function keyFromText(text: string): Promise<RootKey> {
  return new Promise((resolve, reject) => {
    scrypt(text, 'orrery secret_key', 32, { N: 16_384, r: 8, p: 1 }, (error, bytes) => (error ? reject(error) : resolve(rootKey(bytes))));
  });
}

/** Two kernels may start at once: the file is written aside and linked into place, which only one of them can do. */
async function keyFromFile(path: string): Promise<RootKey> {
  const found = await readFile(path, 'utf8').catch(() => undefined);
  if (found === undefined) {
    const aside = `${path}.${randomBytes(6).toString('hex')}`;
    await writeFile(aside, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    await link(aside, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await unlink(aside);
  }
  await chmod(path, 0o600);
  const bytes = Buffer.from((found ?? (await readFile(path, 'utf8'))).trim(), 'base64');
  if (bytes.length !== 32)
    throw new Error(`${path} does not hold a key of 32 bytes; restore it from a backup, since secrets cannot be read without it`);
  return rootKey(bytes);
}

/** The key to use now, with the older ones that may still have wrapped something. */
export async function rootKeys(options: {
  secretKey: string;
  previousKeys?: readonly string[];
  dataPath: string;
  /** Other servers may read the same database. */
  shared: boolean;
  log: (level: 'warn', message: string) => void;
}): Promise<readonly [RootKey, ...RootKey[]]> {
  const { secretKey, previousKeys = [], dataPath, shared, log } = options;
  const older = await Promise.all(previousKeys.map(keyFromText));
  const path = join(dataPath, 'secret.key');
  if (!sampleKeys.has(secretKey)) {
    // Until it was given a key of its own, the server used its file.
    return [await keyFromText(secretKey), ...older, ...(await keyFromFileIfThere(path))];
  }
  await mkdir(dataPath, { recursive: true, mode: 0o750 });
  const key = await keyFromFile(path);
  const instead = `secrets are encrypted with ${path} instead. Set a secret_key of your own before a second server shares this database.`;
  if (secretKey !== '') log('warn', `[security] secret_key is the public sample; ${instead}`);
  else if (shared) log('warn', `[security] secret_key is not set; ${instead}`);
  return [key, ...older];
}

async function keyFromFileIfThere(path: string): Promise<RootKey[]> {
  const found = await readFile(path, 'utf8').catch(() => undefined);
  return found === undefined ? [] : [await keyFromFile(path)];
}
