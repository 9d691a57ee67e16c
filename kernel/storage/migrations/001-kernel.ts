/** The kernel's own tables. All begin with `k_`, plugins' with `p_`, so that they can share a database with Grafana's. */
import type { Migration } from '../migrate.ts';
import { createTable, type TableShape } from '../schema.ts';

const tables: readonly TableShape[] = [
  {
    name: 'k_instance',
    columns: {
      org_id: 'integer',
      point: 'text',
      uid: 'text',
      name: 'text',
      contribution: 'text',
      plugin: 'text',
      url: 'long',
      settings: 'json',
      // The point of a default instance, null of any other: unique, so one per point and organisation.
      read_only: 'boolean',
      default_of: 'text?',
      version: 'integer',
      created: 'time',
      updated: 'time',
    },
    unique: [
      ['org_id', 'point', 'uid'],
      ['org_id', 'point', 'name'],
      ['org_id', 'default_of'],
    ],
  },
  {
    name: 'k_secret',
    columns: { org_id: 'integer', owner: 'text', name: 'text', data_key: 'integer', value: 'long', updated: 'time' },
    unique: [['org_id', 'owner', 'name']],
    indexes: [['data_key']],
  },
  // `active_of` is the organisation while the key is the one to encrypt with, then null.
  {
    name: 'k_data_key',
    columns: { org_id: 'integer', active_of: 'integer?', wrapped: 'long', wrapped_by: 'text', created: 'time' },
    unique: [['active_of']],
  },
  {
    name: 'k_session',
    columns: {
      token_hash: 'text',
      previous_hash: 'text?',
      user_id: 'integer',
      org_id: 'integer',
      provider: 'text',
      client_address: 'text',
      user_agent: 'long',
      created: 'time',
      rotated: 'time',
      seen: 'time',
      token_seen: 'boolean',
    },
    unique: [['token_hash'], ['previous_hash']],
    indexes: [['user_id'], ['rotated']],
  },
  {
    name: 'k_audit',
    columns: {
      sequence: 'integer',
      at: 'time',
      request_id: 'text',
      principal: 'text',
      org_id: 'integer',
      action: 'text',
      scope: 'long',
      outcome: 'text',
      detail: 'long',
      previous: 'text',
      hash: 'text',
    },
    unique: [['sequence']],
    indexes: [['at']],
  },
  { name: 'k_audit_tail', columns: { sequence: 'integer', hash: 'text', mac: 'text' } },
  { name: 'k_audit_head', columns: { sequence: 'integer', hash: 'text', at: 'time', mac: 'text' }, unique: [['sequence']] },
  {
    name: 'k_setting',
    columns: { area: 'text', name: 'text', value: 'long', version: 'integer', updated: 'time' },
    unique: [['area', 'name']],
  },
  {
    name: 'k_plugin',
    columns: {
      plugin: 'text',
      plugin_version: 'text',
      hash: 'text',
      enabled: 'boolean',
      granted: 'json',
      origin: 'text',
      installed_by: 'text',
      version: 'integer',
      updated: 'time',
    },
    unique: [['plugin']],
  },
  {
    name: 'k_package',
    columns: { hash: 'text', plugin: 'text', plugin_version: 'text', bytes: 'blob', created: 'time' },
    unique: [['hash']],
    indexes: [['plugin']],
  },
  {
    name: 'k_plugin_table',
    columns: { plugin: 'text', name: 'text', physical: 'text', declaration: 'json', updated: 'time' },
    unique: [['plugin', 'name'], ['physical']],
  },
  { name: 'k_claim', columns: { code_hash: 'text', claimed_by: 'text', claimed: 'time?', created: 'time' } },
];

export const kernelTables: Migration = {
  number: 1,
  name: 'kernel tables',
  async up(database, transaction) {
    for (const table of tables) await createTable(database, table, transaction);
    const [tail] = await database.rows('SELECT id FROM k_audit_tail', [], { transaction });
    if (!tail) await database.run("INSERT INTO k_audit_tail (sequence, hash, mac) VALUES (0, '', '')", [], { transaction });
  },
};
