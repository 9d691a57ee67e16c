/** `orrery verify`: would a server with this trust store run this plugin, and if not, why? */
import { resolve } from 'node:path';
import { identityOf, readFolder } from '../sign-folder.ts';
import { judgeFiles } from '../verdict.ts';
import { answering, type Io, only, readArguments, trustPath, UsageError } from './io.ts';
import { openTrustFiles } from './trust-store.ts';

export const summary = 'check the signature of a plugin';
export const usage = `Usage: orrery verify FOLDER [--trust FILE...] [--root-url URL] [--signer KEYID... [--signers N]]

FOLDER      the plugin (its dist folder, with plugin.json and MANIFEST.txt)
--trust     a trust store, several where the server reads several; $ORRERY_TRUST_STORE or data/trust.json when absent
--root-url  the address of the server, for private plugins; http://localhost:3000/ when absent
--signer    a key that has to have signed beside the manifest's own (MANIFEST.<keyid>.asc)
--signers   how many of them; all when absent

Exit code 0: trusted and untouched. 1: not, with the reason.`;

export function run(args: string[], io: Io): Promise<number> {
  return answering(io, args, usage, async () => {
    const many = { type: 'string', multiple: true } as const;
    const { values, positionals } = readArguments(args, {
      trust: many,
      'root-url': { type: 'string' },
      signer: many,
      signers: { type: 'string' },
    });
    const folder = resolve(io.cwd, only(positionals, 'the folder of the plugin'));
    const { 'root-url': rootUrl = 'http://localhost:3000/', signer: keys = [], signers = String(keys.length) } = values;
    if (!/^\d+$/.test(signers) || Number(signers) > keys.length)
      throw new UsageError(`--signers is "${signers}" of ${keys.length} keys named with --signer.`);

    const stores = values.trust?.map((file) => trustPath(io, file)) ?? [trustPath(io)];
    const trust = await openTrustFiles(stores);
    const files = await readFolder(folder);
    const identity = identityOf(files, folder);
    const required = { keys: keys.map((keyId) => keyId.toLowerCase()), count: Number(signers) };
    const verdict = await judgeFiles(files, { ...identity, rootUrl, trust, now: new Date(), required });
    if (verdict.status === 'valid') {
      const { manifest, key, level } = verdict;
      io.out(`valid: ${manifest.plugin} ${manifest.version}, ${Object.keys(manifest.files).length} files`);
      io.out(
        `  level   ${level === 'foreign' ? `${manifest.signatureType} (another product's; treated as community)` : manifest.signatureType}`,
      );
      io.out(
        `  signer  ${manifest.signedByOrgName} with ${manifest.keyId} ("${key.name}")\n  signed  ${new Date(manifest.time).toISOString()}`,
      );
      return 0;
    }
    const { message, remedy, code, files: about } = verdict.reason;
    io.err(`${verdict.status}: ${message}`);
    for (const path of about) io.err(`  file    ${path}`);
    io.err(`  rule    ${code}\n  remedy  ${remedy}`);
    if (code === 'signature/unknown-key') io.err(`  looked in ${stores.join(', ')}`);
    return 1;
  });
}
