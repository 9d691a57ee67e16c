/** The settings of dashboards, and the quotas on what this plugin owns. */
import type { Capabilities } from '@orrery/plugin-sdk';

export interface Limits {
  readonly versionsToKeep: number;
  readonly minRefreshSeconds: number;
  readonly folderDepth: number;
  /** Most dashboards of an organisation; below 0: as many as one likes. */
  readonly mostDashboards: number;
  readonly snapshots: boolean;
  readonly removeExpired: boolean;
  readonly rootUrl: string;
}

/** Read once: the configuration is the server's from its start to its end. */
export function readLimits(settings: Capabilities['settings']): () => Promise<Limits> {
  let known: Limits | undefined;
  return async () => (known ??= await read());

  async function read(): Promise<Limits> {
    const [dashboards, quota, snapshots, server] = await Promise.all(
      ['dashboards', 'quota', 'snapshots', 'server'].map((section) => settings.section(section)),
    );
    const number = (text: string | undefined, fallback: number) =>
      text === undefined || text.trim() === '' || !Number.isFinite(Number(text)) ? fallback : Number(text);
    return {
      versionsToKeep: Math.max(number(dashboards?.versions_to_keep, 20), 1),
      minRefreshSeconds: seconds(dashboards?.min_refresh_interval ?? '5s') ?? 5,
      folderDepth: Math.max(number(dashboards?.max_folder_depth, 8), 1),
      mostDashboards: quota?.enabled === 'true' ? number(quota.org_dashboard, 100) : -1,
      snapshots: snapshots?.enabled !== 'false',
      removeExpired: snapshots?.snapshot_remove_expired !== 'false',
      rootUrl: (server?.root_url ?? '').replace(/\/+$/, ''),
    };
  }
}

const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

/** `1m30s` in seconds; undefined for what is no duration. */
export function seconds(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhdwy]))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdwy])/g)) sum += Number(amount) * (units[unit ?? ''] ?? 0);
  return sum;
}
