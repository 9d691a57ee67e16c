/** How many of what an organisation, a person or the server may have: from the configuration, or set for one of them. */
import type { Storage } from '@orrery/plugin-sdk';

export type QuotaHolder = 'global' | `org:${number}` | `user:${number}`;
export interface Quota {
  readonly target: string;
  readonly limit: number;
  readonly used: number;
}

/** Targets by who holds them; the key of the configuration is the target's name, the global ones with `global_` before it. */
const targets = {
  org: ['org_user', 'org_dashboard', 'org_data_source', 'org_api_key', 'org_alert_rule'],
  user: ['user_org'],
  global: ['global_user', 'global_org', 'global_dashboard', 'global_api_key', 'global_session', 'global_alert_rule'],
} as const;

export function openQuotas(storage: Storage, settings: () => Promise<Readonly<Record<string, string>>>) {
  const table = storage.table('quota');
  const kindOf = (holder: QuotaHolder): 'org' | 'user' | 'global' =>
    holder === 'global' ? 'global' : (holder.split(':')[0] as 'org' | 'user');

  async function limitOf(holder: QuotaHolder, target: string): Promise<number> {
    const own = await table.get({ holder, target });
    if (own && own.limit !== null) return own.limit as number;
    const configured = Number((await settings())[target]);
    return Number.isFinite(configured) ? configured : -1;
  }
  async function put(holder: QuotaHolder, target: string, values: { limit?: number; used?: number }): Promise<void> {
    const row = await table.get({ holder, target });
    if (row) await table.update(row.id, row.version, values);
    else await table.insert({ holder, target, limit: null, used: null, ...values });
  }
  const enabled = async (): Promise<boolean> => (await settings()).enabled === 'true';

  return {
    enabled,
    isTarget: (holder: QuotaHolder, target: string): boolean => (targets[kindOf(holder)] as readonly string[]).includes(target),
    setLimit: (holder: QuotaHolder, target: string, limit: number) => put(holder, target, { limit }),
    /** Whether one more is too many. -1 is no limit. */
    async reached(holder: QuotaHolder, target: string, used: number): Promise<boolean> {
      if (!(await enabled())) return false;
      const limit = await limitOf(holder, target);
      return limit >= 0 && used >= limit;
    },
    /** What another plugin counted, for the lists. */
    note: (holder: QuotaHolder, target: string, used: number) => put(holder, target, { used }),
    /** Every target of the holder; `counted` knows some of the numbers, the rest is what was told last. */
    async list(holder: QuotaHolder, counted: Readonly<Record<string, number>>): Promise<Quota[]> {
      const told = new Map((await table.find({ where: { holder } })).map((row) => [row.target as string, row.used as number | null]));
      return Promise.all(
        targets[kindOf(holder)].map(async (target) => ({
          target,
          limit: await limitOf(holder, target),
          used: counted[target] ?? told.get(target) ?? 0,
        })),
      );
    },
  };
}
