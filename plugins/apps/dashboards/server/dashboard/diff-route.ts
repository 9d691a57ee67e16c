/** `POST /api/dashboards/calculate-diff`: two versions, stored or not yet saved. */
import type { CallContext, RouteResponse } from '@orrery/plugin-sdk';
import { denied, fieldsOf, refuse } from '../answers.ts';
import type { App } from '../app.ts';
import type { dashboardRoutes } from '../declared/dashboard.ts';
import type { Handlers } from '../handlers.ts';
import { dashboardTarget } from '../rights.ts';
import { changesOf, deltaOf, htmlOf } from './diff.ts';

export function serveDiff(app: App): Handlers<Pick<typeof dashboardRoutes, 'calculateDiff'>> {
  async function side(given: unknown, context: CallContext): Promise<{ readonly model: unknown } | { readonly refused: RouteResponse }> {
    const { dashboardId, version, unsavedDashboard } = fieldsOf(given);
    const { dashboards, rights } = app.org(context.orgId);
    const row = await dashboards.byId(Number(dashboardId));
    const missing = { refused: refuse(404, 'Dashboard version not found') };
    if (!row) return missing;
    if (!(await rights.may('dashboards:write', dashboardTarget(row)))) return { refused: denied('dashboards:write', context) };
    if (typeof unsavedDashboard === 'object' && unsavedDashboard !== null) return { model: unsavedDashboard };
    const revision = await dashboards.revision(row.id, Number(version));
    return revision ? { model: revision.data } : missing;
  }

  return {
    calculateDiff: async ({ body }, context) => {
      const { base, new: next, diffType = 'json' } = fieldsOf(body);
      const before = await side(base, context);
      if ('refused' in before) return before.refused;
      const after = await side(next, context);
      if ('refused' in after) return after.refused;
      if (diffType === 'basic')
        return { headers: { 'content-type': 'text/html; charset=UTF-8' }, body: htmlOf(changesOf(before.model, after.model)) };
      return { body: deltaOf(before.model, after.model) ?? {} };
    },
  };
}
