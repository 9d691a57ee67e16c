import type { CallContext, RouteResponse, Row } from '@orrery/plugin-sdk';
import { dashboardNotFound, denied, refuse } from '../answers.ts';
import type { App } from '../app.ts';
import { dashboardTarget } from '../rights.ts';

/** Deletes a dashboard with everything that hangs on it, but not one that a file would bring back. */
export async function removeDashboard(
  app: App,
  uid: string,
  context: CallContext,
): Promise<{ readonly row: Row } | { readonly refused: RouteResponse }> {
  const { dashboards, rights, orgId } = app.org(context.orgId);
  const row = await dashboards.get(uid);
  if (!row) return { refused: dashboardNotFound };
  if (!(await rights.may('dashboards:delete', dashboardTarget(row)))) return { refused: denied('dashboards:delete', context) };
  if (await dashboards.origin(row.id)) return { refused: refuse(400, 'provisioned dashboard cannot be deleted') };
  await dashboards.remove([row]);
  await app.changed(orgId, [uid]);
  await app.told.removed('dashboards', [uid]);
  return { row };
}
