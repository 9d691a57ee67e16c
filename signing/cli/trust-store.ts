/** The trust store's file, read and changed by commands. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openTrust, type TrustStore } from '../trust.ts';
import { parseTrust, type TrustFile } from '../trust-file.ts';

/** Empty where there is no file yet. Throws an Error that names the mistake in it. */
export async function readTrustFile(file: string): Promise<TrustFile> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? { keys: [] } : parseTrust(text, file);
}

export async function openTrustFiles(files: readonly string[]): Promise<TrustStore> {
  return openTrust(...(await Promise.all(files.map(readTrustFile))));
}

/** Checks it whole before a byte is written, then puts it there in one step: a running server reads the old one or the new one. */
export async function writeTrustFile(file: string, trust: TrustFile): Promise<void> {
  const text = `${JSON.stringify(trust, null, 2)}\n`;
  await openTrust(parseTrust(text, file));
  await mkdir(dirname(file), { recursive: true });
  const beside = `${file}.${randomUUID()}`;
  await writeFile(beside, text, { mode: 0o644, flag: 'wx' });
  await rename(beside, file);
}
