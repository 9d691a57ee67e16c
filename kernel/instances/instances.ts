/**
 * Configured uses of contributions: of each its settings, its secrets, whether files own it and whether it is the default of its point.
 * Reads come from memory: each query asks for one.
 */
import { randomBytes } from 'node:crypto';
import { FailureError, type FetchRequest, type Instance, type InstanceChange, type Result } from '@orrery/plugin-sdk';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import { LRUCache } from 'lru-cache';
import type { Transaction } from 'sequelize';
import type { Contribution, Registry } from '../registry/types.ts';
import { storageFailure } from '../storage/failures.ts';
import { fromJson, toJson } from '../storage/json.ts';
import type { Seal, Secrets } from '../storage/secrets.ts';
import type { Database } from '../storage/types.ts';
import { type EgressConfig, egressGrant } from './egress.ts';
import { routeGrant } from './route-grant.ts';

export type By = { readonly uid: string } | { readonly id: number } | { readonly name: string };

/** Failures are thrown: `instance/missing`, `/conflict`, `/version`, `/read-only`, `/unknown-contribution`, `/invalid`, and storage's. */
export interface InstanceStore {
  list(orgId: number, point: string): Promise<readonly Instance[]>;
  get(orgId: number, point: string, by: By): Promise<Instance | undefined>;
  create(orgId: number, point: string, change: InstanceChange): Promise<Instance>;
  /** A read-only one changes only by a change that says `readOnly` itself: provisioning. */
  update(orgId: number, point: string, uid: string, version: number | undefined, change: InstanceChange): Promise<Instance>;
  delete(orgId: number, point: string, uid: string): Promise<void>;
  contributions(point: string): readonly Contribution[];
  secrets(instance: Instance): Promise<Readonly<Record<string, string>>>;
  /**
   * What a call for this instance may fetch, with its secrets put in. `granted` is the plugin's granted `fetch`, `route` the one of its
   * declared routes that the call goes by.
   */
  egressGrant(instance: Instance, granted: FetchRequest | undefined, config: EgressConfig, route?: number): Promise<Result<EgressGrant>>;
  /** Another kernel changed something. Everything without an organisation. */
  invalidate(orgId?: number): void;
}
export interface InstanceParts {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly registry: Pick<Registry, 'find' | 'contributions'>;
  /** Tells the other kernels, which then call `invalidate`. */
  readonly onChange?: (orgId: number) => void;
  /** How long another kernel's change may go unseen when nobody told us. 5 000 ms when absent. */
  readonly staleMs?: number;
}
interface Listing {
  readonly list: readonly Instance[];
  readonly byUid: ReadonlyMap<string, Instance>;
}

const mostInstances = 5_000;
const mostSettings = 1024 * 1024;
const columns = 'id, org_id, point, uid, name, contribution, plugin, url, settings, read_only, default_of, version, updated';
const failure = (code: string, message: string, detail?: Record<string, unknown>) =>
  new FailureError({ code: `instance/${code}`, message, retryable: false, ...(detail ? { detail } : {}) });
const missing = (uid: string) => failure('missing', `there is no instance "${uid.slice(0, 60)}"`);

function instanceOf(row: Readonly<Record<string, unknown>>, secretNames: readonly string[]): Instance {
  const settings = fromJson(row.settings);
  return Object.freeze({
    point: String(row.point),
    contribution: String(row.contribution),
    plugin: String(row.plugin),
    id: row.id as number,
    uid: String(row.uid),
    orgId: row.org_id as number,
    name: String(row.name),
    url: String(row.url),
    settings: Object.freeze((settings ?? {}) as Record<string, unknown>),
    secretNames: Object.freeze([...secretNames]),
    readOnly: row.read_only === 1,
    isDefault: row.default_of !== null,
    version: row.version as number,
    updated: row.updated as number,
  });
}

function checked({ uid, name, url, settings, secrets }: InstanceChange): void {
  if (uid !== undefined && uid !== '' && !/^[a-zA-Z0-9_-]{1,40}$/.test(uid))
    throw failure('invalid', 'a uid has 1 to 40 letters, digits, - and _');
  if (typeof name !== 'string' || name.trim() === '' || name.length > 190 || name.includes('\0'))
    throw failure('invalid', 'a name has 1 to 190 characters');
  if (url !== undefined && (typeof url !== 'string' || url.length > 4_000 || url.includes('\0')))
    throw failure('invalid', 'a URL has 4 000 characters at most');
  if (settings !== undefined && (typeof settings !== 'object' || settings === null || Array.isArray(settings)))
    throw failure('invalid', 'settings are an object');
  for (const [secret, value] of Object.entries(secrets ?? {})) {
    if (secret === '' || secret.length > 190 || (value !== null && (typeof value !== 'string' || value.length > mostSettings)))
      throw failure('invalid', 'secrets are names with text, or null to remove one');
  }
}

export function createInstances({ database, secrets, registry, onChange, staleMs = 5_000 }: InstanceParts): InstanceStore {
  const cache = new LRUCache<string, Promise<Listing>>({ max: 1_000, ttl: staleMs });
  const last = new Map<number, Instance>();
  const secretValues = new WeakMap<Instance, Promise<Readonly<Record<string, string>>>>();

  async function load(orgId: number, point: string): Promise<Listing> {
    const rows = await database.rows(`SELECT ${columns} FROM k_instance WHERE org_id = ? AND point = ? ORDER BY name`, [orgId, point], {
      maxRows: mostInstances,
    });
    const named = await database.rows(
      "SELECT owner, name FROM k_secret WHERE org_id = ? AND owner LIKE 'instance:%' ORDER BY name",
      [orgId],
      { maxRows: 100_000 },
    );
    const names = Map.groupBy(named, (row) => String(row.owner));
    const list = rows.map((row) =>
      kept(
        instanceOf(
          row,
          (names.get(`instance:${row.id}`) ?? []).map((secret) => String(secret.name)),
        ),
      ),
    );
    return { list: Object.freeze(list), byUid: new Map(list.map((instance) => [instance.uid, instance])) };
  }
  /** The same object for the same version: what hangs on it (revealed secrets) stays too. */
  function kept(instance: Instance): Instance {
    const before = last.get(instance.id);
    if (before && before.version === instance.version && before.updated === instance.updated && before.isDefault === instance.isDefault)
      return before;
    last.set(instance.id, instance);
    return instance;
  }
  function listing(orgId: number, point: string): Promise<Listing> {
    const key = `${orgId} ${point}`;
    let found = cache.get(key);
    if (!found) {
      found = load(orgId, point);
      cache.set(key, found);
      found.catch(() => cache.delete(key));
    }
    return found;
  }
  function invalidate(orgId?: number) {
    for (const key of [...cache.keys()]) if (orgId === undefined || key.startsWith(`${orgId} `)) cache.delete(key);
  }
  function changed(orgId: number) {
    invalidate(orgId);
    onChange?.(orgId);
  }
  async function current(orgId: number, point: string, uid: string): Promise<Instance> {
    const found = (await listing(orgId, point)).byUid.get(uid);
    if (!found) throw missing(uid);
    return found;
  }

  async function writeSecrets(seal: Seal, orgId: number, id: number, change: InstanceChange, transaction: Transaction) {
    for (const [name, value] of Object.entries(change.secrets ?? {})) {
      if (value === null) await secrets.delete(orgId, `instance:${id}`, name, transaction);
      else await seal(`instance:${id}`, name, value, transaction);
    }
  }
  async function write<Value>(orgId: number, work: (transaction: Transaction, seal: Seal) => Promise<Value>): Promise<Value> {
    const seal = await secrets.sealer(orgId);
    try {
      return await database.transaction((transaction) => work(transaction, seal));
    } catch (error) {
      const { code, detail } = storageFailure(error).failure;
      if (code === 'storage/conflict') {
        const { columns = [], index = '' } = (detail ?? {}) as { columns?: readonly string[]; index?: string };
        const column = columns.includes('uid') || /uid$/.test(index) ? 'uid' : 'name';
        throw failure('conflict', `another instance has this ${column}`, { column });
      }
      throw error;
    } finally {
      changed(orgId);
    }
  }
  const noDefault = (orgId: number, point: string, transaction: Transaction) =>
    database.run('UPDATE k_instance SET default_of = NULL WHERE org_id = ? AND default_of = ?', [orgId, point], { transaction });
  function settingsOf(change: InstanceChange): string {
    const settings = toJson(change.settings ?? {});
    if (settings.length > mostSettings) throw failure('invalid', `settings are too large: ${mostSettings} characters is the most`);
    return settings;
  }

  function revealed(instance: Instance): Promise<Readonly<Record<string, string>>> {
    let values = secretValues.get(instance);
    if (!values) {
      values = secrets.all(instance.orgId, `instance:${instance.id}`);
      secretValues.set(instance, values);
      values.catch(() => secretValues.delete(instance));
    }
    return values;
  }

  return {
    invalidate,
    contributions: (point) => registry.contributions(point),
    list: async (orgId, point) => (await listing(orgId, point)).list,
    async get(orgId, point, by) {
      const { list, byUid } = await listing(orgId, point);
      if ('uid' in by) return byUid.get(by.uid);
      return list.find((instance) => ('id' in by ? instance.id === by.id : instance.name === by.name));
    },
    async create(orgId, point, change) {
      checked(change);
      const contribution = registry.find(point, change.contribution);
      if (!contribution)
        throw failure('unknown-contribution', `no active plugin contributes the ${point} "${String(change.contribution).slice(0, 60)}"`);
      const uid = change.uid || randomBytes(7).toString('hex');
      const now = Date.now();
      await write(orgId, async (transaction, seal) => {
        const [count] = await database.rows('SELECT COUNT(*) AS found FROM k_instance WHERE org_id = ? AND point = ?', [orgId, point], {
          transaction,
        });
        if (Number(count?.found) >= mostInstances)
          throw failure('invalid', `an organisation has ${mostInstances} instances of a point at most`);
        if (change.isDefault) await noDefault(orgId, point, transaction);
        const values = [
          orgId,
          point,
          uid,
          change.name,
          contribution.name,
          contribution.plugin,
          change.url ?? '',
          settingsOf(change),
          change.readOnly === true,
          change.isDefault ? point : null,
          now,
          now,
        ];
        const text = `INSERT INTO k_instance (org_id, point, uid, name, contribution, plugin, url, settings, read_only, default_of, version, created, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)`;
        const { id } = await database.run(text, values, { transaction, id: true });
        await writeSecrets(seal, orgId, id, change, transaction);
      });
      return current(orgId, point, uid);
    },
    async update(orgId, point, uid, version, change) {
      checked(change);
      const next = change.uid || uid;
      await write(orgId, async (transaction, seal) => {
        const [row] = await database.rows(
          `SELECT ${columns} FROM k_instance WHERE org_id = ? AND point = ? AND uid = ?`,
          [orgId, point, uid],
          { transaction },
        );
        if (!row) throw missing(uid);
        const before = instanceOf(row, []);
        if (before.readOnly && change.readOnly === undefined)
          throw failure('read-only', 'this instance is kept by configuration files and cannot be changed here');
        if (version !== undefined && version !== before.version)
          throw failure('version', 'somebody else saved this instance first', { found: before.version });
        const contribution = registry.find(point, change.contribution);
        if (!contribution && change.contribution !== before.contribution)
          throw failure('unknown-contribution', `no active plugin contributes the ${point} "${String(change.contribution).slice(0, 60)}"`);
        const isDefault = change.isDefault ?? before.isDefault;
        if (isDefault && !before.isDefault) await noDefault(orgId, point, transaction);
        const values = [
          next,
          change.name,
          contribution?.name ?? before.contribution,
          contribution?.plugin ?? before.plugin,
          change.url ?? before.url,
        ];
        const more = [
          change.settings ? settingsOf(change) : toJson(before.settings),
          change.readOnly ?? before.readOnly,
          isDefault ? point : null,
          Date.now(),
          before.id,
          before.version,
        ];
        const text =
          'UPDATE k_instance SET uid = ?, name = ?, contribution = ?, plugin = ?, url = ?, settings = ?, read_only = ?, default_of = ?, version = version + 1, updated = ? WHERE id = ? AND version = ?';
        const { changes } = await database.run(text, [...values, ...more], { transaction });
        if (changes !== 1) throw failure('version', 'somebody else saved this instance first');
        await writeSecrets(seal, orgId, before.id, change, transaction);
      });
      return current(orgId, point, next);
    },
    async delete(orgId, point, uid) {
      await write(orgId, async (transaction) => {
        const [row] = await database.rows(
          'SELECT id, read_only FROM k_instance WHERE org_id = ? AND point = ? AND uid = ?',
          [orgId, point, uid],
          { transaction },
        );
        if (!row) throw missing(uid);
        if (row.read_only === 1) throw failure('read-only', 'this instance is kept by configuration files and cannot be deleted here');
        await database.run('DELETE FROM k_instance WHERE id = ?', [row.id], { transaction });
        await secrets.delete(orgId, `instance:${row.id as number}`, undefined, transaction);
        last.delete(row.id as number);
      });
    },
    secrets: revealed,
    async egressGrant(instance, granted, config, route) {
      try {
        const declared = registry.find(instance.point, instance.contribution)?.declaration;
        const known = instance.secretNames.length > 0 ? await revealed(instance) : {};
        if (route !== undefined) return routeGrant({ instance, secrets: known, granted, declared, config }, route);
        return egressGrant(instance, known, granted, declared, config);
      } catch (error) {
        return { ok: false, failure: storageFailure(error).failure };
      }
    },
  };
}
