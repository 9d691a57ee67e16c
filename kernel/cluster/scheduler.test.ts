import { setTimeout as sleep } from 'node:timers/promises';
import { fail, ok, type Result } from '@orrery/plugin-sdk';
import type { ScheduleDeclaration } from '@orrery/plugin-sdk/contributions/schedule';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRegistry } from '../registry/registry.ts';
import type { Contribution } from '../registry/types.ts';
import { nextDue, type Run, startScheduler } from './scheduler.ts';
import { clusterKinds, listLog, type TestCluster } from './testing.ts';
import type { Cluster } from './types.ts';

const schedule = (plugin: string, name: string, declaration: ScheduleDeclaration, version = '1.0.0'): Contribution => ({
  ...{ plugin, version, key: `${plugin}@${version}#0`, level: 'core', point: 'schedule', name, declaration },
});

describe.each(clusterKinds().filter(({ kind, redis }) => kind === 'sqlite' || redis))('the scheduler on $kind', (kind) => {
  let cluster: TestCluster;
  let members: Cluster[];
  beforeAll(async () => {
    cluster = await kind.open();
    members = [await cluster.member(), ...(kind.redis ? [await cluster.member()] : [])];
  }, 30_000);
  afterAll(() => cluster?.[Symbol.asyncDispose]());

  /** One scheduler on each instance, over the same contributions. */
  function start(answer: (run: Run, instance: number) => Promise<Result<unknown>>) {
    const lines: string[] = [];
    const outcomes: string[] = [];
    const running = members.map(({ leases, jobs }, instance) => {
      const registry = createRegistry();
      const scheduler = startScheduler({
        registry,
        leases,
        jobs,
        log: listLog(lines),
        run: (run) => answer(run, instance),
        ran: (plugin, name, outcome) => outcomes.push(`${plugin}/${name} ${outcome}`),
      });
      return { registry, scheduler };
    });
    return {
      lines,
      outcomes,
      contribute(plugin: string, contributions: readonly Contribution[]) {
        for (const { registry } of running) registry.contribute(plugin, contributions);
      },
      [Symbol.asyncDispose]: async () => void (await Promise.all(running.map(({ scheduler }) => scheduler[Symbol.asyncDispose]()))),
    };
  }

  test('runs work of the cluster once, work of instances everywhere, each as the plugin itself', async () => {
    const runs: (Run & { instance: number })[] = [];
    await using scheduler = start(async (run, instance) => {
      runs.push({ ...run, instance });
      await sleep(150);
      return ok(undefined);
    });
    scheduler.contribute('a', [schedule('a', 'once', { when: 'start' }), schedule('a', 'each', { when: 'start', runs: 'instance' })]);
    await sleep(400);
    expect(runs.filter(({ name }) => name === 'once')).toHaveLength(1);
    expect(
      runs
        .filter(({ name }) => name === 'each')
        .map(({ instance }) => instance)
        .sort(),
    ).toEqual(members.map((_, at) => at));
    expect(runs[0]).toMatchObject({ key: 'a@1.0.0#0', orgId: 1, principal: { kind: 'plugin', key: 'plugin:a', serverAdmin: false } });
  });

  test('runs each slot of an interval once in the cluster, and never over itself', async () => {
    let [open, most, count] = [0, 0, 0];
    await using scheduler = start(async () => {
      count += 1;
      most = Math.max(most, ++open);
      await sleep(1_300);
      open -= 1;
      return ok(undefined);
    });
    scheduler.contribute('b', [schedule('b', 'slow', { when: { everySeconds: 1 } })]);
    await sleep(4_200);
    expect(most).toBe(1);
    expect(count).toBeGreaterThanOrEqual(1);
    expect(count).toBeLessThanOrEqual(3);
  }, 15_000);

  test('stops with the plugin, and a new version waits for the run of the one before', async () => {
    const story: string[] = [];
    await using scheduler = start(async ({ key }) => {
      story.push(`begin ${key}`);
      await sleep(300);
      story.push(`end ${key}`);
      return ok(undefined);
    });
    scheduler.contribute('c', [schedule('c', 'x', { when: 'start' })]);
    await sleep(100);
    scheduler.contribute('c', [schedule('c', 'x', { when: 'start' }, '2.0.0')]);
    await sleep(1_200);
    if (members.length === 1) expect(story).toEqual(['begin c@1.0.0#0', 'end c@1.0.0#0', 'begin c@2.0.0#0', 'end c@2.0.0#0']);
    scheduler.contribute('c', [schedule('c', 'y', { when: { everySeconds: 1 } })]);
    scheduler.contribute('c', []);
    const before = story.length;
    await sleep(1_500);
    expect(story).toHaveLength(before);
  }, 15_000);

  test('logs and counts what fails, and asks start work again when it may succeed later', async () => {
    let asked = 0;
    await using scheduler = start(async () => (++asked < 2 ? fail('host/died', 'the host died', { retryable: true }) : ok(undefined)));
    scheduler.contribute('d', [schedule('d', 'x', { when: 'start', runs: 'instance' })]);
    await sleep(2_500);
    expect(asked).toBeGreaterThanOrEqual(2);
    expect(scheduler.outcomes).toContain('d/x failed');
    expect(scheduler.outcomes).toContain('d/x ok');
    expect(scheduler.lines.join('\n')).toContain('host/died');
  }, 15_000);

  test('says which cron it does not understand, and runs the others', async () => {
    const runs: string[] = [];
    await using scheduler = start(async ({ name }) => {
      runs.push(name);
      return ok(undefined);
    });
    scheduler.contribute('e', [schedule('e', 'bad', { when: { cron: 'every day' } }), schedule('e', 'good', { when: 'start' })]);
    await sleep(200);
    expect(runs).toContain('good');
    expect(scheduler.lines.join('\n')).toMatch(/cannot be understood.*"schedule":"bad"/);
  });

  test('calls the contribution that a timer names, in its organisation', async () => {
    const runs: Run[] = [];
    await using scheduler = start(async (run) => {
      runs.push(run);
      return ok(undefined);
    });
    scheduler.contribute('f', [schedule('f', 'tick', { when: { cron: '0 0 1 1 *' } })]);
    await members[0]?.jobs.at({ plugin: 'f', orgId: 5, key: 'k', at: Date.now(), name: 'tick', data: 1 });
    for (let at = 0; at < 50 && runs.length === 0; at++) await sleep(50);
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ name: 'tick', orgId: 5, job: { key: 'k', data: 1 } });
  });
});

describe('the next due time', () => {
  const noon = Date.parse('2026-11-24T12:00:00Z');

  test('of a cron expression is counted in UTC', () => {
    expect(nextDue({ cron: '30 6 * * *' }, 'a/x')(noon)?.at).toBe(Date.parse('2026-11-25T06:30:00Z'));
    expect(nextDue({ cron: '*/5 * * * *' }, 'a/x')(noon)?.at).toBe(noon + 300_000);
  });

  test('of an interval is the same on every instance, later than now, and spread over contributions', () => {
    const due = (id: string) => nextDue({ everySeconds: 60 }, id)(noon)?.at ?? 0;
    expect(due('a/x')).toBe(due('a/x'));
    expect(due('a/x')).toBeGreaterThan(noon);
    expect(due('a/x')).toBeLessThanOrEqual(noon + 60_000);
    expect(new Set(['a/x', 'b/x', 'c/x', 'd/x'].map(due)).size).toBeGreaterThan(1);
    const first = nextDue({ everySeconds: 60 }, 'a/x')(noon);
    expect(nextDue({ everySeconds: 60 }, 'a/x')(first?.at ?? 0)?.slot).toBe((first?.slot ?? 0) + 1);
  });
});
