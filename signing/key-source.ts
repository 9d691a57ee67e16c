/** Where the key lies that signs: in a file, in the environment, or behind a command. What commands and the signing service have in common. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadSigningKey, readableByOthers, readPublicKey, signingKeyFrom } from './keys.ts';
import { type Signer, signerBehind, signerOf } from './signer.ts';

export interface KeySource {
  /** A private key; with `command`, the public half of the one that the command reaches. */
  readonly file?: string;
  readonly command?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly warn: (text: string) => void;
}

/** Undefined when nothing names a key. Throws an Error that says what is wrong with the one that is named. */
export async function openSigner({ file, command, env, cwd, warn }: KeySource): Promise<Signer | undefined> {
  const path = file && resolve(cwd, file);
  if (command) {
    const text = path ? await readFile(path, 'utf8') : env.ORRERY_SIGNING_KEY;
    if (!text) throw new Error('A command signs with a key that never leaves its place: name its public half with --key FILE.');
    return signerBehind(await readPublicKey(armored(text)), { command, env, cwd });
  }
  if (path) {
    const key = await loadSigningKey(path, env.ORRERY_SIGNING_PASSPHRASE);
    if (await readableByOthers(path)) warn(`others on this machine may read ${file}. Take that right away: chmod 600 ${file}`);
    return signerOf(key);
  }
  const key = await signingKeyFrom(env);
  return key && signerOf(key);
}

function armored(text: string): string {
  return text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8');
}
