/** What waits for a person: versions that ask for more than was granted; and what an administrator took back, for every instance. */
import type { Migration } from '../migrate.ts';
import { createTable, type TableShape } from '../schema.ts';

const tables: readonly TableShape[] = [
  {
    name: 'k_plugin_pending',
    columns: { plugin: 'text', plugin_version: 'text', hash: 'text', origin: 'text', asked_by: 'text', created: 'time' },
    unique: [['plugin']],
  },
  {
    name: 'k_revocation',
    columns: { kind: 'text', subject: 'text', versions: 'json', reason: 'long', revoked_by: 'text', created: 'time' },
    unique: [['kind', 'subject']],
  },
];

export const pluginTables: Migration = {
  number: 3,
  name: 'pending plugins and revocations',
  async up(database, transaction) {
    for (const table of tables) await createTable(database, table, transaction);
  },
};
