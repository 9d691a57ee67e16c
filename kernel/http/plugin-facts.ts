/** What one plugin says of itself: its health, its metrics, its README. Nothing here runs its code, but for metrics that it counts itself. */
import type Router from '@koa/router';
import type { Principal } from '@orrery/plugin-sdk';
import type { Context } from 'koa';
import { nobody } from './authenticate.ts';
import { mayReadMetrics } from './metrics-guard.ts';
import type { Caller, HttpParts } from './parts.ts';

const texts: Readonly<Record<string, string>> = {
  readme: 'README.md',
  changelog: 'CHANGELOG.md',
  help: 'README.md',
  query_help: 'README.md',
};

/** A scraper waits for nobody. */
const metricsMs = 5_000;

export interface Guards {
  signedIn(context: Context): Principal | undefined;
  mayManage(principal: Principal): boolean;
  /** Answers, and records it: what was needed, and what was tried where that says more. */
  denied(context: Context, needed: string, tried?: { readonly action?: string; readonly scope?: string }): void;
  elsewhere(context: Context): boolean;
}

export function pluginFacts(
  router: Router,
  { registry, observe, config, dispatch }: HttpParts,
  { signedIn, mayManage, denied }: Omit<Guards, 'elsewhere'>,
): void {
  const missing = (context: Context): void => {
    context.status = 404;
    context.body = { message: 'Plugin not found' };
  };

  /** What is counted of a plugin here, and what it counts itself, where it has something to say. */
  async function metricsOf(id: string, principal: Principal, requestId: string): Promise<string> {
    const counted = ofPlugin(await observe.metrics.text(), id);
    const record = registry.plugin(id);
    const { runtime, contributes = {} } = record?.package?.manifest.orrery ?? {};
    const point = contributes.datasource ? 'datasource' : 'app';
    const [name] = Object.keys(contributes[point] ?? {});
    if (!record?.key || !name || (runtime !== 'process' && point !== 'datasource')) return counted;
    const answer = await dispatch.call({ key: record.key, point, name, method: 'metrics' }, [], {
      principal,
      orgId: principal.orgId,
      requestId,
      wallMs: metricsMs,
      idempotent: true,
    });
    const own = answer.ok && typeof answer.value.value === 'string' ? answer.value.value.trim() : '';
    return own ? `${counted}${own}\n` : counted;
  }

  router.get('/api/plugins/:id/health', (context) => {
    if (!signedIn(context)) return;
    const record = registry.plugin(context.params.id ?? '');
    if (!record?.package) return missing(context);
    const ok = record.state === 'active';
    context.status = ok ? 200 : 503;
    context.body = { status: ok ? 'OK' : 'ERROR', message: `${record.package.manifest.name} is ${record.state}. ${record.cause}`.trim() };
  });
  router.get('/api/plugins/:id/markdown/:name', (context) => {
    if (!signedIn(context)) return;
    const record = registry.plugin(context.params.id ?? '');
    if (!record?.package) return missing(context);
    const wanted = (context.params.name ?? '').toLowerCase();
    const text = Object.hasOwn(texts, wanted) ? record.package.files.get(texts[wanted] as string) : undefined;
    context.type = 'text/plain; charset=utf-8';
    // A package without such a file has nothing to say; clients show that as an empty page.
    context.body = text ? Buffer.from(text) : '';
  });
  router.get('/api/plugins/:id/metrics', async (context) => {
    const principal = signedIn(context);
    if (!principal) return;
    if (!mayManage(principal)) return denied(context, 'plugins:write');
    if (!registry.plugin(context.params.id ?? '')?.package) return missing(context);
    context.type = observe.metrics.contentType;
    context.body = await metricsOf(context.params.id ?? '', principal, (context.state.caller as Caller).requestId);
  });
  router.get('/metrics/plugins/:id', async (context) => {
    if (!mayReadMetrics(context, config)) return;
    if (!registry.plugin(context.params.id ?? '')) return void (context.status = 404);
    context.type = observe.metrics.contentType;
    context.body = await metricsOf(context.params.id ?? '', nobody, 'metrics');
  });
}

/** The lines of a text of metrics that are about one plugin, each metric still with its help and type. */
export function ofPlugin(text: string, plugin: string): string {
  const about = [`plugin="${plugin}"`, `plugin_id="${plugin}"`];
  const kept: string[] = [];
  let head: string[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) head = line.startsWith('# HELP') || head.length > 1 ? [line] : [...head, line];
    else if (about.some((label) => line.includes(`{${label}`) || line.includes(`,${label}`))) {
      kept.push(...head, line);
      head = [];
    }
  }
  return `${kept.join('\n')}\n`;
}
