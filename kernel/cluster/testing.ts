/** The clusters of this run: on each database alone always with SQLite, and on Redis when its URL is given (`ORRERY_TEST_REDIS`). */
import { randomUUID } from 'node:crypto';
import { unwrap } from '@orrery/plugin-sdk';
import { openDatabase } from '../storage/open.ts';
import { databaseOptions } from '../storage/options.ts';
import { databases, type TestDatabase } from '../storage/testing.ts';
import { createCluster } from './cluster.ts';
import { parseRedisUrl } from './redis-options.ts';
import type { Cluster, ClusterLog } from './types.ts';

export interface TestCluster extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly secret: string;
  readonly lines: string[];
  /** One more instance, over the same database and Redis. */
  member(): Promise<Cluster>;
}
export interface ClusterKind {
  readonly kind: string;
  /** Instances hear each other and see the same cache. */
  readonly redis: string | undefined;
  /** Several instances have the same leases and timers. */
  readonly several: boolean;
  open(): Promise<TestCluster>;
}

const redisUrl = process.env.ORRERY_TEST_REDIS;

export function clusterKinds(): readonly ClusterKind[] {
  return databases().flatMap((server) => {
    const kinds = [kindOf(server, undefined)];
    // On Redis the database does not matter: once, with the largest that is there.
    if (redisUrl && server.kind === (process.env.ORRERY_TEST_POSTGRES ? 'postgres' : 'sqlite')) kinds.push(kindOf(server, redisUrl));
    return kinds;
  });
}

function kindOf(server: ReturnType<typeof databases>[number], redis: string | undefined): ClusterKind {
  return {
    kind: redis ? `${server.kind} and redis` : server.kind,
    redis,
    several: redis !== undefined || server.kind !== 'sqlite',
    async open() {
      await using life = new AsyncDisposableStack();
      const database = await server.open();
      life.defer(() => database.drop());
      const secret = randomUUID();
      const lines: string[] = [];
      const kept = life.move();
      return {
        database,
        secret,
        lines,
        async member() {
          const own = await openDatabase(databaseOptions(database.section, database.folder));
          kept.defer(() => own.close());
          const cluster = await createCluster({
            database: own,
            log: listLog(lines),
            secret,
            ...(redis && { redis: unwrap(parseRedisUrl(redis)) }),
          });
          return kept.use(cluster);
        },
        [Symbol.asyncDispose]: () => kept.disposeAsync(),
      };
    },
  };
}

export function listLog(lines: string[]): ClusterLog {
  const line = (level: string) => (message: string, fields?: Readonly<Record<string, unknown>>) =>
    void lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
  return { info: line('info'), warn: line('warn'), error: line('error') };
}
