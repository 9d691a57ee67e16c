/** `/api/user/stars`: a star is the caller's own, on a dashboard that the caller may see. */
import type { CallContext, RouteResponse, Row } from '@orrery/plugin-sdk';
import { dashboardNotFound, denied, refuse } from '../answers.ts';
import type { App } from '../app.ts';
import type { starRoutes } from '../declared/star.ts';
import type { Handlers } from '../handlers.ts';
import { dashboardTarget } from '../rights.ts';

export function serveStars(app: App): Handlers<typeof starRoutes> {
  async function onDashboard(
    row: Row | undefined,
    context: CallContext,
    act: (who: string, id: number) => Promise<unknown>,
    message: string,
  ): Promise<RouteResponse> {
    if (!row) return dashboardNotFound;
    if (!(await app.org(context.orgId).rights.may('dashboards:read', dashboardTarget(row)))) return denied('dashboards:read', context);
    await act(context.principal.key, row.id);
    return { body: { message } };
  }
  const add = (row: Row | undefined, context: CallContext) =>
    onDashboard(row, context, app.org(context.orgId).stars.add, 'Dashboard starred!');
  const remove = (row: Row | undefined, context: CallContext) =>
    onDashboard(row, context, app.org(context.orgId).stars.remove, 'Dashboard unstarred');
  const byId = (id: string | undefined, context: CallContext) => app.org(context.orgId).dashboards.byId(Number(id));
  const isId = (id: string | undefined) => /^\d+$/.test(id ?? '');

  return {
    stars: async (_request, { orgId, principal }) => {
      const { stars, dashboards } = app.org(orgId);
      return { body: (await dashboards.briefs({ id: await stars.of(principal.key) })).map(({ uid }) => uid) };
    },
    star: async ({ params }, context) => add(await app.org(context.orgId).dashboards.get(params.uid ?? ''), context),
    unstar: async ({ params }, context) => remove(await app.org(context.orgId).dashboards.get(params.uid ?? ''), context),
    starById: async ({ params }, context) =>
      isId(params.id) ? add(await byId(params.id, context), context) : refuse(400, 'Invalid dashboard ID'),
    unstarById: async ({ params }, context) =>
      isId(params.id) ? remove(await byId(params.id, context), context) : refuse(400, 'Invalid dashboard ID'),
  };
}
