/** The kernel's own few routes: its health, its metrics, its plugins, and what the shell begins with. */
import Router from '@koa/router';
import type { Principal, Result } from '@orrery/plugin-sdk';
import type { Context } from 'koa';
import type { Source } from '../config/config.ts';
import type { Assets } from './assets.ts';
import { auditRoutes } from './audit-routes.ts';
import { bootData } from './boot.ts';
import { crossOrigin } from './credentials.ts';
import { envelope, statusOf } from './failures.ts';
import type { FrontEnds } from './front-end.ts';
import { installing } from './installing.ts';
import { languageFor } from './language.ts';
import { mayReadMetrics } from './metrics-guard.ts';
import { type Caller, type HttpParts, refusedStatus } from './parts.ts';
import { type Guards, pluginFacts } from './plugin-facts.ts';
import { detailOf, listItem, settingsOf } from './plugin-json.ts';

const manage = { action: 'plugins:write', scope: 'plugins:*' } as const;

/** `startMs`: from the start of the process to its first listening. */
export function ownRoutes(parts: HttpParts, assets: Assets, frontEnds: FrontEnds, startMs: () => number): Router {
  const { config, registry, access, audit, observe, pingDatabase, plugins } = parts;
  const router = new Router();
  const caller = (context: Context): Caller => context.state.caller as Caller;
  const signedIn = (context: Context): Principal | undefined => {
    const { principal, refused } = caller(context);
    if (principal) return principal;
    context.status = refusedStatus(refused);
    context.body = { message: refused?.message ?? 'Unauthorized' };
    return undefined;
  };
  const noteDenied = (context: Context, action: string, scope: string, detail: Record<string, unknown>): void => {
    const { requestId, principal } = caller(context);
    if (!principal) return;
    const { key, orgId } = principal;
    audit.note({ requestId, principal: key, orgId, action, scope, outcome: 'denied', detail: { method: context.method, ...detail } });
  };
  const denied: Guards['denied'] = (context, needed, { action = needed, scope = '' } = {}) => {
    noteDenied(context, action, scope, { path: context.path });
    context.status = 403;
    context.body = {
      title: 'Access denied',
      message: `You'll need additional permissions to perform this action. Permissions needed: ${needed}`,
    };
  };
  const trusted = config.list('security', 'csrf_trusted_origins');
  /** Whether another site's page had a browser ask for it; answers so. A session comes along with such a request, a token does not. */
  const elsewhere = (context: Context): boolean => {
    if (!caller(context).session || !crossOrigin(context.req, trusted)) return false;
    noteDenied(context, 'origin', '', { path: context.path, cause: 'origin not allowed' });
    context.status = 403;
    context.body = { message: 'origin not allowed' };
    return true;
  };
  const mayManage = (principal: Principal): boolean => principal.serverAdmin || access.allows(principal, manage.action, manage.scope);

  const hidesVersion = (principal: Principal | undefined): boolean =>
    (!principal || principal.kind === 'anonymous') &&
    config.bool('auth.anonymous', 'enabled') &&
    config.bool('auth.anonymous', 'hide_version');

  /** What of the configuration the principal may see, secrets masked; undefined for nothing at all. */
  function settingsFor(principal: Principal): { section: string; key: string; value: string; source: Source }[] | undefined {
    if (!access.allows(principal, 'settings:read', '')) return undefined;
    return config.sections().flatMap((section) => {
      const name = section || 'DEFAULT';
      return Object.entries(config.section(section)).flatMap(([key, value]) => {
        if (!access.allows(principal, 'settings:read', `settings:${name}:${key}`)) return [];
        const masked = value !== '' && config.isSecret(section, key);
        return [{ section: name, key, value: masked ? '*********' : value, source: config.source(section, key) ?? 'default' }];
      });
    });
  }

  router.get('/api/health', async (context) => {
    const database = await pingDatabase();
    context.status = database.ok ? 200 : 503;
    context.type = 'application/json; charset=UTF-8';
    context.body = JSON.stringify(
      {
        database: database.ok ? 'ok' : 'failing',
        ...(!hidesVersion(caller(context).principal) && { version: config.get('orrery', 'grafana_version'), commit: parts.commit }),
      },
      null,
      2,
    );
  });
  router.get('/healthz', (context) => {
    context.body = 'Ok';
  });
  for (const probe of ['/livez', '/readyz'])
    router.get(probe, (context) => {
      context.body = 'ok';
    });
  router.get('/metrics', async (context) => {
    if (!mayReadMetrics(context, config)) return;
    context.type = observe.metrics.contentType;
    context.body = await observe.metrics.text();
  });
  router.get('/api/orrery/boot', (context) => {
    const { principal } = caller(context);
    context.body = bootData(principal, parts, assets, {
      frontEnds,
      language: languageFor(registry, principal, context.get('accept-language')),
      host: context.get('host'),
    });
  });
  router.get('/api/admin/settings', (context) => {
    const principal = signedIn(context);
    if (!principal) return;
    const shown = settingsFor(principal);
    if (!shown) return denied(context, 'settings:read');
    const sections: Record<string, Record<string, string>> = {};
    for (const { section, key, value } of shown) (sections[section] ??= {})[key] = value;
    context.body = sections;
  });
  router.get('/api/orrery/settings', (context) => {
    const principal = signedIn(context);
    if (!principal) return;
    const shown = settingsFor(principal);
    if (!shown) return denied(context, 'settings:read');
    context.body = shown;
  });
  router.get('/api/plugins', (context) => {
    if (!signedIn(context)) return;
    const { type, core, enabled } = context.query;
    context.body = registry
      .plugins()
      .filter(({ package: pkg }) => pkg && !pkg.manifest.hideFromList)
      .filter(({ package: pkg }) => !type || pkg?.manifest.type === type)
      .filter(({ package: pkg }) => core === undefined || (pkg?.verdict.level === 'core') === (core === '1'))
      .filter(({ state }) => enabled === undefined || (state === 'active') === (enabled === '1'))
      .map(listItem)
      .sort((a, b) => String(a.name).localeCompare(String(b.name)));
  });
  router.get('/api/plugins/errors', (context) => {
    if (!signedIn(context)) return;
    const codes: Readonly<Record<string, string>> = {
      unsigned: 'signatureMissing',
      modified: 'signatureModified',
      invalid: 'signatureInvalid',
    };
    context.body = registry.plugins().flatMap(({ id, state, package: pkg }) => {
      const errorCode = state === 'refused' && pkg ? (codes[pkg.verdict.status] ?? 'failedBackendStart') : undefined;
      return errorCode ? [{ pluginId: id, errorCode }] : [];
    });
  });
  router.get('/api/plugins/:id/settings', async (context) => {
    const principal = signedIn(context);
    if (!principal) return;
    const { id = '' } = context.params;
    const record = registry.plugin(registry.find('app', id)?.plugin ?? id);
    const isApp = record?.package?.manifest.type === 'app';
    if (isApp && !access.allows(principal, 'plugins.app:access', `plugins:id:${record.id}`)) return denied(context, 'plugins.app:access');
    if (record?.package) context.body = settingsOf(record, isApp ? await parts.appOf(record.id, principal.orgId) : undefined);
    else {
      context.status = 404;
      context.body = { message: 'Plugin not found, no installed plugin with that id' };
    }
  });
  pluginFacts(router, parts, { signedIn, mayManage, denied });
  installing(router, parts, { signedIn, denied, elsewhere });
  auditRoutes(router, parts, { signedIn, denied });
  router.get('/api/orrery/plugins', (context) => {
    const principal = signedIn(context);
    if (!principal) return;
    if (!mayManage(principal)) return denied(context, manage.action);
    context.body = {
      plugins: registry.plugins().map((record) => detailOf(record, parts)),
      hosts: parts.execution.hosts(),
      kernel: { rss: process.memoryUsage.rss(), startMs: startMs(), upMs: performance.now() },
    };
  });

  const changes: Readonly<Record<string, (id: string, by: Principal) => Promise<Result<unknown>>>> = plugins;
  router.post('/api/orrery/plugins/:id/:change', async (context) => {
    const principal = signedIn(context);
    if (!principal || elsewhere(context)) return;
    const { id = '', change = '' } = context.params;
    const work = Object.hasOwn(changes, change) ? changes[change] : undefined;
    const { requestId } = caller(context);
    const scope = `plugins:id:${id}`;
    if (!mayManage(principal)) return denied(context, manage.action, { action: `plugins:${change}`, scope });
    const record = (outcome: 'done' | 'failed') =>
      audit.record({
        requestId,
        principal: principal.key,
        orgId: principal.orgId,
        action: `plugins:${change}`,
        scope,
        outcome,
        detail: {},
      });
    if (!work || !registry.plugin(id)) {
      context.status = 404;
      context.body = { message: work ? `There is no plugin "${id}".` : `A plugin can be enabled, disabled or restarted, not "${change}".` };
      return;
    }
    const result = await work(id, principal);
    await record(result.ok ? 'done' : 'failed');
    context.status = result.ok ? 200 : statusOf(result.failure);
    context.body = result.ok ? { message: `Done: ${change} ${id}` } : envelope(result.failure, requestId);
  });
  return router;
}
