/** `orrery sign`: signs a built plugin, or adds a further signature to a signed one. */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { signDetached } from '../detached.ts';
import { manifestName } from '../digest.ts';
import { openSigner } from '../key-source.ts';
import { parseManifest } from '../manifest.ts';
import { identityOf, readFolder, signFolder } from '../sign-folder.ts';
import type { Signer } from '../signer.ts';
import { answering, type Io, only, readArguments, UsageError } from './io.ts';

export const summary = 'sign a built plugin';
export const usage = `Usage: orrery sign FOLDER [--key FILE] [--key-command COMMAND] --level LEVEL [--root-url URL...] [--org ID] [--org-name NAME]
       orrery sign FOLDER [--key FILE] [--key-command COMMAND] --detached

FOLDER       the built plugin (its dist folder, with plugin.json); MANIFEST.txt is written into it
--key        the private key; $ORRERY_SIGNING_KEY (armored, or in base64) when absent; $ORRERY_SIGNING_PASSPHRASE opens an encrypted one
--key-command  signs with a key that never leaves its place, on a token for instance: a line for the shell ($ORRERY_SIGNING_COMMAND when
             absent) that reads what is to be signed and writes the armored result. --key then names the public half. With GnuPG:
             'gpg --batch --armor --digest-algo SHA512 --local-user KEYID --clearsign', and --detach-sign in place of --clearsign for
             --detached; $ORRERY_SIGN tells a command of yours which is wanted (cleartext or detached)
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
      'key-command': one,
      level: one,
      'root-url': { type: 'string', multiple: true },
      org: one,
      'org-name': one,
      detached: { type: 'boolean' },
    });
    const folder = resolve(io.cwd, only(positionals, 'the folder of the built plugin'));
    const key = await keyFor(values.key, values['key-command'] ?? io.env.ORRERY_SIGNING_COMMAND, io);
    if (values.detached) return signFurther(folder, key, io);

    const { level, 'root-url': rootUrls = [] } = values;
    if (!level) throw new UsageError('--level is missing: core, commercial, community, private or private-glob.');
    const bad = rootUrls.find((url) => !/^https?:\/\/[^/\s]+/.test(url));
    if (bad) throw new UsageError(`--root-url is "${bad}"; an address like https://metrics.example.org/grafana/ belongs there.`);
    const org = values.org ?? (identityOf(await readFolder(folder), folder).id.split('-')[0] as string);
    const signed = await signFolder(folder, key, { level, org, orgName: values['org-name'] ?? org, rootUrls, now: Date.now() });
    io.out(
      `Signed ${signed.plugin} ${signed.version} as ${level} with ${key.keyId}: ${signed.files} files in ${join(folder, manifestName)}`,
    );
    return 0;
  });
}

async function keyFor(file: string | undefined, command: string | undefined, io: Io): Promise<Signer> {
  const source = { env: io.env, cwd: io.cwd, warn: (text: string) => io.err(`orrery: ${text}`) };
  const signer = await openSigner({ ...source, ...(file && { file }), ...(command && { command }) });
  if (!signer) throw new UsageError('no key to sign with: give --key FILE or set ORRERY_SIGNING_KEY. `orrery keys create` makes one.');
  return signer;
}

async function signFurther(folder: string, key: Signer, io: Io): Promise<number> {
  const bytes = await readFile(join(folder, manifestName)).catch(() => {
    throw new Error(`${folder} has no ${manifestName}. Sign it first, then add signatures.`);
  });
  const { manifest } = await parseManifest(bytes);
  const { name, text } = await signDetached(bytes, key, new Date());
  await writeFile(join(folder, name), text);
  io.out(`Added the signature of ${key.keyId} to ${manifest.plugin} ${manifest.version}: ${join(folder, name)}`);
  return 0;
}
