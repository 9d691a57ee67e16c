/** The signing service's configuration as it lies in a file: its key, its tokens and what each may sign. Every mistake is named with its place. */
import { createHash, randomBytes } from 'node:crypto';

export const signingLevels = ['commercial', 'community', 'private', 'private-glob'] as const;
export type SigningLevel = (typeof signingLevels)[number];

export interface Token {
  /** For the audit log: whose it is. */
  readonly name: string;
  /** SHA-256 of the token, hex: the file gives nothing away. */
  readonly hash: string;
  readonly org: string;
  readonly orgName: string;
  /** Ids it may sign, with `*`; those that begin with its organisation and a dash when absent. */
  readonly plugins?: readonly string[];
  readonly levels: readonly SigningLevel[];
  /** Addresses that private plugins may be bound to, with `*` and `**`. Any when absent. */
  readonly rootUrls?: readonly string[];
  /** ISO date after which it is none. */
  readonly expires?: string;
  /** Requests a minute; 30 when absent. */
  readonly perMinute?: number;
}
export interface ServiceConfig {
  /** `host:port`. */
  readonly listen: string;
  /** Files of certificate and key; without them it listens on this machine alone, for whatever gives it TLS in front. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** A file, a command that reaches the key (then the file is its public half), or neither: the environment. */
  readonly key?: { readonly file?: string; readonly command?: string };
  /** Where every decision is written down. */
  readonly audit: string;
  readonly tokens: readonly Token[];
}

const tokenPrefix = 'orrery-sign-';

/** The token for the client, shown once, and its hash for the file. */
export function newToken(): { readonly token: string; readonly hash: string } {
  const token = tokenPrefix + randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

type Check = (value: unknown, at: string) => void;
function mistake(at: string, value: unknown, wanted: string): never {
  const found = JSON.stringify(value) ?? 'missing';
  throw new Error(`${at || 'it'} is ${found.length > 60 ? `${found.slice(0, 60)}…` : found}; ${wanted}.`);
}
const matching =
  (form: RegExp, wanted: string): Check =>
  (value, at) => {
    if (typeof value !== 'string' || !form.test(value)) mistake(at, value, wanted);
  };
const text = matching(/\S/, 'a text belongs there');
const listOf =
  (item: Check): Check =>
  (value, at) => {
    if (!Array.isArray(value)) mistake(at, value, 'a list belongs there');
    for (const [index, entry] of value.entries()) item(entry, `${at}[${index}]`);
  };
const some =
  (check: Check): Check =>
  (value, at) => {
    check(value, at);
    if ((value as unknown[]).length === 0) mistake(at, value, 'a list with at least one entry belongs there');
  };
const record =
  (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check =>
  (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) mistake(at, value, 'an object belongs there');
    const found = value as Record<string, unknown>;
    const known = { ...required, ...optional };
    for (const key of Object.keys(found))
      if (!Object.hasOwn(known, key))
        throw new Error(`${at ? `${at}.` : ''}${key} is not known; ${at || 'the file'} may hold ${Object.keys(known).join(', ')}.`);
    for (const [key, check] of Object.entries(known))
      if (key in required || found[key] !== undefined) check(found[key], at ? `${at}.${key}` : key);
  };
const level: Check = (value, at) => {
  if (!(signingLevels as readonly unknown[]).includes(value)) mistake(at, value, `one of ${signingLevels.join(', ')} belongs there`);
};
const date: Check = (value, at) => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value) || Number.isNaN(Date.parse(value)))
    mistake(at, value, 'a date like 2027-01-31 belongs there');
};
const number: Check = (value, at) => {
  if (!Number.isSafeInteger(value) || (value as number) < 1) mistake(at, value, 'a number above 0 belongs there');
};
const token = record(
  {
    name: text,
    hash: matching(/^[0-9a-f]{64}$/, 'the SHA-256 of a token belongs there; `orrery signing token` makes one'),
    org: matching(/^[a-z0-9]+$/, 'an id of letters and digits belongs there, as plugins of this organisation begin'),
    orgName: text,
    levels: some(listOf(level)),
  },
  {
    plugins: some(listOf(text)),
    rootUrls: some(listOf(matching(/^https?:\/\/\S+$/, 'an address belongs there'))),
    expires: date,
    perMinute: number,
  },
);
const whole = record(
  {
    listen: matching(/^(\[[0-9a-f:]+\]|[^:\s]+):\d{1,5}$/i, 'an address like 0.0.0.0:8443 belongs there'),
    audit: text,
    tokens: listOf(token),
  },
  { tls: record({ cert: text, key: text }), key: record({}, { file: text, command: text }) },
);

/** Throws an Error that begins with the file and names the place, what was found there, and what belongs there. */
export function parseConfig(json: string, file: string): ServiceConfig {
  let value: unknown;
  try {
    value = JSON.parse(json);
    whole(value, '');
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { listen, tls, tokens } = value as ServiceConfig;
  if (!tls && !/^(127\.0\.0\.1|localhost|\[::1\]):/.test(listen))
    throw new Error(
      `${file}: listen is "${listen}", but there is no tls. Tokens would travel in the clear: give it a certificate, or let it listen on 127.0.0.1.`,
    );
  const twice = tokens.find(({ hash }, index) => tokens.findIndex((other) => other.hash === hash) !== index);
  if (twice) throw new Error(`${file}: the token "${twice.name}" is listed twice.`);
  return value as ServiceConfig;
}
