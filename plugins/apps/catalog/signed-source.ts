/** A catalog of ours: one signed index, packages and files by their hash; in a folder of this machine, or behind an address. */
import { type CallContext, type CatalogSourceHandler, FailureError, type Granted } from '@orrery/plugin-sdk';
import { type CatalogIndex, type CatalogPlugin, freshnessProblem, parseCatalogIndex } from '@orrery/plugin-sdk/manifest/catalog-index';
import type { manifest } from './manifest.ts';
import { fileReader } from './reader.ts';

export type Held = Granted<typeof manifest>;

interface Known {
  readonly at: number;
  readonly index: CatalogIndex;
  readonly signedBy: string;
  readonly byId: ReadonlyMap<string, CatalogPlugin>;
}
/** An index is asked for again after this; until then everybody gets what is known. */
const freshMs = 5_000;
const indexFile = 'index.txt';
const largestIndex = 4 << 20;

const failure = (code: string, message: string): FailureError => new FailureError({ code, message, retryable: false });

export function signedSource(held: Held): CatalogSourceHandler {
  const { storage, trust } = held;
  const reader = fileReader(held);
  const known = new Map<string, Promise<Known>>();

  function current(context: CallContext): Promise<Known> {
    const uid = context.instance?.uid ?? '';
    const before = known.get(uid);
    const next = (before ?? Promise.reject(new Error('nothing yet'))).then(
      (found) => (Date.now() - found.at < freshMs && Date.parse(found.index.expires) > Date.now() ? found : load(context)),
      () => load(context),
    );
    known.set(uid, next);
    return next;
  }

  async function load(context: CallContext): Promise<Known> {
    const { uid = '', settings = {} } = context.instance ?? {};
    const { text, key, sha256 } = await trust.open(await reader.whole(indexFile, largestIndex, context));
    const pinned = Array.isArray(settings.keys) ? settings.keys.map((id) => String(id).replaceAll(' ', '').toLowerCase()) : [];
    // Who may sign plugins may not therefore say which plugins there are: a catalog's keys are named with it, or are the release's own.
    const may = pinned.length > 0 ? pinned.includes(key.id) || pinned.includes(key.fingerprint) : key.levels.includes('core');
    if (!may)
      throw failure(
        'catalog/signer',
        `The index of the catalog "${uid}" is signed with the key ${key.id} ("${key.name}"), which may not speak for it. If it may, name it: keys = ${key.fingerprint} in [catalog.${uid}].`,
      );
    const parsed = parseCatalogIndex(text);
    if (!parsed.ok) throw new FailureError(parsed.failure);
    const index = parsed.value;
    // What lies beside the server is as old as the server: going back to an earlier one is nobody's attack.
    if (settings.bundled !== true) await advance(uid, index, sha256);
    const byId = new Map(index.plugins.flatMap((plugin) => [...plugin.aliases, plugin.id].map((id) => [id, plugin] as const)));
    return { at: Date.now(), index, signedBy: key.name, byId };
  }

  /** Remembers the newest issue, in the database: a catalog that goes back is caught by every instance, and after a restart. */
  async function advance(catalog: string, index: CatalogIndex, digest: string): Promise<void> {
    const table = storage.table('seen');
    const [row] = await table.find({ where: { catalog }, limit: 1 });
    const seen = row ? { version: Number(row.issue), digest: String(row.digest) } : undefined;
    const problem = freshnessProblem(index, digest, seen, Date.now());
    if (problem) throw failure(problem.code, problem.message);
    if (seen?.version === index.version) return;
    try {
      if (row) await table.update(row.id, row.version, { catalog, issue: index.version, digest });
      else await table.insert({ catalog, issue: index.version, digest });
    } catch (error) {
      // Another instance saw it at the same moment; what it kept is judged anew.
      if (!(error instanceof FailureError) || !['storage/version', 'storage/conflict'].includes(error.failure.code)) throw error;
      await advance(catalog, index, digest);
    }
  }

  return {
    async list(_host, context) {
      const { index, signedBy } = await current(context);
      const { name, version, issued, expires, plugins, revocations = [] } = index;
      return { facts: { name, issue: version, issued, expires, signedBy }, plugins, revocations };
    },
    async find({ id }, context) {
      return (await current(context)).byId.get(id) ?? null;
    },
    async fetchPackage({ id, version }, context) {
      const plugin = (await current(context)).byId.get(id);
      const found = plugin?.versions.find(({ sha256 }) => sha256 === version.sha256);
      if (!found) throw failure('catalog/no-version', `The catalog does not offer ${id} ${version.version} any more.`);
      return { size: found.size, body: reader.pieces(`packages/${found.sha256}.zip`, context) };
    },
    async file(name, context) {
      if (!/^[0-9a-f]{64}\.[a-z0-9]{1,8}$/.test(name)) return { status: 404 };
      return { status: 200, body: reader.pieces(`files/${name}`, context) };
    },
  };
}
