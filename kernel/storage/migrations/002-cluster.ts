/** Leases and timers of instances that share this database and no Redis; written by `cluster/`. */
import type { Migration } from '../migrate.ts';
import { createTable, type TableShape } from '../schema.ts';

const tables: readonly TableShape[] = [
  { name: 'k_lease', columns: { name: 'text', holder: 'text', fence: 'integer', expires: 'integer', slot: 'integer' }, unique: [['name']] },
  {
    name: 'k_job',
    columns: {
      job: 'text',
      plugin: 'text',
      org_id: 'integer',
      body: 'long',
      due: 'integer',
      attempts: 'integer',
      claim: 'text',
      claimed_until: 'integer',
    },
    unique: [['job']],
    indexes: [['due']],
  },
];

export const clusterTables: Migration = {
  number: 2,
  name: 'leases and timers',
  async up(database, transaction) {
    for (const table of tables) await createTable(database, table, transaction);
  },
};
