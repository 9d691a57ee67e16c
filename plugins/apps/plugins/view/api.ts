import { api } from '@orrery/plugin-sdk/ui';

export interface PluginInfo {
  readonly id: string;
  readonly name: string;
  readonly type?: string;
  readonly description: string;
  readonly version: string;
  readonly state: string;
  readonly since: number;
  readonly cause: string;
  readonly restarts: number;
  readonly level?: string;
  readonly signature: {
    readonly status?: string;
    readonly signedBy?: { readonly orgName: string; readonly keyId: string };
    readonly reason?: { readonly message: string; readonly remedy: string };
  };
  readonly runtime?: string;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly granted: Readonly<Record<string, unknown>>;
  readonly contributes: Readonly<Record<string, readonly string[]>>;
  readonly usage: { readonly cpuMs: number; readonly heapBytes: number; readonly open: number; readonly hosts: readonly string[] };
  readonly log: readonly { readonly at: number; readonly level: string; readonly message: string }[];
  readonly logo: string;
}
export interface HostInfo {
  readonly name: string;
  readonly pid: number;
  readonly rss: number;
  readonly restarts: number;
  readonly threads: number;
}

export function loadPlugins(): Promise<{ readonly plugins: readonly PluginInfo[]; readonly hosts: readonly HostInfo[] }> {
  return api('/api/orrery/plugins');
}
export function changePlugin(id: string, change: 'enable' | 'disable' | 'restart'): Promise<unknown> {
  return api(`/api/orrery/plugins/${encodeURIComponent(id)}/${change}`, { method: 'POST', body: {} });
}
