import { api } from '@orrery/plugin-sdk/ui';
import type { Signer } from './catalog-api.ts';

export interface Usage {
  readonly cpuMs: number;
  readonly heapBytes: number;
  readonly heapLimitBytes: number;
  readonly open: number;
  readonly hosts: readonly string[];
  readonly calls: number;
  readonly failures: number;
  readonly p95Ms: number;
  readonly denials: Readonly<Record<string, number>>;
}
export interface PluginInfo {
  readonly id: string;
  readonly name: string;
  readonly type?: string;
  readonly description: string;
  readonly version: string;
  readonly hash: string;
  readonly source: string;
  readonly state: string;
  readonly since: number;
  readonly cause: string;
  readonly restarts: number;
  readonly level?: string;
  readonly signature: {
    readonly status?: string;
    readonly signedBy?: Signer;
    readonly reason?: { readonly code?: string; readonly message: string; readonly remedy: string; readonly files: readonly string[] };
  };
  readonly runtime?: string;
  /** Of a plugin that is a process: what holds it, and what does not. */
  readonly confinement?: readonly { readonly what: string; readonly state: 'enforced' | 'watched' | 'open'; readonly by: string }[];
  readonly asked: Readonly<Record<string, unknown>>;
  readonly granted: Readonly<Record<string, unknown>>;
  readonly contributes: Readonly<Record<string, readonly string[]>>;
  readonly provides: Readonly<Record<string, string>>;
  readonly consumes: Readonly<Record<string, string>>;
  readonly usage: Usage;
  readonly log: readonly { readonly at: number; readonly level: string; readonly message: string }[];
  readonly logo: string;
}
export interface HostInfo {
  readonly name: string;
  readonly rss: number;
}
export interface Loaded {
  readonly plugins: readonly PluginInfo[];
  readonly hosts: readonly HostInfo[];
  readonly kernel: { readonly rss: number };
}
export type Change = 'enable' | 'disable' | 'restart';

export const loadPlugins = (): Promise<Loaded> => api('/api/orrery/plugins');
export const changePlugin = (id: string, change: Change): Promise<unknown> =>
  api(`/api/orrery/plugins/${encodeURIComponent(id)}/${change}`, { method: 'POST', body: {} });
export const pathOf = (id: string): string => `/plugins/${encodeURIComponent(id)}`;
