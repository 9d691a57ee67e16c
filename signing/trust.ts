/**
 * The trust store: which keys may sign at which level and for which plugins, and what was taken back. A JSON file that a person can
 * read and edit; a mistake in it is named, and then nothing of it counts: a misspelled "revoked" must not mean "trusted".
 */
import type { PublicKey } from 'openpgp';
import { matchesGlob } from './glob.ts';
import { factsOf, readPublicKey } from './keys.ts';
import type { Level, RequiredSigners, Revocation, TrustedKey, TrustFile } from './trust-file.ts';

export interface KnownKey extends TrustedKey {
  readonly keyId: string;
  readonly key: PublicKey;
  /** What the key says of itself, beside what the file says of it. */
  readonly own: { readonly expires?: Date; readonly revoked: boolean };
}
export interface TrustStore {
  /** By the id of the key, and by those of its signing subkeys. */
  readonly keys: ReadonlyMap<string, KnownKey>;
  readonly revocations: readonly Revocation[];
  readonly required: readonly RequiredSigners[];
}

/** Later files may say anew what a key may do, but no file gives back what another took. Throws an Error that names the place. */
export async function openTrust(...files: readonly TrustFile[]): Promise<TrustStore> {
  const keys = new Map<string, KnownKey>();
  for (const file of files) {
    const inThisFile = new Set<string>();
    for (const [index, trusted] of file.keys.entries()) {
      const at = `keys[${index}] "${trusted.name}"`;
      const key = await readPublicKey(armorOf(trusted)).catch((error: Error) => {
        throw new Error(`${at}: publicKey: ${error.message}`);
      });
      const { keyId, fingerprint, expires, revoked } = await factsOf(key);
      if (trusted.fingerprint && trusted.fingerprint.replaceAll(' ', '').toLowerCase() !== fingerprint) {
        throw new Error(`${at}: fingerprint is ${trusted.fingerprint}, but the key beside it has ${fingerprint}.`);
      }
      if (inThisFile.has(keyId)) throw new Error(`${at}: the key ${keyId} is listed twice. Keep one entry.`);
      inThisFile.add(keyId);
      const known: KnownKey = { ...stricter(trusted, keys.get(keyId)), keyId, key, own: { revoked, ...(expires && { expires }) } };
      for (const id of key.getKeyIDs()) keys.set(id.toHex().toLowerCase(), known);
    }
  }
  const required = files.flatMap(({ required = [] }) => required);
  // Nothing could ever satisfy it: that is a mistake, and not to be found out by plugins that stop.
  for (const [index, { signers }] of required.entries()) {
    const unknown = signers.find((signer) => !keys.has(signer));
    if (unknown)
      throw new Error(
        `required[${index}].signers names ${unknown}, a key that no trust store here knows. Add it with \`orrery keys trust\`.`,
      );
  }
  return { keys, revocations: files.flatMap(({ revocations = [] }) => revocations), required };
}

export function armorOf({ publicKey }: Pick<TrustedKey, 'publicKey'>): string {
  return typeof publicKey === 'string' ? publicKey : publicKey.join('\n');
}

function stricter(now: TrustedKey, before: TrustedKey | undefined): TrustedKey {
  if (!before) return now;
  const expires = [now.expires, before.expires].filter((date) => date !== undefined).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
  const revoked = now.revoked && before.revoked ? both(now.revoked, before.revoked) : (now.revoked ?? before.revoked);
  return { ...now, ...(expires && { expires }), ...(revoked && { revoked }) };
}

type Revoked = NonNullable<TrustedKey['revoked']>;
function both(a: Revoked, b: Revoked): Revoked {
  const whole = [a, b].find(({ from, versions }) => !from && !versions);
  if (whole) return whole;
  const from = [a.from, b.from].filter((date) => date !== undefined).sort((one, other) => Date.parse(one) - Date.parse(other))[0];
  const versions = [...(a.versions ?? []), ...(b.versions ?? [])];
  return { ...(from && { from }), ...(versions.length > 0 && { versions }), reason: a.reason ?? b.reason ?? '' };
}

export interface Problem {
  /** `signature/…` */
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

const otherVersion = 'Install a version that is signed with a key that holds.';

/** Why nothing that this key signed at that time counts now, or undefined. `signed` is the latest moment that signature or manifest names. */
export function keyProblem(key: KnownKey, signed: Date, now: Date, what?: string): Problem | undefined {
  if (key.own.revoked)
    return { code: 'signature/key-revoked', message: `the owner of the key "${key.name}" revoked it.`, remedy: otherVersion };
  if (key.revoked) {
    const { from, versions, reason } = key.revoked;
    // The signer writes the time, so whoever stole a key writes an early one: after a theft, revoke without a date.
    const since = from ? signed.getTime() >= Date.parse(from) : !versions;
    if (since || (what !== undefined && versions?.includes(what))) {
      const when = since ? (from ? ` from ${from} on` : '') : ` for ${what}`;
      return {
        code: 'signature/key-revoked',
        message: `the key "${key.name}" was revoked${when}${reason ? ` (${reason})` : ''}.`,
        remedy: otherVersion,
      };
    }
  }
  const ends = [key.expires ? new Date(key.expires) : undefined, key.own.expires].filter((date) => date !== undefined && date <= now)[0];
  if (!ends) return undefined;
  const remedy = 'Install a version that is signed with a newer key, or renew the key in the trust store.';
  return { code: 'signature/key-expired', message: `the key "${key.name}" expired on ${ends.toISOString().slice(0, 10)}.`, remedy };
}

/** Why this key may not sign this plugin at this level, or undefined. */
export function rightProblem(key: KnownKey, signatureType: string, plugin: string): Problem | undefined {
  const wanted = signatureType === 'private-glob' ? 'private' : signatureType;
  if (!(key.levels as readonly string[]).includes(wanted)) {
    const message = `the key "${key.name}" may not sign as ${signatureType}; it may sign ${key.levels.join(', ')}.`;
    return { code: 'signature/level', message, remedy: 'Sign it at one of those levels, or let the key sign this one in the trust store.' };
  }
  if (key.plugins && !key.plugins.some((pattern) => matchesGlob(pattern, plugin))) {
    return {
      code: 'signature/id',
      message: `the key "${key.name}" signs ${key.plugins.join(', ')} only.`,
      remedy: 'Sign it with a key that may sign this id.',
    };
  }
  return undefined;
}

/** The revocation that takes this version back, or undefined. */
export function revocationOf(trust: TrustStore, plugin: string, version: string, signed: Date): Revocation | undefined {
  return trust.revocations.find((one) => {
    if (one.plugin !== plugin) return false;
    if (!one.versions && !one.from) return true;
    return (one.versions?.includes(version) ?? false) || (one.from !== undefined && signed.getTime() >= Date.parse(one.from));
  });
}

/** Which further signatures this plugin needs, by what the store says. */
export function requiredOf(trust: TrustStore, plugin: string, signatureType: string): readonly RequiredSigners[] {
  const level = signatureType === 'private-glob' ? 'private' : signatureType;
  return trust.required.filter(
    ({ plugins, levels }) =>
      (!plugins || plugins.some((pattern) => matchesGlob(pattern, plugin))) && (!levels || (levels as readonly string[]).includes(level)),
  );
}

/** What a manifest's word for its level means here; undefined for a word nobody knows. Grafana's own level is another's, not ours. */
export function levelOf(signatureType: string): Level | 'foreign' | undefined {
  const known: Readonly<Record<string, Level | 'foreign'>> = {
    core: 'core',
    commercial: 'commercial',
    community: 'community',
    private: 'private',
    'private-glob': 'private',
    grafana: 'foreign',
  };
  return Object.hasOwn(known, signatureType) ? known[signatureType] : undefined;
}
