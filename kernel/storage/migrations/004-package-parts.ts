/** Packages beyond their first megabytes: databases take rows of any number, and not of any size. */
import type { Migration } from '../migrate.ts';
import { createTable } from '../schema.ts';

export const packageParts: Migration = {
  number: 4,
  name: 'parts of packages',
  async up(database, transaction) {
    const columns = { hash: 'text', part: 'integer', bytes: 'blob' } as const;
    await createTable(database, { name: 'k_package_part', columns, unique: [['hash', 'part']] }, transaction);
  },
};
