/** What the page asks of others. */
import { api } from '@orrery/plugin-sdk/ui';
import type { Body } from './orbits.ts';

export interface PluginFacts extends Body {
  readonly cause: string;
  /** Epoch ms of its last change of state. */
  readonly since: number;
  readonly restarts: number;
}
export interface Facts {
  readonly plugins: readonly PluginFacts[];
  readonly hosts: readonly { readonly rss: number }[];
  readonly kernel: { readonly rss: number; readonly startMs: number; readonly upMs: number };
}
export interface Source {
  readonly uid: string;
  readonly type: string;
}

interface RawPlugin {
  readonly id: string;
  readonly name: string;
  readonly type?: string;
  readonly state: string;
  readonly cause: string;
  readonly since: number;
  readonly restarts: number;
  readonly level?: string;
  readonly runtime?: string;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly contributes: Readonly<Record<string, readonly string[]>>;
  readonly usage: { readonly heapBytes: number };
}

export async function loadFacts(): Promise<Facts> {
  const { plugins, ...rest } = await api<Omit<Facts, 'plugins'> & { plugins: readonly RawPlugin[] }>('/api/orrery/plugins');
  return { ...rest, plugins: plugins.map(factsOf) };
}

function factsOf({ id, name, type, state, cause, since, restarts, level, runtime, asked, contributes, usage }: RawPlugin): PluginFacts {
  return {
    ...{ id, name, state, cause, since, restarts },
    level: level ?? 'unsigned',
    memory: usage.heapBytes,
    isSource: type === 'datasource',
    reachesOut: runtime === 'worker' || runtime === 'process' || 'fetch' in asked || 'authProvider' in contributes,
  };
}

/** What of the checklist is done already, asked of those who know. A question that may not be asked counts as not done. */
export async function loadProgress(): Promise<{
  readonly sources: readonly Source[];
  readonly dashboards: boolean;
  readonly people: boolean;
}> {
  const [sources, dashboards, people] = await Promise.all([
    api<readonly Source[]>('/api/orrery/datasources').catch(() => []),
    api<readonly unknown[]>('/api/search?type=dash-db&limit=1').catch(() => []),
    api<readonly unknown[]>('/api/org/users').catch(() => []),
  ]);
  return { sources, dashboards: dashboards.length > 0, people: people.length > 1 };
}
