/** `orrery sign`: signs a built plugin, or adds a further signature to a signed one. */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { PrivateKey } from 'openpgp';
import { signDetached } from '../detached.ts';
import { manifestName } from '../digest.ts';
import { keyIdOf, loadSigningKey, readableByOthers, signingKeyFrom } from '../keys.ts';
import { parseManifest } from '../manifest.ts';
import { identityOf, readFolder, signFolder } from '../sign-folder.ts';
import { answering, type Io, only, readArguments, UsageError } from './io.ts';

export const summary = 'sign a built plugin';
export const usage = `Usage: orrery sign FOLDER [--key FILE] --level LEVEL [--root-url URL...] [--org ID] [--org-name NAME]
       orrery sign FOLDER [--key FILE] --detached

FOLDER       the built plugin (its dist folder, with plugin.json); MANIFEST.txt is written into it
--key        the private key; $ORRERY_SIGNING_KEY (armored, or in base64) when absent; $ORRERY_SIGNING_PASSPHRASE opens an encrypted one
--level      core, commercial, community, private or private-glob
--root-url   where a private plugin may run; with private-glob, * and ** are allowed
--org        who signs, as an id; the part of the plugin's id before the first dash when absent
--org-name   who signs, as people read it
--detached   adds MANIFEST.<keyid>.asc over the manifest that is there, for servers that ask for several signers`;

export function run(args: string[], io: Io): Promise<number> {
  return answering(io, args, usage, async () => {
    const one = { type: 'string' } as const;
    const { values, positionals } = readArguments(args, {
      key: one,
      level: one,
      'root-url': { type: 'string', multiple: true },
      org: one,
      'org-name': one,
      detached: { type: 'boolean' },
    });
    const folder = resolve(io.cwd, only(positionals, 'the folder of the built plugin'));
    const key = await keyFor(values.key, io);
    if (values.detached) return signFurther(folder, key, io);

    const { level, 'root-url': rootUrls = [] } = values;
    if (!level) throw new UsageError('--level is missing: core, commercial, community, private or private-glob.');
    const bad = rootUrls.find((url) => !/^https?:\/\/[^/\s]+/.test(url));
    if (bad) throw new UsageError(`--root-url is "${bad}"; an address like https://metrics.example.org/grafana/ belongs there.`);
    const org = values.org ?? (identityOf(await readFolder(folder), folder).id.split('-')[0] as string);
    const signed = await signFolder(folder, key, { level, org, orgName: values['org-name'] ?? org, rootUrls, now: Date.now() });
    io.out(
      `Signed ${signed.plugin} ${signed.version} as ${level} with ${keyIdOf(key)}: ${signed.files} files in ${join(folder, manifestName)}`,
    );
    return 0;
  });
}

async function keyFor(file: string | undefined, io: Io): Promise<PrivateKey> {
  if (!file) {
    const key = await signingKeyFrom(io.env);
    if (!key) throw new UsageError('no key to sign with: give --key FILE or set ORRERY_SIGNING_KEY. `orrery keys create` makes one.');
    return key;
  }
  const path = resolve(io.cwd, file);
  const key = await loadSigningKey(path, io.env.ORRERY_SIGNING_PASSPHRASE);
  if (await readableByOthers(path)) io.err(`orrery: others on this machine may read ${file}. Take that right away: chmod 600 ${file}`);
  return key;
}

async function signFurther(folder: string, key: PrivateKey, io: Io): Promise<number> {
  const bytes = await readFile(join(folder, manifestName)).catch(() => {
    throw new Error(`${folder} has no ${manifestName}. Sign it first, then add signatures.`);
  });
  const { manifest } = await parseManifest(bytes);
  const { name, text } = await signDetached(bytes, key, new Date());
  await writeFile(join(folder, name), text);
  io.out(`Added the signature of ${keyIdOf(key)} to ${manifest.plugin} ${manifest.version}: ${join(folder, name)}`);
  return 0;
}
