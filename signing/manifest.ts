/** MANIFEST.txt: a cleartext-signed list of every file of a plugin with its hash. Written as Grafana's signer writes it, read strictly. */
import { type CleartextMessage, type PrivateKey, type PublicKey, verify } from 'openpgp';
import { readCleartext } from './cleartext.ts';
import { type Signer, signerOf } from './signer.ts';

export interface SignedManifest {
  readonly manifestVersion: string;
  readonly signatureType: string;
  readonly signedByOrg: string;
  readonly signedByOrgName: string;
  readonly rootUrls?: readonly string[];
  readonly plugin: string;
  readonly version: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly keyId: string;
  /** Posix path below the root to lower-case SHA-256. */
  readonly files: Readonly<Record<string, string>>;
}

export interface ParsedManifest {
  readonly manifest: SignedManifest;
  readonly message: CleartextMessage;
}

/** Throws an Error with the reason. What comes back is well formed, and as yet signed by nobody. */
export async function parseManifest(bytes: Uint8Array): Promise<ParsedManifest> {
  const { message, text } = await readCleartext(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`The signed text is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { manifest: check(value), message };
}

const texts = ['signatureType', 'signedByOrg', 'signedByOrgName', 'plugin', 'version', 'keyId'] as const;

function check(value: unknown): SignedManifest {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('The signed text is no JSON object.');
  const found = value as Record<string, unknown>;
  if (typeof found.manifestVersion !== 'string' || !found.manifestVersion.startsWith('2.')) {
    throw new Error(
      `"manifestVersion" is ${JSON.stringify(found.manifestVersion) ?? 'missing'}; only 2.x lists what was signed well enough.`,
    );
  }
  for (const key of texts) if (typeof found[key] !== 'string' || found[key] === '') throw new Error(`"${key}" is missing.`);
  if (!/^[0-9a-f]{16}$/.test(found.keyId as string)) throw new Error('"keyId" is not 16 lower-case hex digits.');
  const { time, files, rootUrls } = found;
  if (!Number.isSafeInteger(time) || (time as number) <= 0) throw new Error('"time" is not epoch milliseconds.');
  if (typeof files !== 'object' || files === null || Array.isArray(files) || Object.keys(files).length === 0)
    throw new Error('"files" lists nothing.');
  for (const [path, hash] of Object.entries(files)) {
    if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) throw new Error(`The hash of "${path}" is no lower-case SHA-256.`);
  }
  if (rootUrls !== undefined && rootUrls !== null && (!Array.isArray(rootUrls) || rootUrls.some((url) => typeof url !== 'string'))) {
    throw new Error('"rootUrls" is no list of addresses.');
  }
  return { ...(found as unknown as SignedManifest), rootUrls: (rootUrls as string[] | null | undefined) ?? [] };
}

export type SignatureCheck =
  | { readonly ok: true /** When the signature says it was made. */; readonly created: Date }
  | { readonly ok: false; readonly several: boolean; readonly cause: string };

/** One signature, by this key, that holds. One valid beside one that is not proves nothing, so several are refused whatever they are. */
export async function checkSignature({ message, manifest }: ParsedManifest, key: PublicKey, now: Date): Promise<SignatureCheck> {
  // A signature packet may name no key at all, and what OpenPGP makes of a packet that was tampered with is often an exception.
  try {
    const signers = message.getSigningKeyIDs().map((id) => (id as typeof id | undefined)?.toHex().toLowerCase());
    if (signers.length !== 1) return { ok: false, several: true, cause: `it carries ${signers.length} signatures, and one is expected` };
    if (signers[0] !== manifest.keyId)
      return broken(`it was made with the key ${signers[0] ?? 'of nobody'}, the manifest names ${manifest.keyId}`);
    const { signatures } = await verify({ message, verificationKeys: key, date: now });
    const [only] = signatures;
    if (!only) return broken('it is no signature over a text');
    await only.verified;
    const created = (await only.signature).packets[0]?.created;
    return created ? { ok: true, created } : broken('it does not say when it was made');
  } catch (error) {
    return broken(error instanceof Error ? error.message : String(error));
  }
}

function broken(cause: string): SignatureCheck {
  return { ok: false, several: false, cause };
}

export interface SigningDetails {
  readonly signatureType: string;
  readonly org: string;
  readonly orgName: string;
  readonly rootUrls?: readonly string[];
  readonly plugin: string;
  readonly version: string;
  /** Epoch milliseconds; the signature carries the same second. */
  readonly time: number;
  readonly keyId: string;
  readonly files: Readonly<Record<string, string>>;
  /** Which tools made it, as Grafana's client tells of itself. Readers pass over it. */
  readonly tools?: { readonly signPlugin?: { readonly version: string }; readonly createPlugin?: { readonly version: string } };
}

/** The text of MANIFEST.txt. Same details and an Ed25519 key give the same bytes, so that builds can be compared. */
export async function writeManifest(details: SigningDetails, by: PrivateKey | Signer): Promise<string> {
  const { signatureType, org, orgName, rootUrls = [], plugin, version, time, keyId, files, tools = {} } = details;
  const manifest: SignedManifest = {
    manifestVersion: '2.0.0',
    signatureType,
    signedByOrg: org,
    signedByOrgName: orgName,
    ...(rootUrls.length > 0 && { rootUrls }),
    plugin,
    version,
    time,
    keyId,
    files,
    ...tools,
  };
  const signed = await signerOf(by).cleartext(JSON.stringify(manifest, null, 2), new Date(time));
  return `\n${signed.replaceAll('\r\n', '\n').trim()}\n`;
}
