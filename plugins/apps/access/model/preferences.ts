/** What people, teams and organisations prefer. The nearest one that says something counts: person, team, organisation, configuration. */
import type { Storage } from '@orrery/plugin-sdk';

export interface Preferences {
  readonly theme?: string;
  readonly homeDashboardUID?: string;
  readonly timezone?: string;
  readonly weekStart?: string;
  readonly language?: string;
  readonly regionalFormat?: string;
  readonly queryHistory?: { readonly homeTab?: string };
  readonly navbar?: { readonly bookmarkUrls?: readonly string[] };
}
export type Holder = `user:${number}` | `team:${number}` | 'org';

const choices: Readonly<Record<string, readonly string[]>> = {
  theme: ['', 'light', 'dark', 'system'],
  weekStart: ['', 'monday', 'saturday', 'sunday'],
};
const problems: Readonly<Record<string, string>> = {
  theme: 'Invalid theme',
  weekStart: 'Invalid week start',
  timezone: 'Invalid timezone',
};

/** What was sent, with what can be kept of it, or what is wrong with it. */
export function readPreferences(body: unknown): { readonly preferences: Preferences } | { readonly problem: string } {
  const sent = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const kept: Record<string, unknown> = {};
  for (const key of ['theme', 'homeDashboardUID', 'timezone', 'weekStart', 'language', 'regionalFormat']) {
    const value = sent[key];
    if (value === undefined || value === null) continue;
    const wrong = typeof value !== 'string' || value.length > 190 || (choices[key] && !choices[key].includes(value));
    if (wrong || (key === 'timezone' && !isTimezone(value as string))) return { problem: problems[key] ?? `Invalid ${key}` };
    kept[key] = value;
  }
  for (const key of ['queryHistory', 'navbar']) {
    const value = sent[key];
    if (typeof value !== 'object' || value === null) continue;
    if (JSON.stringify(value).length > 20_000) return { problem: `Invalid ${key}` };
    kept[key] = value;
  }
  return { preferences: kept };
}

function isTimezone(name: string): boolean {
  if (['', 'utc', 'browser'].includes(name)) return true;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

export function openPreferences(storage: Storage) {
  const table = storage.table('preference');
  async function get(holder: Holder): Promise<Preferences> {
    return ((await table.get({ holder }))?.data as Preferences | undefined) ?? {};
  }
  async function put(holder: Holder, data: Preferences): Promise<void> {
    const row = await table.get({ holder });
    if (row) await table.update(row.id, row.version, { data });
    else await table.insert({ holder, data });
  }
  return {
    get,
    put,
    patch: async (holder: Holder, change: Preferences): Promise<void> => put(holder, { ...(await get(holder)), ...change }),
    /** Of somebody in these teams, what is said nearest to them. */
    async effective(userId: number, teams: readonly number[]): Promise<Preferences> {
      const layers = await Promise.all([get('org'), ...teams.map((id) => get(`team:${id}`)), get(`user:${userId}`)]);
      const said = layers.map((layer) => Object.entries(layer).filter(([, value]) => value !== ''));
      return Object.fromEntries(said.flat());
    },
  };
}
