/**
 * Rounds over the provisioning files: at the start, at each provider's interval, and when an administrator says so. One round at a time; a
 * problem is told once, and again only after it went away.
 */
import type { App } from '../app.ts';
import { everyRow } from '../pages.ts';
import { forgetMissing, removeOrphans, saveFiles } from './apply.ts';
import { ofKnownOrgs, readProviders } from './providers.ts';
import { duplicatesIn, type Scan, scan } from './scan.ts';

export interface Round {
  /** In the files that name the providers. */
  readonly ofProviders: readonly string[];
  /** In dashboards and their folders; the rest went on. */
  readonly ofDashboards: readonly string[];
}

/** How often the files that name the providers are read where no provider is due. */
const withoutProviders = 10_000;

export function openRounds(app: App, now: () => number = Date.now) {
  const { provisioning, storage, log, metrics } = app.granted;
  const scans = new Map<string, Scan>();
  const due = new Map<string, number>();
  let nextLook = 0;
  let told = new Set<string>();
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => {});
    return mine;
  }

  async function round(all: boolean): Promise<Round> {
    const at = now();
    const read = readProviders(await provisioning.documents('dashboards'));
    const { providers, problems, warnings } = read.providers.length > 0 ? ofKnownOrgs(read, await knownOrgs(app)) : read;
    nextLook = at + withoutProviders;
    for (const name of scans.keys()) if (!providers.some((provider) => provider.name === name)) scans.delete(name);
    const turns = providers.filter(({ name }) => all || (due.get(name) ?? 0) <= at);
    const ofDashboards: string[] = [];
    for (const provider of turns) {
      due.set(provider.name, at + provider.everySeconds * 1000);
      try {
        const before = scans.get(provider.name);
        scans.set(provider.name, await scan(provider, provisioning, before?.provider.path === provider.path ? before : undefined));
      } catch (error) {
        // Its folder cannot be read now: that is no reason to delete what came from it.
        scans.delete(provider.name);
        ofDashboards.push(`${provider.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    const every = [...scans.values()];
    const { locked, warnings: duplicates } = duplicatesIn(every);
    ofDashboards.push(...duplicates, ...every.flatMap((one) => one.problems));
    const mine = turns.flatMap(({ name }) => scans.get(name) ?? []);
    for (const { provider } of mine)
      if (locked.has(provider.name)) ofDashboards.push(`${provider.name}: Not saving new dashboard due to restricted database access`);
    const free = mine.filter(({ provider }) => !locked.has(provider.name));
    // First all savings: a file that moved from one provider to another keeps its dashboard.
    for (const one of free) ofDashboards.push(...(await saveFiles(app, one)));
    for (const one of free) await forgetMissing(app, one);
    if (all && problems.length === 0) {
      const names = new Set(providers.map(({ name }) => name));
      const orphans = (await everyRow(storage.table('provisioned'))).filter(({ provider }) => !names.has(provider as string));
      if (orphans.length > 0) await removeOrphans(app, orphans);
    }
    tell([...problems, ...ofDashboards], warnings);
    return { ofProviders: problems, ofDashboards };
  }

  function tell(problems: readonly string[], warnings: readonly string[]): void {
    for (const problem of problems) if (!told.has(problem)) log.error(`Dashboard provisioning: ${problem}`);
    for (const warning of warnings) if (!told.has(warning)) log.warn(`Dashboard provisioning: ${warning}`);
    told = new Set([...problems, ...warnings]);
    metrics.gauge('provisioning_problems', problems.length);
  }

  return {
    /** Every provider, and what removed ones left behind. */
    whole: () => inTurn(() => round(true)),
    /** Those whose interval is over. */
    async poll(): Promise<void> {
      const soonest = Math.min(nextLook, ...[...due].filter(([name]) => scans.has(name)).map(([, at]) => at));
      if (now() >= soonest) await inTurn(() => round(false));
    },
  };
}

/** A directory that does not answer is no reason to hold back what files name. */
async function knownOrgs({ granted }: App): Promise<readonly number[] | undefined> {
  const answer = await granted.services.call('directory', 'orgs');
  return answer.ok && Array.isArray(answer.value) ? (answer.value as readonly { id: number }[]).map(({ id }) => id) : undefined;
}
