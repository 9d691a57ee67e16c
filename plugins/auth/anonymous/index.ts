import { definePlugin, type Result, unwrap } from '@orrery/plugin-sdk';
import { deviceJson, openDevices } from './devices.ts';
import { manifest } from './manifest.ts';

const roles = ['None', 'Viewer', 'Editor', 'Admin'];
/** Rights of roles change seldom, and the kernel is told when they do. */
const cacheMs = 60_000;

export default definePlugin(manifest, ({ storage, settings, services, log }) => {
  const devices = openDevices(storage);
  let warned = '';
  function warn(message: string): { kind: 'pass' } {
    if (message !== warned) log.warn(message);
    warned = message;
    return { kind: 'pass' };
  }

  return {
    authProvider: {
      anonymous: {
        async authenticate({ headers, clientAddress }) {
          const section = await settings.section('auth.anonymous');
          const { org_name: name = '', org_role: role = 'Viewer', device_limit: limit = '' } = section;
          if (!roles.includes(role)) return warn(`[auth.anonymous] org_role is "${role}"; it must be one of ${roles.join(', ')}.`);
          const org = unwrap((await services.call('directory', 'org', { name })) as Result<{ id: number } | null>);
          if (!org) return warn(`[auth.anonymous] org_name is "${name}", and there is no such organisation.`);
          const id = headers['x-grafana-device-id'];
          const device = id && { id, clientAddress, userAgent: headers['user-agent'] ?? '' };
          if (device && !(await devices.admit(device, Number(limit) || 0)))
            return { kind: 'refused', message: 'Device limit reached. Contact Administrator' };
          const principal = unwrap(await services.call('directory', 'nobody', { orgId: org.id, role }));
          return { kind: 'principal', principal: principal as never, cacheMs };
        },
      },
    },
    route: {
      devices: async () => ({ body: (await devices.list(1000, 0)).map(deviceJson) }),
      searchDevices: async ({ query }) => {
        const perPage = Math.min(Number(query.perpage?.[0]) || 100, 1000);
        const page = Math.max(Number(query.page?.[0]) || 1, 1);
        const rows = await devices.list(perPage, (page - 1) * perPage);
        return { body: { totalCount: await devices.count(), devices: rows.map(deviceJson), page, perPage } };
      },
    },
    schedule: {
      forgetDevices: async () => {
        await devices.forgetOld();
      },
    },
  };
});
