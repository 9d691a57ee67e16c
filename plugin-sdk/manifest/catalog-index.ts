/**
 * What a catalog says of itself: which plugins it offers, in which versions, and what each would ask for. Packages, pictures and texts are
 * named by their hash, so that the signature over this one text covers all of them. It counts up and it ends: neither an old one nor one
 * that is held back passes for the present.
 */
import * as v from 'valibot';
import { fail, ok, type Result } from '../result.ts';
import type { OrreryManifest } from './types.ts';

export interface CatalogIndex {
  readonly format: 1;
  readonly name: string;
  /** Counts up with each issue. */
  readonly version: number;
  readonly issued: string;
  /** After this moment nothing is installed by it. */
  readonly expires: string;
  readonly plugins: readonly CatalogPlugin[];
  /** What its publisher takes back: servers that follow this catalog stop it. */
  readonly revocations?: readonly CatalogRevocation[];
}
export interface CatalogRevocation {
  readonly plugin: string;
  readonly versions?: readonly string[];
  readonly reason?: string;
}
/** `<sha256>.<ext>`, below `files/`. */
export type CatalogFile = string;
export interface CatalogPlugin {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly category?: string;
  readonly keywords: readonly string[];
  readonly author: string;
  readonly links: readonly { readonly name: string; readonly url: string }[];
  /** Old ids that mean this plugin. */
  readonly aliases: readonly string[];
  readonly logo?: CatalogFile;
  readonly screenshots: readonly { readonly name: string; readonly file: CatalogFile }[];
  readonly readme?: CatalogFile;
  readonly changelog?: CatalogFile;
  /** Why nobody should begin with it any more. */
  readonly deprecated?: string;
  /** Newest first. */
  readonly versions: readonly CatalogVersion[];
}
export interface CatalogVersion {
  readonly version: string;
  readonly published: string;
  /** Of the archive, which lies at `packages/<sha256>.zip`. */
  readonly sha256: string;
  readonly size: number;
  /** `any`, or like `linux-amd64`. */
  readonly platforms: readonly string[];
  readonly grafanaDependency: string;
  /** Ids of plugins it is installed with. */
  readonly dependencies: readonly string[];
  readonly signedBy: { readonly org: string; readonly keyId: string; readonly level: string };
  readonly runtime: OrreryManifest['runtime'];
  readonly capabilities: Readonly<Record<string, unknown>>;
  readonly contributes: Readonly<Record<string, readonly string[]>>;
  /** Found out after it was published: why it should not be installed. */
  readonly withdrawn?: string;
}

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'is no SHA-256'));
const text = (most: number) => v.pipe(v.string(), v.maxLength(most, `is longer than ${most}`));
const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'is no id'));
const file = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}\.[a-z0-9]{1,8}$/, 'is no file of a catalog'));
const date = v.pipe(
  v.string(),
  v.check((found) => !Number.isNaN(Date.parse(found)), 'is no date'),
);
const named = v.pipe(v.string(), v.regex(/^[0-9A-Za-z.+_-]{1,100}$/, 'is no version'));

const version = v.looseObject({
  version: named,
  published: date,
  sha256: hash,
  size: v.pipe(v.number(), v.integer(), v.minValue(1)),
  platforms: v.pipe(v.array(text(40)), v.minLength(1)),
  grafanaDependency: text(400),
  dependencies: v.array(id),
  signedBy: v.looseObject({ org: text(200), keyId: text(40), level: text(40) }),
  runtime: v.picklist(['isolate', 'worker', 'process', 'none']),
  capabilities: v.record(text(40), v.unknown()),
  contributes: v.record(text(40), v.array(text(200))),
  withdrawn: v.optional(text(1_000)),
});
const plugin = v.looseObject({
  id,
  type: text(40),
  name: text(200),
  description: text(2_000),
  category: v.optional(text(100)),
  keywords: v.array(text(100)),
  author: text(200),
  links: v.array(v.looseObject({ name: text(200), url: v.pipe(v.string(), v.regex(/^(https?:\/\/|mailto:)/i, 'is no web address')) })),
  aliases: v.array(id),
  logo: v.optional(file),
  screenshots: v.array(v.looseObject({ name: text(200), file })),
  readme: v.optional(file),
  changelog: v.optional(file),
  deprecated: v.optional(text(1_000)),
  versions: v.pipe(v.array(version), v.minLength(1)),
});
const index = v.looseObject({
  format: v.literal(1),
  name: text(100),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  issued: date,
  expires: date,
  plugins: v.array(plugin),
  revocations: v.optional(v.array(v.looseObject({ plugin: id, versions: v.optional(v.array(named)), reason: v.optional(text(1_000)) }))),
});

/** Fails with `catalog/unreadable`, which names the place. */
export function parseCatalogIndex(json: string): Result<CatalogIndex> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return fail('catalog/unreadable', `The index is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = v.safeParse(index, value, { abortEarly: true });
  if (parsed.success) return ok(parsed.output as CatalogIndex);
  const [issue] = parsed.issues;
  return fail('catalog/unreadable', `The index cannot be used: ${v.getDotPath(issue) ?? 'it'} ${issue.message}.`);
}

/** What of the next index shows that it is the present one. `seen` is the newest that was accepted before. */
export function freshnessProblem(
  next: Pick<CatalogIndex, 'version' | 'expires' | 'name'>,
  digest: string,
  seen: { readonly version: number; readonly digest: string } | undefined,
  now: number,
): { readonly code: 'catalog/rollback' | 'catalog/forked' | 'catalog/expired'; readonly message: string } | undefined {
  if (seen && next.version < seen.version)
    return {
      code: 'catalog/rollback',
      message: `The catalog "${next.name}" gave issue ${next.version}, and issue ${seen.version} was seen before. Somebody may be holding back what came since.`,
    };
  if (seen && next.version === seen.version && digest !== seen.digest)
    return {
      code: 'catalog/forked',
      message: `The catalog "${next.name}" gave another issue ${next.version} than it did before. Its publisher should tell why.`,
    };
  if (Date.parse(next.expires) <= now)
    return {
      code: 'catalog/expired',
      message: `The index of the catalog "${next.name}" ended on ${next.expires.slice(0, 10)}. Its publisher issues a new one with \`orrery catalog build\`.`,
    };
  return undefined;
}
