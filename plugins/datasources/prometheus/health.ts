/** Is it there, and is it Prometheus? An instant query that every version can answer, and what the build says of itself. */
import type { CallContext, Fetch, HealthResult } from '@orrery/plugin-sdk';
import { ask } from './client.ts';

export interface Build {
  readonly application?: string;
  readonly version?: string;
  readonly features?: Readonly<Record<string, string>>;
}

export async function checkHealth(fetch: Fetch, context: CallContext): Promise<HealthResult> {
  if (!context.instance?.url)
    return {
      status: 'ERROR',
      message: 'The data source has no URL. Write one like http://prometheus:9090. - error getting datasource info',
    };
  const asked = await ask(fetch, context, 'api/v1/query', { query: '1+1', time: '4' });
  if (!asked.ok) return { status: 'ERROR', message: `${asked.failure.message} - There was an error returned querying the Prometheus API.` };
  const build = await buildOf(fetch, context);
  const mimir = build?.application === 'Grafana Mimir';
  return {
    status: 'OK',
    message: 'Successfully queried the Prometheus API.',
    details: {
      application: mimir ? 'Mimir' : 'Prometheus',
      features: { rulerApiEnabled: mimir || build?.features?.ruler_config_api === 'true' },
      ...(build?.version && { version: build.version }),
    },
  };
}

/** Servers that only speak like Prometheus may not have it. */
export async function buildOf(fetch: Fetch, context: CallContext): Promise<Build | undefined> {
  try {
    const response = await fetch('api/v1/status/buildinfo', { signal: context.signal });
    const body = (await response.json()) as { data?: Build } | null;
    return response.ok ? body?.data : undefined;
  } catch {
    return undefined;
  }
}
