/** A package and its verdict: bytes from a folder or an archive, hashed once, judged by what `signing` finds and policy allows. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fail, type Manifest, ok, type Result } from '@orrery/plugin-sdk';
import { checkManifest } from '@orrery/plugin-sdk/manifest/check';
import { judgeFiles, manifestName, pathProblem, type RequiredSigners, sha256, type TrustStore } from '@orrery/signing';
import type { Verdict, VerifiedPackage } from '../registry/types.ts';
import { readFolder } from './read-folder.ts';
import { sharedBytes } from './shared-bytes.ts';

export interface SignaturePolicy {
  /** Where this server is reached: private plugins are bound to it. */
  readonly rootUrl: string;
  /** Ids that may run unsigned: always in the guest host, never with more than they were granted. */
  readonly allowUnsigned: readonly string[];
  readonly trust: TrustStore;
  readonly required?: RequiredSigners;
  readonly now: Date;
}

/** A package nobody trusts is a value too, with `verdict.mayRun` false. Fails like `readFolder` and `verifyPackage`. */
export async function readPackage(folder: string, policy: SignaturePolicy): Promise<Result<VerifiedPackage>> {
  const files = await readFolder(folder);
  return files.ok ? verifyPackage(files.value, folder, policy) : files;
}

/** Fails with `package/bad-path`, `package/no-manifest` or `manifest/invalid`: what has no identity gets no verdict. */
export async function verifyPackage(
  files: ReadonlyMap<string, Uint8Array>,
  source: string,
  policy: SignaturePolicy,
): Promise<Result<VerifiedPackage>> {
  const odd = [...files.keys()].find((path) => pathProblem(path));
  if (odd !== undefined) return fail('package/bad-path', `${source}: ${JSON.stringify(odd)} cannot be in a package: ${pathProblem(odd)}.`);
  const identity = identify(files, source);
  if (!identity.ok) return identity;
  return ok({ ...identity.value, verdict: await judge(identity.value, policy) });
}

/** Who a package says it is, and what it hashes to; nobody has judged it yet. */
export function identify(files: ReadonlyMap<string, Uint8Array>, source: string): Result<Omit<VerifiedPackage, 'verdict'>> {
  const manifest = manifestOf(files, source);
  if (!manifest.ok) return manifest;
  const { id, info } = manifest.value;
  const hashes = new Map([...files].map(([path, bytes]) => [path, sha256(bytes)]));
  const hash =
    hashes.get(manifestName) ??
    createHash('sha256')
      .update(JSON.stringify([...hashes].sort()))
      .digest('hex');
  const shared = new Map([...files].map(([path, bytes]) => [path, sharedBytes(hashes.get(path) as string, bytes)]));
  return ok({ id, version: info.version, hash, manifest: manifest.value, files: shared, hashes, source });
}

/** The verdict as of `policy.now`; reads nothing but its arguments. Asked again while a plugin runs: keys expire, and are revoked. */
export async function judge(pkg: Pick<VerifiedPackage, 'id' | 'version' | 'files' | 'hashes'>, policy: SignaturePolicy): Promise<Verdict> {
  const { id, version, files, hashes } = pkg;
  const { allowUnsigned, ...asked } = policy;
  const verdict = await judgeFiles(files, { id, version, hashes, ...asked });
  if (verdict.status !== 'valid') {
    const mayRun = verdict.status === 'unsigned' && allowUnsigned.includes(id);
    return { status: verdict.status, level: 'unsigned', mayRun, reason: verdict.reason };
  }
  const { signedByOrg: org, signedByOrgName: orgName, keyId, time } = verdict.manifest;
  const { name, own } = verdict.key;
  const signedBy = { org, orgName, keyId, keyName: name, at: time, ...(own.expires && { until: own.expires.toISOString() }) };
  // Who vouches for another product's plugins vouches for none of ours: such a level gets what reviewed strangers get.
  const level = verdict.level === 'foreign' ? 'community' : verdict.level;
  return { status: level === 'core' ? 'internal' : 'valid', level, mayRun: true, signedBy };
}

function manifestOf(files: ReadonlyMap<string, Uint8Array>, source: string): Result<Manifest> {
  if (!files.has('plugin.json')) return fail('package/no-manifest', `${source} holds no plugin.json.`);
  const plugin = parse(files, 'plugin.json', source);
  if (!plugin.ok) return plugin;
  if (!files.has('orrery.json')) return checkManifest(plugin.value, join(source, 'plugin.json'));

  const beside = parse(files, 'orrery.json', source);
  if (!beside.ok) return beside;
  if ('orrery' in plugin.value)
    return fail('manifest/invalid', `${source}: plugin.json has an object "orrery" and there is an orrery.json. Keep one of them.`);
  return checkManifest({ ...plugin.value, orrery: beside.value }, join(source, 'plugin.json'));
}

function parse(files: ReadonlyMap<string, Uint8Array>, name: string, source: string): Result<Record<string, unknown>> {
  const file = join(source, name);
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(files.get(name)));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return ok(value as Record<string, unknown>);
    return fail('manifest/invalid', `${file} holds no JSON object.`);
  } catch (error) {
    return fail('manifest/invalid', `${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
