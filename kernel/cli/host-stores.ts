/**
 * What `orrery host` answers itself, as a server would: storage, secrets, cache and events, over a database that lives as long as the
 * host. Made when it is first used, so that a plugin which keeps nothing waits for nothing.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FailureError, type StorageRequest } from '@orrery/plugin-sdk';
import { cacheBroker } from '../capabilities/cache.ts';
import { eventsBroker } from '../capabilities/events.ts';
import { secretsBroker } from '../capabilities/secrets.ts';
import { storageBroker } from '../capabilities/storage.ts';
import { createCluster } from '../cluster/cluster.ts';
import type { Broker } from '../execution/types.ts';
import { keyFromText } from '../storage/key.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open.ts';
import { databaseOptions } from '../storage/options.ts';
import { ensureTables } from '../storage/plugin-tables.ts';
import { createSecrets } from '../storage/secrets.ts';

export const kept = ['storage', 'secrets', 'cache', 'events'] as const;
export type Kept = (typeof kept)[number];

export interface HostStores extends AsyncDisposable {
  /** A broker for one of `kept`. `tables`: what the plugin under test declares. */
  broker(capability: Kept, tables: () => { plugin: string; tables: StorageRequest['tables'] } | undefined): Broker;
}

export function hostStores(complain: (message: string) => void): HostStores {
  let opening: ReturnType<typeof open> | undefined;
  const ensured = new Map<string, Promise<unknown>>();

  async function open() {
    const folder = await mkdtemp(join(tmpdir(), 'orrery-host-'));
    const database = await openDatabase(databaseOptions({ type: 'sqlite3', path: 'host.db' }, folder));
    await migrate(database);
    const say = (message: string): void => complain(message);
    const cluster = await createCluster({ database, secret: folder, log: { info: () => {}, warn: say, error: say } });
    const brokers: Readonly<Record<Kept, Broker>> = {
      storage: storageBroker(database),
      secrets: secretsBroker(createSecrets(database, [await keyFromText(folder)])),
      cache: cacheBroker(cluster),
      events: eventsBroker(cluster.bus),
    };
    const close = async (): Promise<void> => {
      await cluster[Symbol.asyncDispose]();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    };
    return { database, brokers, close };
  }

  return {
    broker: (capability, declared) => async (method, args, use) => {
      const { database, brokers } = await (opening ??= open());
      const asked = capability === 'storage' ? declared() : undefined;
      if (asked) {
        if (!ensured.has(asked.plugin)) ensured.set(asked.plugin, ensureTables(database, asked.plugin, asked.tables).then(orThrow));
        await ensured.get(asked.plugin);
      }
      return brokers[capability](method, args, use);
    },
    async [Symbol.asyncDispose]() {
      await (await opening)?.close();
    },
  };
}

function orThrow(result: Awaited<ReturnType<typeof ensureTables>>): void {
  if (!result.ok) throw new FailureError(result.failure);
}
