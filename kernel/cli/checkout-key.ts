/** The key that a working copy signs its packages with, made at the first build and known to nobody else. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKey, loadSigningKey, signFolder, writePrivateKey } from '@orrery/signing';
import { checkout, checkoutTrust, packagesOf } from './checkout.ts';

export const keyFile = join(checkout, '.orrery', 'checkout-key.asc');

export async function ensureCheckoutKey(): Promise<void> {
  if (existsSync(keyFile) && existsSync(checkoutTrust)) return;
  await mkdir(join(checkout, '.orrery'), { recursive: true, mode: 0o700 });
  const key = await createKey({ name: 'Orrery checkout' });
  await writePrivateKey(keyFile, key.privateKey);
  const trust = { keys: [{ name: 'This working copy', publicKey: key.publicKey, levels: ['core', 'commercial', 'community', 'private'] }] };
  await writeFile(checkoutTrust, `${JSON.stringify(trust, null, 2)}\n`);
}

/** Signs built packages with the checkout's key: as core, but for those that are only offered, which run as anybody's do. */
export async function signBuilt(folders: readonly string[]): Promise<void> {
  await ensureCheckoutKey();
  const key = await loadSigningKey(keyFile);
  const now = Date.now();
  const offered = new Set(packagesOf('offered'));
  for (const folder of folders) {
    const level = offered.has(folder) ? 'community' : 'core';
    await signFolder(join(folder, 'dist'), key, { level, org: 'orrery', orgName: 'Orrery', now });
  }
}
