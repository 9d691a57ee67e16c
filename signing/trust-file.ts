/** The trust store as it lies in a file: its shape, and a reader that names every mistake with its place. */

export const levels = ['core', 'commercial', 'community', 'private'] as const;
export type Level = (typeof levels)[number];

export interface TrustedKey {
  readonly name: string;
  /** Armored; as a list of lines it stays readable in JSON. */
  readonly publicKey: string | readonly string[];
  /** For people; when it is there it has to fit the key. */
  readonly fingerprint?: string;
  /** What may stand as `signatureType` in manifests this key signs; `private` covers `private-glob`. */
  readonly levels: readonly (Level | 'grafana')[];
  /** Plugin ids, with `*`; all when absent. */
  readonly plugins?: readonly string[];
  /** ISO date after which nothing it signed counts. */
  readonly expires?: string;
  /** Signed `from` this date on, or one of `versions` (`id@1.2.3`); with neither, everything. */
  readonly revoked?: { readonly from?: string; readonly versions?: readonly string[]; readonly reason?: string };
}
export interface Revocation {
  readonly plugin: string;
  /** These versions, and those signed `from` a date on; with neither, all. */
  readonly versions?: readonly string[];
  readonly from?: string;
  readonly reason?: string;
}
/** Further signatures that a package needs beside its manifest's own. */
export interface RequiredSigners {
  /** Ids of keys that this store trusts. */
  readonly signers: readonly string[];
  /** So many of them; all when absent. */
  readonly count?: number;
  /** Of these plugins (ids, with `*`) and levels; of all when absent. */
  readonly plugins?: readonly string[];
  readonly levels?: readonly (Level | 'grafana')[];
}
export interface TrustFile {
  readonly keys: readonly TrustedKey[];
  readonly revocations?: readonly Revocation[];
  readonly required?: readonly RequiredSigners[];
}

type Check = (value: unknown, at: string) => void;

/** Throws an Error that begins with the file and names the place, what was found there, and what belongs there. */
export function parseTrust(text: string, file: string): TrustFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    whole(value, '');
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return value as TrustFile;
}

function mistake(at: string, value: unknown, wanted: string): never {
  const found = JSON.stringify(value) ?? 'missing';
  throw new Error(`${at || 'it'} is ${found.length > 60 ? `${found.slice(0, 60)}…` : found}; ${wanted}.`);
}

const text: Check = (value, at) => {
  if (typeof value !== 'string' || value === '') mistake(at, value, 'a text belongs there');
};
const date: Check = (value, at) => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(T.+)?$/.test(value) || Number.isNaN(Date.parse(value))) {
    mistake(at, value, 'a date like 2027-01-31 or 2027-01-31T12:00:00Z belongs there');
  }
};
const oneOf =
  (words: readonly string[]): Check =>
  (value, at) => {
    if (!words.includes(value as string)) mistake(at, value, `one of ${words.join(', ')} belongs there`);
  };
const listOf =
  (item: Check, least = 0): Check =>
  (value, at) => {
    if (!Array.isArray(value) || value.length < least)
      mistake(at, value, least > 0 ? 'a list with at least one entry belongs there' : 'a list belongs there');
    for (const [index, entry] of value.entries()) item(entry, `${at}[${index}]`);
  };
const record =
  (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) mistake(at, value, 'an object belongs there');
    const found = value as Record<string, unknown>;
    const inside = (key: string): string => (at ? `${at}.${key}` : key);
    const known = { ...required, ...optional };
    for (const key of Object.keys(found)) {
      if (!Object.hasOwn(known, key))
        throw new Error(`${inside(key)} is not known; ${at || 'the file'} may hold ${Object.keys(known).join(', ')}.`);
    }
    for (const [key, check] of Object.entries(required)) check(found[key], inside(key));
    for (const [key, check] of Object.entries(optional)) if (found[key] !== undefined) check(found[key], inside(key));
  };

const armor: Check = (value, at) =>
  Array.isArray(value)
    ? listOf((line, place) => void (typeof line === 'string' || mistake(place, line, 'a line belongs there')), 1)(value, at)
    : text(value, at);
const key = record(
  { name: text, publicKey: armor, levels: listOf(oneOf([...levels, 'grafana']), 1) },
  {
    fingerprint: text,
    plugins: listOf(text, 1),
    expires: date,
    revoked: record({}, { from: date, versions: listOf(text, 1), reason: text }),
  },
);
const revocation = record({ plugin: text }, { versions: listOf(text, 1), from: date, reason: text });
const keyId: Check = (value, at) => {
  if (typeof value !== 'string' || !/^[0-9a-f]{16}$/.test(value))
    mistake(at, value, 'the id of a key (16 hex digits, lower case) belongs there');
};
const count: Check = (value, at) => {
  if (!Number.isSafeInteger(value) || (value as number) < 1) mistake(at, value, 'a number of signers belongs there');
};
const requirement = record(
  { signers: listOf(keyId, 1) },
  { count, plugins: listOf(text, 1), levels: listOf(oneOf([...levels, 'grafana']), 1) },
);
const possible: Check = (value, at) => {
  requirement(value, at);
  const { signers, count: asked = 0 } = value as RequiredSigners;
  if (asked > new Set(signers).size) mistake(`${at}.count`, asked, `there are ${new Set(signers).size} different signers beside it`);
};
const whole = record({ keys: listOf(key) }, { revocations: listOf(revocation), required: listOf(possible) });
