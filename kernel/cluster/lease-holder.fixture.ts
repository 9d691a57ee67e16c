/** Another instance in a process of its own: takes the lease it is told, says so, and holds it until it is killed. */
import { unwrap } from '@orrery/plugin-sdk';
import { openDatabase } from '../storage/open.ts';
import { databaseOptions } from '../storage/options.ts';
import { createCluster } from './cluster.ts';
import { parseRedisUrl } from './redis-options.ts';
import { listLog } from './testing.ts';

const { section, folder, secret, redis, name, ttlMs } = JSON.parse(process.argv[2] ?? '{}');
const database = await openDatabase(databaseOptions(section, folder));
const cluster = await createCluster({ database, log: listLog([]), secret, ...(redis && { redis: unwrap(parseRedisUrl(redis)) }) });
const lease = await cluster.leases.acquire(name, { ttlMs });
process.stdout.write(`${JSON.stringify({ fence: lease?.fence })}\n`);
setInterval(() => {}, 1_000);
