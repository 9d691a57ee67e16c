import { definePlugin, type Permission, type RouteHandler } from '@orrery/plugin-sdk';
import { frontendSettings } from './frontend-settings.ts';
import { later } from './later.ts';
import { manifest } from './manifest.ts';
import type { Sections } from './sections.ts';

const mostQuestions = 5_000;
const read: readonly string[] = [
  '',
  'server',
  'orrery',
  'auth',
  'auth.basic',
  'auth.anonymous',
  'users',
  'dashboards',
  'date_formats',
  'explore',
  'query_history',
  'feature_toggles',
  'live',
  'plugins',
  'public_dashboards',
  'snapshots',
  'unified_alerting',
];

export default definePlugin(manifest, ({ instances, identity, settings }) => {
  async function facts(orgId: number) {
    const [all, datasourceTypes, panels, texts] = await Promise.all([
      instances.list('datasource'),
      instances.contributions('datasource'),
      instances.contributions('panel'),
      Promise.all(read.map(async (name) => [name, await settings.section(name)] as const)),
    ]);
    const allowed = await identity.allows(all.map(({ uid }) => ({ action: 'datasources:query', scope: `datasources:uid:${uid}` })));
    const sections: Sections = Object.fromEntries(texts);
    return frontendSettings({ orgId, sections, datasources: all.filter((_, index) => allowed[index]), datasourceTypes, panels });
  }

  /** Sections with the keys that the caller may read, of which `settings:read` on `settings:<section>:<key>` decides. */
  async function serverSettings(): Promise<Record<string, Record<string, string>>> {
    const names = await settings.sections();
    const values = await Promise.all(names.map(async (name) => [name || 'DEFAULT', Object.entries(await settings.section(name))] as const));
    const keys = values.flatMap(([section, entries]) => entries.map(([key, value]) => ({ section, key, value })));
    const questions = keys.map(({ section, key }): Permission => ({ action: 'settings:read', scope: `settings:${section}:${key}` }));
    const allowed: boolean[] = [];
    for (let at = 0; at < questions.length; at += mostQuestions)
      allowed.push(...(await identity.allows(questions.slice(at, at + mostQuestions))));
    const shown: Record<string, Record<string, string>> = {};
    for (const [index, { section, key, value }] of keys.entries()) if (allowed[index]) (shown[section] ??= {})[key] = value;
    return shown;
  }

  async function navTree() {
    const entries = await instances.contributions('navigation');
    const declared = entries.map(({ name, plugin, declaration }) => ({
      id: `${plugin}/${name}`,
      ...(declaration as { label: string; path: string; icon: string; weight: number; action?: string }),
    }));
    const allowed = await identity.allows(declared.map(({ action = '' }) => ({ action, scope: '' })));
    return declared
      .filter(({ action }, index) => !action || allowed[index])
      .sort((a, b) => a.weight - b.weight)
      .map(({ id, label, path, icon, weight }) => ({ id, text: label, url: path, icon, sortWeight: weight }));
  }

  const laterHandlers: Readonly<Record<string, RouteHandler>> = Object.fromEntries(
    Object.entries(later).map(([name, { message, plugin }]): [string, RouteHandler] => [
      name,
      () => ({ status: 404, body: { message, messageId: 'api.notHereYet', statusCode: 404, plugin } }),
    ]),
  );

  return {
    route: {
      ...laterHandlers,
      frontendSettings: async (_request, { orgId }) => ({ body: await facts(orgId) }),
      bootData: async (_request, { orgId, principal }) => {
        const permissions = await identity.permissions();
        const { id, uid, login, email, name, orgRole, serverAdmin } = principal;
        const user = {
          isSignedIn: principal.kind !== 'anonymous',
          ...{ id, uid, login, email, name, orgId, orgRole },
          isGrafanaAdmin: serverAdmin,
          permissions: Object.fromEntries(permissions.map(({ action }) => [action, true])),
        };
        return { body: { settings: await facts(orgId), user, navTree: await navTree() } };
      },
      serverSettings: async () => ({ body: await serverSettings() }),
      sorting: () => ({
        body: {
          sortOptions: [
            {
              name: 'alpha-asc',
              displayName: 'Alphabetically (A-Z)',
              description: 'Sort results in an alphabetically ascending order',
              meta: '',
            },
            {
              name: 'alpha-desc',
              displayName: 'Alphabetically (Z-A)',
              description: 'Sort results in an alphabetically descending order',
              meta: '',
            },
          ],
        },
      }),
      robots: () => ({ headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'User-agent: *\nDisallow: /\n' }),
    },
  };
});
