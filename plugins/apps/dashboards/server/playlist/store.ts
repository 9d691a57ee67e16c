import { FailureError, newUid, type Row, type Storage } from '@orrery/plugin-sdk';
import { everyRow } from '../pages.ts';

export interface PlaylistInput {
  readonly name: string;
  readonly interval: string;
  readonly items: readonly PlaylistItem[];
}
export interface PlaylistItem {
  readonly type: string;
  readonly value: string;
  readonly order: number;
  readonly title: string;
}

export function openPlaylists(storage: Storage) {
  const table = storage.table('playlist');
  return {
    get: (uid: string) => table.get({ uid }),
    all: () => everyRow(table),
    create: async (input: PlaylistInput, uid = newUid()): Promise<Row | 'taken'> => {
      try {
        return await table.insert({ uid, ...input });
      } catch (error) {
        if (error instanceof FailureError && error.failure.code === 'storage/conflict') return 'taken';
        throw error;
      }
    },
    /** The last to save wins: clients send no version. */
    async update(uid: string, input: PlaylistInput): Promise<Row | undefined> {
      for (;;) {
        const row = await table.get({ uid });
        if (!row) return undefined;
        try {
          return await table.update(row.id, row.version, { ...input });
        } catch (error) {
          if (!(error instanceof FailureError && error.failure.code === 'storage/version')) throw error;
        }
      }
    },
    remove: (uid: string) => table.delete({ uid }),
  };
}
