/** What the caller may do with a dashboard, all at once, as pages want to know it. */
import type { App } from '../app.ts';
import type { Target } from '../rights.ts';
import type { DashboardRights } from './json.ts';

const annotating = ['annotations:create', 'annotations:write', 'annotations:delete'] as const;

export async function rightsOn(app: App, orgId: number, target: Target): Promise<DashboardRights> {
  const [canSave = false, canDelete = false, canAdmin = false, ...direct] = await app
    .org(orgId)
    .rights.on(target, ['dashboards:write', 'dashboards:delete', 'dashboards.permissions:write', ...annotating]);
  const scoped = (scope: string) => app.granted.identity.allows(annotating.map((action) => ({ action, scope })));
  const ofDashboards = await scoped('annotations:type:dashboard');
  return {
    ...{ canSave, canDelete, canAdmin },
    annotate: {
      dashboard: annotating.map((_, index) => direct[index] === true || (canSave && ofDashboards[index] === true)),
      organization: await scoped('annotations:type:organization'),
    },
  };
}
