/**
 * Is this package what its signer signed, and may this signer be trusted with that? Pure but for the clock it is given: bytes in,
 * verdict out. One file nobody signed makes a package as untrusted as a changed one: a loader that skips it today may read it tomorrow.
 */
import { disguised, type RequiredSigners, signersOf } from './detached.ts';
import { digests, type Files, isSignature, manifestName, pathProblem } from './digest.ts';
import { checkSignature, type ParsedManifest, parseManifest, type SignedManifest } from './manifest.ts';
import { matchesRootUrl } from './root-url.ts';
import { type KnownKey, keyProblem, levelOf, type Problem, requiredOf, revocationOf, rightProblem, type TrustStore } from './trust.ts';
import type { Level } from './trust-file.ts';

export type Status = 'valid' | 'unsigned' | 'invalid' | 'modified';
export interface Reason extends Problem {
  /** The files it is about, by their paths in the package. */
  readonly files: readonly string[];
}
export type SignatureVerdict =
  | { readonly status: 'valid'; readonly level: Level | 'foreign'; readonly manifest: SignedManifest; readonly key: KnownKey }
  | { readonly status: Exclude<Status, 'valid'>; readonly reason: Reason; readonly manifest?: SignedManifest };
type Refusal = { readonly status: 'invalid' | 'modified'; readonly reason: Reason };

export interface VerdictOptions {
  /** As the package says it in plugin.json. */
  readonly id: string;
  readonly version: string;
  /** Where this server is reached. */
  readonly rootUrl: string;
  readonly trust: TrustStore;
  readonly now: Date;
  readonly required?: RequiredSigners;
  /** Hashes of `files` by path, where they are known already. */
  readonly hashes?: ReadonlyMap<string, string>;
}

/** A shorter manifest counts as none, as it does for Grafana. */
const shortest = 10;
const again = 'Get the package again from its publisher.';

export async function judgeFiles(files: Files, options: VerdictOptions): Promise<SignatureVerdict> {
  const { id, trust, now } = options;
  const bytes = files.get(manifestName);
  if (!bytes || bytes.length < shortest) {
    const message = `${id} is not signed: it has no ${manifestName}${bytes ? ' worth the name' : ''}.`;
    const remedy = 'Sign it with `orrery sign`, or list its id in [plugins] allow_loading_unsigned_plugins.';
    return { status: 'unsigned', reason: { code: 'signature/missing', message, remedy, files: [] } };
  }
  let parsed: ParsedManifest;
  try {
    parsed = await parseManifest(bytes);
  } catch (error) {
    const message = `The ${manifestName} of ${id} cannot be read. ${error instanceof Error ? error.message : String(error)}`;
    return refuse('invalid', { code: 'signature/unreadable', message, remedy: 'Sign the plugin again.' }, [manifestName]);
  }
  const { manifest } = parsed;
  const key = trust.keys.get(manifest.keyId);
  if (!key) {
    const message = `${id} is signed with the key ${manifest.keyId} (${manifest.signedByOrgName}), which the trust store does not know.`;
    return {
      ...refuse('invalid', {
        code: 'signature/unknown-key',
        message,
        remedy: 'If you trust the signer, add the key with `orrery keys trust`.',
      }),
      manifest,
    };
  }
  const ended = key.own.revoked ? keyProblem(key, now, now) : undefined;
  if (ended) return { ...refuse('invalid', { ...ended, message: `${id} is refused: ${ended.message}` }), manifest };
  const signature = await checkSignature(parsed, key.key, now);
  if (!signature.ok) {
    const code = signature.several ? 'signature/several-signatures' : 'signature/broken';
    return {
      ...refuse('invalid', { code, message: `The signature of ${id} does not hold: ${signature.cause}.`, remedy: again }, [manifestName]),
      manifest,
    };
  }
  const signed = new Date(Math.max(signature.created.getTime(), manifest.time));
  const refusal =
    signerRefusal(manifest, key, signed, options) ??
    identityRefusal(manifest, options) ??
    placeRefusal(manifest, options) ??
    filesRefusal(manifest, files, options);
  const last = refusal ?? (await furtherRefusal(files, manifest.signatureType, options));
  if (last) return { ...last, manifest };
  return { status: 'valid', level: levelOf(manifest.signatureType) as Level | 'foreign', manifest, key };
}

function refuse(status: 'invalid' | 'modified', problem: Problem, files: readonly string[] = []): Refusal {
  return { status, reason: { ...problem, files } };
}

function signerRefusal(
  manifest: SignedManifest,
  key: KnownKey,
  signed: Date,
  { id, version, trust, now }: VerdictOptions,
): Refusal | undefined {
  const { signatureType, plugin } = manifest;
  if (!levelOf(signatureType)) {
    return refuse('invalid', {
      code: 'signature/unknown-level',
      message: `"${signatureType}" is no level of signing.`,
      remedy: 'Sign it as commercial, community or private.',
    });
  }
  const problem = keyProblem(key, signed, now, `${plugin}@${manifest.version}`) ?? rightProblem(key, signatureType, plugin);
  if (problem) return refuse('invalid', { ...problem, message: `${id} is refused: ${problem.message}` });
  const taken = revocationOf(trust, id, version, signed);
  if (!taken) return undefined;
  const message = `${id} ${version} was revoked${taken.reason ? ` (${taken.reason})` : ''}.`;
  return refuse('invalid', { code: 'signature/plugin-revoked', message, remedy: 'Install a version that is not revoked.' });
}

function identityRefusal(manifest: SignedManifest, { id, version }: VerdictOptions): Refusal | undefined {
  if (manifest.plugin === id && manifest.version === version) return undefined;
  const message = `The manifest was made for ${manifest.plugin} ${manifest.version}, the package is ${id} ${version}.`;
  return refuse('modified', { code: 'signature/other-plugin', message, remedy: again }, ['plugin.json']);
}

function placeRefusal({ rootUrls = [], signatureType }: SignedManifest, { id, rootUrl }: VerdictOptions): Refusal | undefined {
  if (levelOf(signatureType) === 'private' && rootUrls.length === 0) {
    return refuse('invalid', {
      code: 'signature/no-root-url',
      message: `${id} is private and names no address to run at.`,
      remedy: 'Sign it again with --root-url.',
    });
  }
  if (rootUrls.length === 0 || matchesRootUrl(rootUrls, rootUrl, signatureType === 'private-glob')) return undefined;
  const message = `${id} may run at ${rootUrls.join(', ')}; this server is ${rootUrl}.`;
  return refuse('invalid', {
    code: 'signature/root-url',
    message,
    remedy: 'Set [server] root_url to that address, or have the plugin signed for this one.',
  });
}

function filesRefusal(
  manifest: SignedManifest,
  files: Files,
  { id, hashes = new Map(Object.entries(digests(files))) }: VerdictOptions,
): Refusal | undefined {
  const listed = Object.entries(manifest.files);
  const odd = listed.find(([path]) => pathProblem(path));
  if (odd)
    return refuse(
      'modified',
      { code: 'signature/bad-path', message: `The manifest of ${id} names "${odd[0]}": ${pathProblem(odd[0])}.`, remedy: again },
      [odd[0]],
    );
  const missing = listed.map(([path]) => path).filter((path) => !files.has(path));
  if (missing.length > 0) return filesProblem('signature/missing-file', `${id} lacks what was signed`, missing, again);
  const changed = listed.filter(([path, hash]) => hashes.get(path) !== hash).map(([path]) => path);
  const remedy = `${again} If the change is yours, sign the package again.`;
  if (changed.length > 0) return filesProblem('signature/modified-file', `${id} is not what was signed`, changed, remedy);
  const added = [...files.keys()].filter((path) => !isSignature(path) && !Object.hasOwn(manifest.files, path));
  return added.length > 0 ? filesProblem('signature/added-file', `${id} holds what nobody signed`, added, remedy) : undefined;
}

const mostNamed = 5;
function filesProblem(code: string, message: string, files: readonly string[], remedy: string): Refusal {
  const named = files
    .slice(0, mostNamed)
    .map((path) => `"${path}"`)
    .join(', ');
  const more = files.length > mostNamed ? ` and ${files.length - mostNamed} more` : '';
  return refuse('modified', { code, message: `${message}: ${named}${more}.`, remedy }, files);
}

async function furtherRefusal(
  files: Files,
  signatureType: string,
  { id, trust, now, required }: VerdictOptions,
): Promise<Refusal | undefined> {
  const odd = await disguised(files);
  if (odd)
    return refuse(
      'modified',
      { code: 'signature/added-file', message: `"${odd}" in ${id} has the name of a signature and is none.`, remedy: 'Remove the file.' },
      [odd],
    );
  const ofStore = requiredOf(trust, id, signatureType).map(({ signers, count = new Set(signers).size }) => ({ keys: signers, count }));
  for (const one of [...ofStore, ...(required && required.count > 0 ? [required] : [])]) {
    const lacking = await signersRefusal(files, one, { id, trust, now });
    if (lacking) return lacking;
  }
  return undefined;
}

async function signersRefusal(
  files: Files,
  required: RequiredSigners,
  { id, trust, now }: Pick<VerdictOptions, 'id' | 'trust' | 'now'>,
): Promise<Refusal | undefined> {
  const signers = await signersOf(files, required.keys, trust, now);
  if (signers.length >= required.count) return undefined;
  const absent = required.keys.filter((keyId) => !signers.includes(keyId));
  const message = `${id} needs ${required.count} further signatures and has ${signers.length}. Missing or not holding: ${absent.join(', ')}.`;
  return refuse('invalid', {
    code: 'signature/signers',
    message,
    remedy: 'Ask those signers for a MANIFEST.<keyid>.asc: `orrery sign FOLDER --detached`.',
  });
}
