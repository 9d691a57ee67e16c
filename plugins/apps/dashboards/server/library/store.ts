/** Library elements: panels that many dashboards show, and which dashboards those are. The row's own version is the element's. */
import { FailureError, newUid, type Row, type Storage } from '@orrery/plugin-sdk';
import { everyRow, rowsWith } from '../pages.ts';

export interface ElementInput {
  readonly uid?: string;
  readonly folderUid: string;
  readonly name: string;
  readonly kind: number;
  readonly model: Readonly<Record<string, unknown>>;
}
export interface By {
  readonly login: string;
  readonly id: number;
}

export function openLibrary(storage: Storage, now: () => number = Date.now) {
  const table = storage.table('element');
  const links = storage.table('connection');

  /** A model carries its element's name and type, so that a panel drawn from it alone says what it is. */
  function valuesOf({ folderUid, name, kind, model }: ElementInput) {
    const type = typeof model.type === 'string' ? model.type.slice(0, 190) : '';
    const description = typeof model.description === 'string' ? model.description : '';
    return { folderUid, name, kind, model, type, description };
  }

  async function saved(work: () => Promise<Row>): Promise<Row | 'taken' | 'changed'> {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof FailureError ? error.failure.code : '';
      if (code === 'storage/conflict') return 'taken';
      if (code === 'storage/version' || code === 'storage/missing') return 'changed';
      throw error;
    }
  }

  return {
    get: (uid: string) => table.get({ uid }),
    all: () => everyRow(table),
    named: (name: string) => everyRow(table, { where: { name } }),
    in: (folderUids: readonly string[]) => rowsWith(table, 'folderUid', folderUids, { columns: ['uid', 'folderUid'] }),
    withUids: (uids: readonly string[]) => rowsWith(table, 'uid', uids),
    idsOf: async (uids: readonly string[]): Promise<number[]> =>
      uids.length === 0 ? [] : (await rowsWith(table, 'uid', uids, { columns: ['uid'] })).map(({ id }) => id),
    create: (input: ElementInput, by: By) => {
      const at = now();
      return saved(() =>
        table.insert({
          ...valuesOf(input),
          ...{ uid: input.uid || newUid(), created: at, updated: at },
          ...{ createdBy: by.login, createdById: by.id, updatedBy: by.login, updatedById: by.id },
        }),
      );
    },
    update: (row: Row, version: number, input: ElementInput, by: By) =>
      saved(() =>
        table.update(row.id, version, {
          ...valuesOf(input),
          ...{ uid: input.uid || (row.uid as string), updated: now(), updatedBy: by.login, updatedById: by.id },
        }),
      ),
    remove: (row: Row) => table.delete({ id: row.id }),
    connections: (elementId: number) => everyRow(links, { where: { elementId } }),
    connectionsOf: (elementIds: readonly number[]) => rowsWith(links, 'elementId', elementIds),
  };
}
