/** Importing what others exported, and exporting for others. */
import type { CallContext, RouteResponse } from '@orrery/plugin-sdk';
import { dashboardNotFound, denied, fieldsOf, refuse, textOf } from '../answers.ts';
import type { App } from '../app.ts';
import type { dashboardRoutes } from '../declared/dashboard.ts';
import type { Handlers } from '../handlers.ts';
import { dashboardTarget, elementTarget, place } from '../rights.ts';
import { type Element, exportOf } from './export.ts';
import { fillInputs, readInputs, type SharedElement } from './inputs.ts';
import { libraryUids } from './panels.ts';
import { importJson, inputsOf, revisionOf, type Shipped, shippedBy } from './shipped.ts';
import { saveDashboard } from './save.ts';
import type { DashboardModel } from './store.ts';

type Served = 'importDashboard' | 'shipped' | 'interpolate' | 'validate' | 'exportDashboard';

export function serveImport(app: App): Handlers<Pick<typeof dashboardRoutes, Served>> {
  function filled(body: unknown) {
    const { dashboard, inputs } = fieldsOf(body);
    if (typeof dashboard !== 'object' || dashboard === null || Array.isArray(dashboard))
      return { refused: refuse(422, 'Dashboard must be set') };
    const made = fillInputs(dashboard as DashboardModel, readInputs(inputs));
    return 'missing' in made ? { refused: refuse(400, `Dashboard input variable: ${made.missing} missing from import command`) } : made;
  }

  /** What a plugin brings, under the uid that it got when it was imported before. */
  async function fromPlugin(plugin: string, path: string, { orgId }: CallContext): Promise<Shipped | { refused: RouteResponse }> {
    const there = await shippedBy(app.granted.instances, plugin);
    const found = there.find((one): one is Shipped => !('broken' in one) && one.path === path);
    if (!found) {
      const known = there.map((one) => ('broken' in one ? `${one.broken} (no dashboard)` : one.path)).join(', ');
      return { refused: refuse(404, `The plugin "${plugin}" brings no dashboard "${path}". It brings ${known || 'none'}.`) };
    }
    const noted = (await app.org(orgId).imports.of(plugin)).find((row) => row.path === path);
    return { ...found, model: { ...found.model, uid: found.model.uid || textOf(noted?.dashboardUid) || undefined } as DashboardModel };
  }

  /** The library panels that came along, where they are not here yet. A name that is taken gets a number. */
  async function bringElements(
    elements: readonly SharedElement[],
    folderUid: string,
    context: CallContext,
  ): Promise<RouteResponse | undefined> {
    const { library, rights } = app.org(context.orgId);
    const missing = [];
    for (const element of elements) if (!(await library.get(element.uid))) missing.push(element);
    if (missing.length === 0) return undefined;
    if (!(await rights.may('library.panels:create', place(folderUid)))) return denied('library.panels:create', context);
    const by = { login: context.principal.login, id: context.principal.id };
    for (const { uid, name, kind, model } of missing) {
      for (let copy = 1; ; copy++) {
        const title = copy === 1 ? name : `${name} (${copy})`;
        const made = await library.create({ uid, folderUid, name: title, kind, model }, by);
        if (made !== 'taken' || copy >= 100 || (await library.get(uid))) break;
      }
    }
    return undefined;
  }

  return {
    importDashboard: async ({ body }, context) => {
      const { dashboard: sent, folderUid, folderId, overwrite, pluginId, path } = fieldsOf(body);
      const { folders, imports } = app.org(context.orgId);
      const found = sent || !textOf(pluginId) ? undefined : await fromPlugin(textOf(pluginId), textOf(path), context);
      if (found && 'refused' in found) return found.refused;
      const made = filled(found ? { ...fieldsOf(body), dashboard: found.model } : body);
      if ('refused' in made) return made.refused;
      const byId = typeof folderId === 'number' && folderId > 0 ? await folders.byId(folderId) : undefined;
      const target = textOf(folderUid) || (byId?.uid as string | undefined) || 'general';
      const folder = target === 'general' ? undefined : await folders.get(target);
      if (target !== 'general' && !folder) return refuse(400, 'Folder not found');
      const refused = await bringElements(made.elements, (folder?.uid as string | undefined) ?? '', context);
      if (refused) return refused;
      const saved = await saveDashboard(app, { model: made.model, folderUid: target, overwrite: overwrite === true }, context);
      if ('refused' in saved) return saved.refused;
      const { row } = saved;
      const revision = revisionOf(made.model);
      if (found) await imports.note(found.plugin, found.path, row.uid as string, revision);
      const shown = { plugin: textOf(pluginId), path: textOf(path), title: textOf(row.title), model: made.model };
      return { body: importJson(shown, row, { importedRevision: revision, folderId: folder?.id ?? 0 }) };
    },
    shipped: async ({ params }, { orgId }) => {
      const plugin = params.id ?? '';
      const { dashboards, imports, rights } = app.org(orgId);
      const [there, noted] = await Promise.all([shippedBy(app.granted.instances, plugin), imports.of(plugin)]);
      const rows = await Promise.all(
        noted.map(async (note) => {
          const row = await dashboards.get(note.dashboardUid as string);
          // What became of it is for those who may see that.
          return { note, row: row && (await rights.may('dashboards:read', dashboardTarget(row))) ? row : undefined };
        }),
      );
      const listed = there.map((one) => {
        if ('broken' in one) return { pluginId: plugin, title: one.broken, path: one.broken, imported: false, broken: true };
        const { note, row } = rows.find((known) => known.note.path === one.path) ?? {};
        const importedRevision = row ? Number(note?.revision) : 0;
        return { ...importJson(one, row, { importedRevision, folderId: 0 }), inputs: inputsOf(one.model) };
      });
      const paths = new Set(listed.map(({ path }) => path));
      const removed = rows.flatMap(({ note, row }) => {
        if (!row || paths.has(note.path as string)) return [];
        const gone = { plugin, path: note.path as string, title: textOf(row.title), model: row.data as DashboardModel };
        return [{ ...importJson(gone, row, { importedRevision: Number(note.revision), folderId: 0 }), removed: true }];
      });
      return { body: [...listed, ...removed] };
    },
    interpolate: async ({ body }) => {
      const made = filled(body);
      return 'refused' in made ? made.refused : { body: made.model };
    },
    validate: async ({ body }) => {
      const { dashboard } = fieldsOf(body);
      const problem = invalid(dashboard);
      return problem ? { status: 422, body: { isValid: false, message: problem } } : { body: { isValid: true } };
    },
    exportDashboard: async ({ params }, { orgId }) => {
      const { dashboards, library, folders, rights } = app.org(orgId);
      const row = await dashboards.get(params.uid ?? '');
      if (!row) return dashboardNotFound;
      const elements = await library.withUids(libraryUids(row.data as DashboardModel));
      const readable = await rights.judge('library.panels:read', elements.map(elementTarget), await folders.tree());
      const sources = (await app.granted.instances.list('datasource')).map(({ uid, name, contribution, isDefault }) => ({
        ...{ uid, name, isDefault },
        type: contribution,
      }));
      const shown = elements.filter((_, index) => readable[index]) as unknown as readonly Element[];
      return { body: exportOf(row.data as DashboardModel, sources, shown) };
    },
  };
}

function invalid(dashboard: unknown): string | undefined {
  if (typeof dashboard !== 'string') return 'The body holds no "dashboard" text.';
  try {
    const model = JSON.parse(dashboard) as unknown;
    if (typeof model !== 'object' || model === null || Array.isArray(model)) return 'It holds no dashboard object.';
    return String((model as DashboardModel).title ?? '').trim() ? undefined : 'Dashboard title cannot be empty';
  } catch (error) {
    return `It is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
