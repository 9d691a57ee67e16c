/** Plugins that a test writes, signed at level community by a key of its own: what anybody could publish. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPackage } from '@orrery/plugin-sdk/build/package';
import { createKey, readSigningKey, signFolder } from '@orrery/signing';

export interface Strangers extends AsyncDisposable {
  /** Settings of a server that has them installed. */
  readonly settings: { readonly paths: { readonly plugins: string }; readonly orrery: { readonly trust_store: string } };
}

/** `files` by plugin: a folder of sources each, `manifest.ts` among them. */
export async function writeStrangers(plugins: Readonly<Record<string, Readonly<Record<string, string>>>>): Promise<Strangers> {
  // Inside the project, so that their imports are found.
  const folder = await mkdtemp(join(fileURLToPath(new URL('..', import.meta.url)), '.strangers-'));
  const key = await createKey({ name: 'A stranger' });
  const trust = join(folder, 'trust.json');
  await writeFile(trust, JSON.stringify({ keys: [{ name: 'A stranger', publicKey: key.publicKey, levels: ['community'] }] }));
  for (const [id, files] of Object.entries(plugins)) {
    for (const [name, text] of Object.entries(files)) {
      const file = join(folder, 'plugins', id, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    await buildPackage(join(folder, 'plugins', id));
    await signFolder(join(folder, 'plugins', id, 'dist'), await readSigningKey(key.privateKey), {
      level: 'community',
      org: 'strangers',
      orgName: 'Strangers',
      now: Date.now(),
    });
  }
  return {
    settings: { paths: { plugins: join(folder, 'plugins') }, orrery: { trust_store: trust } },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
