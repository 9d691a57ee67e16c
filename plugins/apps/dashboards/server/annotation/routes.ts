/** `/api/annotations`. */
import type { CallContext, RouteResponse, Row } from '@orrery/plugin-sdk';
import { denied, fieldsOf, first, listOf, numeric, refuse, whole } from '../answers.ts';
import type { App } from '../app.ts';
import type { annotationRoutes } from '../declared/annotation.ts';
import type { Handlers } from '../handlers.ts';
import { inPieces } from '../pages.ts';
import { readAnnotation, readGraphite, type Written } from './input.ts';
import { type Act, annotationRights } from './rights.ts';
import type { AnnotationValues } from './store.ts';

const notFound = refuse(404, 'Annotation not found');
const blank: Written = { time: 0, timeEnd: 0, text: '', tags: [], data: {} };

export function serveAnnotations(app: App): Handlers<typeof annotationRoutes> {
  /** The dashboard that a body or query names; `none` when it names none, undefined when there is no such. */
  async function dashboardOf(orgId: number, uid: unknown, id: unknown): Promise<Row | 'none' | undefined> {
    const { dashboards } = app.org(orgId);
    if (typeof uid === 'string' && uid) return dashboards.get(uid);
    return Number(id) > 0 ? dashboards.byId(Number(id)) : 'none';
  }

  async function found(
    act: Act,
    id: string | undefined,
    context: CallContext,
  ): Promise<{ readonly row: Row } | { readonly refused: RouteResponse }> {
    const { annotations, dashboards } = app.org(context.orgId);
    const row = await annotations.get(Number(id));
    if (!row) return { refused: notFound };
    const dashboard = row.dashboardId === 0 ? undefined : await dashboards.byId(row.dashboardId as number);
    const allowed = await annotationRights(app, context.orgId).may(act, dashboard);
    return allowed ? { row } : { refused: denied(`annotations:${act}`, context) };
  }

  async function add(dashboard: Row | undefined, panelId: number, written: Written, context: CallContext): Promise<Row | undefined> {
    if (!(await annotationRights(app, context.orgId).may('create', dashboard))) return undefined;
    const { id, login, email } = context.principal;
    return app.org(context.orgId).annotations.create({
      ...{ dashboardId: dashboard?.id ?? 0, panelId, userId: id, login, email },
      ...{ alertId: 0, alertUid: '', alertName: '', newState: '', prevState: '' },
      ...written,
    });
  }

  async function change(
    { params, body }: { params: Readonly<Record<string, string>>; body?: unknown },
    context: CallContext,
    base: (row: Row) => Written,
    message: string,
  ): Promise<RouteResponse> {
    const one = await found('write', params.id, context);
    if ('refused' in one) return one.refused;
    const { row } = one;
    const read = readAnnotation(body, base(row), row.time as number);
    if ('wrong' in read) return failed('Failed to update annotation', read);
    await app.org(context.orgId).annotations.replace(row, { ...(valuesOf(row) as AnnotationValues), ...read.value });
    return { body: { message } };
  }

  const failed = (message: string, { wrong }: { readonly wrong: string }): RouteResponse => ({
    status: 400,
    body: { message, error: wrong },
  });

  return {
    annotations: async ({ query }, { orgId }) => {
      const dashboard = await dashboardOf(orgId, first(query, 'dashboardUID'), first(query, 'dashboardId'));
      if (!dashboard) return refuse(400, 'Invalid dashboard UID in annotation request');
      const { uids, admits } = await annotationRights(app, orgId).reader();
      const equal = (column: string, value: unknown) => (value === undefined || value === 0 || value === '' ? {} : { [column]: value });
      const type = first(query, 'type');
      const rows = await app.org(orgId).annotations.find(
        {
          where: {
            ...(dashboard !== 'none' && { dashboardId: dashboard.id }),
            ...equal('panelId', numeric(query, 'panelId')),
            ...equal('userId', numeric(query, 'userId')),
            ...equal('alertUid', first(query, 'alertUID')),
            ...(type === 'annotation' && { alertId: 0 }),
            ...(type === 'alert' && { alertId: { gt: 0 } }),
            ...equal('alertId', numeric(query, 'alertId')),
          },
          from: numeric(query, 'from') || undefined,
          to: numeric(query, 'to') || undefined,
          tags: listOf(query, 'tags') ?? [],
          matchAny: first(query, 'matchAny') === 'true',
          limit: whole(query, 'limit', 100, 5000),
        },
        admits,
      );
      return { body: rows.map((row) => annotationJson(row, uids.get(row.dashboardId as number))) };
    },
    annotation: async ({ params }, context) => {
      const one = await found('read', params.id, context);
      if ('refused' in one) return one.refused;
      const dashboard = await app.org(context.orgId).dashboards.byId(one.row.dashboardId as number);
      return { body: annotationJson(one.row, dashboard?.uid as string | undefined) };
    },
    annotationTags: async ({ query }, { orgId }) => {
      const prefix = (first(query, 'tag') ?? '').toLowerCase();
      const { admits } = await annotationRights(app, orgId).reader();
      const counts = new Map<string, number>();
      for (const mark of await app.org(orgId).annotations.tags()) {
        const tag = mark.tag as string;
        if (admits(mark) && tag.toLowerCase().includes(prefix)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
      }
      const tags = [...counts].map(([tag, count]) => ({ tag, count })).sort((a, b) => a.tag.localeCompare(b.tag));
      return { body: { result: { tags: tags.slice(0, whole(query, 'limit', 100, 5000)) } } };
    },
    createAnnotation: async ({ body }, context) => {
      const { dashboardUID, dashboardUid, dashboardId, panelId } = fieldsOf(body);
      const read = readAnnotation(body, blank, Date.now());
      if ('wrong' in read) return failed('Failed to save annotation', read);
      const dashboard = await dashboardOf(context.orgId, dashboardUID ?? dashboardUid, dashboardId);
      if (!dashboard) return refuse(400, 'Invalid dashboard UID in annotation request');
      const row = await add(dashboard === 'none' ? undefined : dashboard, Math.trunc(Number(panelId)) || 0, read.value, context);
      return row ? { body: { message: 'Annotation added', id: row.id } } : denied('annotations:create', context);
    },
    createGraphite: async ({ body }, context) => {
      const read = readGraphite(body, Date.now());
      if ('wrong' in read) return failed('Failed to save Graphite annotation', read);
      const row = await add(undefined, 0, read.value, context);
      return row ? { body: { message: 'Graphite annotation added', id: row.id } } : denied('annotations:create', context);
    },
    replaceAnnotation: (request, context) =>
      change(
        request,
        context,
        ({ time, data }) => ({ ...blank, time: time as number, timeEnd: time as number, data: data as Written['data'] }),
        'Annotation updated',
      ),
    patchAnnotation: (request, context) => change(request, context, (row) => valuesOf(row) as Written, 'Annotation patched'),
    removeAnnotation: async ({ params }, context) => {
      const one = await found('delete', params.id, context);
      if ('refused' in one) return one.refused;
      await app.org(context.orgId).annotations.remove([one.row.id]);
      return { body: { message: 'Annotation deleted' } };
    },
    removeAnnotations: async ({ body }, context) => {
      const { annotationId, dashboardId, dashboardUID, panelId } = fieldsOf(body);
      const { annotations } = app.org(context.orgId);
      if (Number(annotationId) > 0) {
        const one = await found('delete', String(annotationId), context);
        if ('refused' in one) return one.refused;
        await annotations.remove([one.row.id]);
        return { body: { message: 'Annotations deleted' } };
      }
      const dashboard = await dashboardOf(context.orgId, dashboardUID, dashboardId);
      if (dashboard === 'none' || !(Number(panelId) > 0))
        return refuse(400, 'A mass delete names an annotationId, or a dashboardUID (or dashboardId) and a panelId.');
      if (!dashboard) return refuse(400, 'Invalid dashboard UID in annotation request');
      if (!(await annotationRights(app, context.orgId).may('delete', dashboard))) return denied('annotations:delete', context);
      const rows = await annotations.onDashboard(dashboard.id, Math.trunc(Number(panelId)));
      for (const piece of inPieces(rows)) await annotations.remove(piece.map(({ id }) => id));
      return { body: { message: 'Annotations deleted' } };
    },
  };
}

function valuesOf({ id: _id, version: _version, created: _created, updated: _updated, ...values }: Row): unknown {
  return values;
}

function annotationJson(row: Row, dashboardUID: string | undefined) {
  return {
    ...{ id: row.id, alertId: row.alertId, alertName: row.alertName, dashboardId: row.dashboardId, dashboardUID: dashboardUID ?? null },
    ...{ panelId: row.panelId, userId: row.userId, newState: row.newState, prevState: row.prevState },
    ...{ created: row.created, updated: row.updated, time: row.time, timeEnd: row.timeEnd, text: row.text, tags: row.tags },
    ...{ login: row.login, email: row.email, avatarUrl: '', data: row.data },
  };
}
