/** For tests: keys made once, packages in memory signed the way the test wants it. */
import { generateKey, type PrivateKey } from 'openpgp';
import { digests, manifestName } from './digest.ts';
import { keyIdOf } from './keys.ts';
import { type SigningDetails, writeManifest } from './manifest.ts';
import { openTrust, type TrustStore } from './trust.ts';
import type { Revocation, TrustedKey } from './trust-file.ts';
import { judgeFiles, type SignatureVerdict, type VerdictOptions } from './verdict.ts';

/** When everything in tests is signed; keys are a day older. */
export const signedAt = new Date('2026-03-01T12:00:00Z');
export const later = new Date('2026-04-01T00:00:00Z');

export interface Signer {
  readonly key: PrivateKey;
  readonly keyId: string;
  readonly publicKey: string;
}

export async function signer(name: string, options: Partial<Parameters<typeof generateKey>[0]> = {}): Promise<Signer> {
  const { privateKey, publicKey } = await generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ name }],
    date: new Date(signedAt.getTime() - 86_400_000),
    ...options,
    format: 'object',
  });
  return { key: privateKey, keyId: keyIdOf(privateKey), publicKey: publicKey.armor() };
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (found: Uint8Array | undefined): string => new TextDecoder().decode(found);

export const plain: ReadonlyMap<string, Uint8Array> = new Map([
  ['plugin.json', bytes('{"id":"acme-panel","type":"panel","name":"Acme","info":{"version":"1.2.0"}}')],
  ['module.js', bytes('export const panels = {};')],
  ['img/logo.svg', bytes('<svg/>')],
  ['nested/MANIFEST.txt', bytes('a file like any other below the root')],
]);

export function detailsOf(files: ReadonlyMap<string, Uint8Array>, keyId: string, details: Partial<SigningDetails> = {}): SigningDetails {
  return {
    signatureType: 'community',
    org: 'acme',
    orgName: 'Acme',
    plugin: 'acme-panel',
    version: '1.2.0',
    time: signedAt.getTime(),
    keyId,
    files: digests(files),
    ...details,
  };
}

/** A signed copy. */
export async function signed(
  by: Signer,
  details: Partial<SigningDetails> = {},
  files: ReadonlyMap<string, Uint8Array> = plain,
): Promise<Map<string, Uint8Array>> {
  return new Map(files).set(manifestName, bytes(await writeManifest(detailsOf(files, by.keyId, details), by.key)));
}

export function trusting(by: Signer, rights: Partial<TrustedKey> = {}, ...revocations: Revocation[]): Promise<TrustStore> {
  const levels = ['core', 'commercial', 'community', 'private'] as const;
  return openTrust({ keys: [{ name: 'Acme', publicKey: by.publicKey, levels, ...rights }], revocations });
}

/** `valid`, or `status code` of the refusal: what tests compare. */
export async function said(
  files: ReadonlyMap<string, Uint8Array>,
  trust: TrustStore,
  options: Partial<VerdictOptions> = {},
): Promise<string> {
  const verdict = await verdictOf(files, trust, options);
  return verdict.status === 'valid' ? 'valid' : `${verdict.status} ${verdict.reason.code}`;
}

export function verdictOf(
  files: ReadonlyMap<string, Uint8Array>,
  trust: TrustStore,
  options: Partial<VerdictOptions> = {},
): Promise<SignatureVerdict> {
  return judgeFiles(files, { id: 'acme-panel', version: '1.2.0', rootUrl: 'http://localhost:3000/', now: later, trust, ...options });
}
