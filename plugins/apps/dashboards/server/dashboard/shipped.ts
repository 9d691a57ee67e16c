/** Dashboards that come with plugins: what there is, and what of it was imported here, from which revision. */
import { FailureError, type Instances, type Row, type Storage } from '@orrery/plugin-sdk';
import type { DashboardDeclaration } from '@orrery/plugin-sdk/contributions/dashboard';
import { fieldsOf, textOf } from '../answers.ts';
import { everyRow } from '../pages.ts';
import type { DashboardModel } from './store.ts';

const point = 'dashboard';

export interface Shipped {
  readonly plugin: string;
  /** Its file in the package. */
  readonly path: string;
  readonly title: string;
  readonly model: DashboardModel;
}

/** `broken` names a file that is missing or holds no dashboard. */
export async function shippedBy(instances: Instances, plugin: string): Promise<readonly (Shipped | { readonly broken: string })[]> {
  const mine = (await instances.contributions(point)).filter((one) => one.plugin === plugin);
  return Promise.all(
    mine.map(async ({ name, declaration }) => {
      const { file: path, title } = declaration as DashboardDeclaration;
      const model = readModel(await instances.file(point, plugin, name));
      return model ? { plugin, path, title: textOf(model.title) || title, model } : { broken: path };
    }),
  );
}

function readModel(text: string | undefined): DashboardModel | undefined {
  try {
    const model = JSON.parse(text ?? '') as unknown;
    return typeof model === 'object' && model !== null && !Array.isArray(model) ? (model as DashboardModel) : undefined;
  } catch {
    return undefined;
  }
}

export function openImports(storage: Storage) {
  const table = storage.table('shipped');
  const of = async (plugin: string): Promise<readonly Row[]> => everyRow(table, { where: { plugin } });
  return {
    of,
    async note(plugin: string, path: string, dashboardUid: string, revision: number): Promise<void> {
      const before = (await of(plugin)).find((row) => row.path === path);
      try {
        if (before) await table.update(before.id, before.version, { dashboardUid, revision });
        else await table.insert({ plugin, path, dashboardUid, revision });
      } catch (error) {
        // Somebody imported it at the same moment: it is noted.
        if (!(error instanceof FailureError && /^storage\/(conflict|version)$/.test(error.failure.code))) throw error;
      }
    },
  };
}
export type Imports = ReturnType<typeof openImports>;

/** As the API tells one, imported (`row`) or not. */
export function importJson(
  { plugin, path, title, model }: Shipped,
  row: Row | undefined,
  { importedRevision, folderId }: { readonly importedRevision: number; readonly folderId: number },
) {
  const { uid = '', slug = '', id = 0, folderUid = '' } = (row ?? {}) as Partial<Row>;
  return {
    ...{ uid: uid || textOf(model.uid), pluginId: plugin, title: textOf(row?.title) || title, imported: row !== undefined },
    ...{ importedUri: row ? `db/${slug}` : '', importedUrl: row ? `/d/${uid}/${slug}` : '', slug, dashboardId: id },
    ...{ folderId, folderUid, importedRevision, revision: revisionOf(model) },
    ...{ description: textOf(model.description), path, removed: false },
  };
}

export const revisionOf = (model: DashboardModel): number => Number(model.revision ?? 0) || 0;

/** What whoever imports it has to choose. */
export function inputsOf({ __inputs: declared }: DashboardModel) {
  return (Array.isArray(declared) ? declared : []).map((item) => {
    const { name, label, type, pluginId, value } = fieldsOf(item);
    return { name: textOf(name), label: textOf(label), type: textOf(type), pluginId: textOf(pluginId), value: textOf(value) };
  });
}
