/** A package and its verdict: bytes from a folder or an archive, hashed once, judged by what `signing` finds and policy allows. */
import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import { fail, type Manifest, ok, type Result } from '@orrery/plugin-sdk';
import { checkManifest } from '@orrery/plugin-sdk/manifest/check';
import {
  judgeFiles,
  type KnownKey,
  manifestName,
  pathProblem,
  type RequiredSigners,
  revocationOf,
  rightProblem,
  sha256,
  type TrustStore,
} from '@orrery/signing';
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
  const shared = new Map([...files].map(([path, bytes]) => [path, sharedBytes(hashes.get(path) as string, bytes)]));
  return ok({ id, version: info.version, hash: nameOf(files, hashes), manifest: manifest.value, files: shared, hashes, source });
}

/** What a package is known and kept by: the hash of its manifest, which names every file, or that of all hashes where it has none. */
export function nameOf(files: ReadonlyMap<string, Uint8Array>, hashes?: ReadonlyMap<string, string>): string {
  const manifest = files.get(manifestName);
  if (manifest) return sha256(manifest);
  const all = hashes ?? new Map([...files].map(([path, bytes]) => [path, sha256(bytes)]));
  return createHash('sha256')
    .update(JSON.stringify([...all].sort()))
    .digest('hex');
}

/** The verdict as of `policy.now`; reads nothing but its arguments. Asked again while a plugin runs: keys expire, and are revoked. */
export async function judge(pkg: Pick<VerifiedPackage, 'id' | 'version' | 'files' | 'hashes'>, policy: SignaturePolicy): Promise<Verdict> {
  const { id, version, files, hashes } = pkg;
  const { allowUnsigned, ...asked } = policy;
  const verdict = await judgeFiles(files, { id, version, hashes, ...asked });
  if (verdict.status !== 'valid') {
    const mayRun = verdict.status === 'unsigned' && allowUnsigned.includes(id);
    const own: Verdict = { status: verdict.status, level: 'unsigned', mayRun, reason: verdict.reason };
    if (!mayRun) return own;
    return withInside(own, files, (inside) =>
      allowUnsigned.includes(inside.id)
        ? undefined
        : {
            code: 'signature/missing',
            message: `${inside.id}, inside of ${id}, is not signed and its own id is not allowed.`,
            remedy: 'List its id in [plugins] allow_loading_unsigned_plugins, too.',
          },
    );
  }
  const { signedByOrg: org, signedByOrgName: orgName, keyId, time } = verdict.manifest;
  const { name, own } = verdict.key;
  const signedBy = { org, orgName, keyId, keyName: name, at: time, ...(own.expires && { until: own.expires.toISOString() }) };
  // Who vouches for another product's plugins vouches for none of ours: such a level gets what reviewed strangers get.
  const level = verdict.level === 'foreign' ? 'community' : verdict.level;
  const found: Verdict = { status: level === 'core' ? 'internal' : 'valid', level, mayRun: true, signedBy };
  return withInside(found, files, (inside) => insideProblem(inside, id, verdict.manifest, verdict.key, policy));
}

/** The verdict on a plugin inside of a package with this one. */
export const verdictInside = (verdict: Verdict, id: string): Verdict => verdict.inside?.[id] ?? verdict;

interface Inside {
  readonly id: string;
  readonly version: string;
}
type InsideProblem = { readonly code: string; readonly message: string; readonly remedy: string } | undefined;

/** Who may sign a package may not therefore sign every id inside of it; and each of them can be taken back by itself. */
function insideProblem(
  { id, version }: Inside,
  parent: string,
  { signatureType, time }: { readonly signatureType: string; readonly time: number },
  key: KnownKey,
  { trust }: SignaturePolicy,
): InsideProblem {
  const problem = rightProblem(key, signatureType, id);
  if (problem) return { ...problem, message: `${id}, inside of ${parent}, is refused: ${problem.message}` };
  const taken = revocationOf(trust, id, version, new Date(time));
  return (
    taken && {
      code: 'signature/plugin-revoked',
      message: `${id} ${version}, inside of ${parent}, was revoked${taken.reason ? ` (${taken.reason})` : ''}.`,
      remedy: `Install a version of ${parent} with one that is not revoked.`,
    }
  );
}

/** The verdict, with one of its own for each plugin inside that may not run though the package may. */
function withInside(verdict: Verdict, files: ReadonlyMap<string, Uint8Array>, problemOf: (inside: Inside) => InsideProblem): Verdict {
  const refused: Record<string, Verdict> = Object.create(null);
  for (const path of files.keys()) {
    if (path === 'plugin.json' || posix.basename(path) !== 'plugin.json') continue;
    const json = parse(files, path, '');
    const { id, info } = (json.ok ? json.value : {}) as { id?: unknown; info?: { version?: unknown } | null };
    if (typeof id !== 'string') continue;
    const problem = problemOf({ id, version: String(info?.version ?? '') });
    if (problem) refused[id] = { status: 'invalid', level: verdict.level, mayRun: false, reason: { ...problem, files: [path] } };
  }
  return Object.keys(refused).length > 0 ? { ...verdict, inside: refused } : verdict;
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
