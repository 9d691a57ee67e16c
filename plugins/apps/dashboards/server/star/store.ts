/** Whose favourite is which dashboard. By the principal's key: a person and a service account may have the same number. */
import { FailureError, type Storage } from '@orrery/plugin-sdk';
import { everyRow } from '../pages.ts';

export function openStars(storage: Storage) {
  const table = storage.table('star');
  return {
    of: async (who: string): Promise<number[]> => (await everyRow(table, { where: { who } })).map((row) => row.dashboardId as number),
    async add(who: string, dashboardId: number): Promise<void> {
      try {
        await table.insert({ who, dashboardId });
      } catch (error) {
        if (!(error instanceof FailureError && error.failure.code === 'storage/conflict')) throw error;
      }
    },
    remove: (who: string, dashboardId: number) => table.delete({ who, dashboardId }),
  };
}
