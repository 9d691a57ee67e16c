import type { RouteDeclaration } from '@orrery/plugin-sdk';

export const provisioningRoutes = {
  reload: {
    method: 'POST',
    path: '/api/admin/provisioning/dashboards/reload',
    rule: { action: 'provisioning:reload', scope: 'provisioners:dashboards' },
  },
} as const satisfies Readonly<Record<string, RouteDeclaration>>;
