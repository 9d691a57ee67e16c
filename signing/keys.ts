/** OpenPGP keys: made, read, and what is known of them. */
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { decryptKey, generateKey, type PrivateKey, type PublicKey, readKeys, readPrivateKey } from 'openpgp';

export interface CreatedKey {
  readonly keyId: string;
  readonly privateKey: string;
  readonly publicKey: string;
}
export interface KeyOwner {
  readonly name: string;
  readonly email?: string;
}
export interface KeyFacts {
  /** 16 hex digits, lower case. */
  readonly keyId: string;
  readonly fingerprint: string;
  /** `ed25519`, `ecdsa nistP521`, `rsa 4096`. */
  readonly algorithm: string;
  readonly owner: string;
  readonly created: Date;
  /** When the key itself says that it ends; absent when it never does. */
  readonly expires?: Date;
  /** By a revocation certificate inside the key. */
  readonly revoked: boolean;
}

/** How manifests name a key. */
export function keyIdOf(key: PublicKey | PrivateKey): string {
  return key.getKeyID().toHex().toLowerCase();
}

/** Ed25519 in the form that every OpenPGP reader knows, GnuPG 2.2 and Go's among them. `passphrase` encrypts the private half. */
export async function createKey(
  owner: KeyOwner,
  options: { readonly expiresInDays?: number; readonly passphrase?: string; readonly now?: Date } = {},
): Promise<CreatedKey> {
  const { expiresInDays = 0, passphrase, now } = options;
  const { privateKey, publicKey } = await generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ name: owner.name, ...(owner.email && { email: owner.email }) }],
    format: 'object',
    ...(expiresInDays > 0 && { keyExpirationTime: expiresInDays * 86_400 }),
    ...(passphrase && { passphrase }),
    ...(now && { date: now }),
  });
  return { keyId: keyIdOf(publicKey), privateKey: privateKey.armor(), publicKey: publicKey.armor() };
}

/** From armored text, a private key's public half included; throws an Error that says what the text is instead. */
export async function readPublicKey(armored: string): Promise<PublicKey> {
  const keys = await readKeys({ armoredKeys: armored }).catch((error: Error) => {
    throw new Error(`It is no OpenPGP key: ${error.message}`);
  });
  const [only] = keys;
  if (!only || keys.length !== 1) throw new Error(`It holds ${keys.length} keys; one is expected.`);
  return only.toPublic();
}

/** Throws an Error that says what is missing. */
export async function readSigningKey(armored: string, passphrase?: string): Promise<PrivateKey> {
  if (!armored.includes('PRIVATE KEY')) throw new Error('This is no private key; signing needs one. `orrery keys create` makes a pair.');
  const key = await readPrivateKey({ armoredKey: armored });
  if (key.isDecrypted()) return key;
  if (!passphrase) throw new Error('The private key is encrypted. Set its passphrase in ORRERY_SIGNING_PASSPHRASE.');
  return decryptKey({ privateKey: key, passphrase });
}

export async function factsOf(key: PublicKey | PrivateKey): Promise<KeyFacts> {
  const { algorithm, bits, curve } = key.getAlgorithmInfo();
  const expires = await key.getExpirationTime();
  return {
    keyId: keyIdOf(key),
    fingerprint: key.getFingerprint().toLowerCase(),
    algorithm: /^ed25519/i.test(curve ?? algorithm) ? 'ed25519' : `${algorithm.replace(/Legacy$/, '')} ${curve ?? bits ?? ''}`.trim(),
    owner: key.getUserIDs().join(', '),
    created: key.getCreationTime(),
    ...(expires instanceof Date && { expires }),
    revoked: await key.isRevoked(),
  };
}

/** Readable by its owner only, from the first byte on. Replaces what is there in one step. */
export async function writePrivateKey(file: string, armored: string): Promise<void> {
  const beside = `${file}.${randomUUID()}`;
  try {
    await writeFile(beside, armored, { mode: 0o600, flag: 'wx' });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

export async function loadSigningKey(file: string, passphrase?: string): Promise<PrivateKey> {
  return readSigningKey(await readFile(file, 'utf8'), passphrase);
}

/** From `ORRERY_SIGNING_KEY` (armored, or that in base64 for places that allow one line only), or undefined when it is not set. */
export async function signingKeyFrom(env: Readonly<Record<string, string | undefined>>): Promise<PrivateKey | undefined> {
  const { ORRERY_SIGNING_KEY: text, ORRERY_SIGNING_PASSPHRASE: passphrase } = env;
  if (!text) return undefined;
  return readSigningKey(text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8'), passphrase);
}

/** True when others on this machine may read a private key. Windows keeps rights elsewhere. */
export async function readableByOthers(file: string): Promise<boolean> {
  return process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0;
}
