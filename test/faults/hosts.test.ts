/** Hosts that die, producers without end, reloads without end: what the others notice, and what is left behind. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anybody, codeOf, type Guests, startGuests, valueOf } from '../support/guests.ts';

let guests: Guests;
beforeEach(async () => {
  guests = await startGuests();
});
afterEach(() => guests[Symbol.asyncDispose]());

describe('a host that is killed under load', () => {
  test('serves again at once; open calls end in an answer or a name; the other host notices nothing', async () => {
    const core = await guests.add('return { work: async (n) => { await new Promise((r) => setTimeout(r, 20)); return n } }', {
      level: 'core',
    });
    const other = await guests.add('return { work: async (n) => n }');
    valueOf(await core.call('work', 0));
    valueOf(await other.call('work', 0));
    const otherPid = guests.execution.hosts().find(({ name }) => name === 'guest')?.pid;
    const victim = guests.execution.hosts().find(({ name }) => name === 'core');
    const open = Array.from({ length: 40 }, (_, n) => core.call('work', n, { idempotent: n % 2 === 0 }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.kill(victim?.pid ?? 0, 'SIGKILL');
    const killed = Date.now();
    const results = await Promise.all(open);
    // Those that may be asked again are answered; none hangs and none fails without a name.
    for (const [n, result] of results.entries()) expect(n % 2 === 0 ? ['ok'] : ['ok', 'host/died']).toContain(codeOf(result));
    let answered = await core.call('work', 1);
    while (!answered.ok && Date.now() - killed < 5_000) answered = await core.call('work', 1);
    expect(guests.execution.hosts().find(({ name }) => name === 'core')?.pid).not.toBe(victim?.pid);
    expect(valueOf(await other.call('work', 7))).toBe(7);
    expect(guests.execution.hosts().find(({ name }) => name === 'guest')?.pid).toBe(otherPid);
  });

  test('asks idempotent calls of innocent plugins again', async () => {
    const calm = await guests.add('return { work: async (n) => { await new Promise((r) => setTimeout(r, 300)); return n } }', {
      level: 'core',
    });
    const last = await guests.add('return { work: async () => { await new Promise((r) => setTimeout(r, 5000)) } }', { level: 'core' });
    valueOf(await calm.call('work', 0));
    const again = calm.call('work', 5, { idempotent: true });
    await new Promise((resolve) => setTimeout(resolve, 30));
    void last.call('work');
    await new Promise((resolve) => setTimeout(resolve, 30));
    process.kill(guests.execution.hosts().find(({ name }) => name === 'core')?.pid ?? 0, 'SIGABRT');
    expect(valueOf(await again)).toBe(5);
    expect(guests.events.some((event) => event.kind === 'crash' && event.guilty && event.key === last.key)).toBe(true);
  });

  test.runIf(process.platform === 'linux')(
    'is no host that only got no processor for a while: it is waited for',
    async () => {
      const core = await guests.add('return { work: async (n) => n }', { level: 'core' });
      valueOf(await core.call('work', 0));
      const pid = guests.execution.hosts().find(({ name }) => name === 'core')?.pid ?? 0;
      process.kill(pid, 'SIGSTOP');
      const waiting = core.call('work', 1);
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      process.kill(pid, 'SIGCONT');
      expect(valueOf(await waiting)).toBe(1);
      expect(guests.execution.hosts().find(({ name }) => name === 'core')?.pid).toBe(pid);
      expect(guests.events.some((event) => event.kind === 'crash')).toBe(false);
    },
    30_000,
  );

  test('blames nobody when it was killed from outside, however often', async () => {
    const innocent = await guests.add('return { work: async (n) => { await new Promise((r) => setTimeout(r, 100)); return n } }', {
      level: 'core',
    });
    for (let kill = 0; kill < 6; kill++) {
      valueOf(await innocent.call('work', kill));
      const open = innocent.call('work', kill, { idempotent: true });
      await new Promise((resolve) => setTimeout(resolve, 30));
      process.kill(guests.execution.hosts().find(({ name }) => name === 'core')?.pid ?? 0, 'SIGKILL');
      expect(valueOf(await open)).toBe(kill);
    }
    expect(guests.events.filter((event) => event.kind === 'crash' && event.guilty && event.key === innocent.key)).toEqual([]);
  });
});

describe('a producer without end', () => {
  const endless =
    'return { pour: async (_, { signal }) => { let stopped = false; signal.addEventListener("abort", () => { stopped = true; log.info("stopped") }); return { body: (async function* () { for (;;) { if (stopped) return; yield new Uint8Array(65536) } })() } } }';

  test('waits for a consumer of 10 kB a second, and its host stays small', async () => {
    const guest = await guests.add(endless, { level: 'core' });
    const answer = await guest.call('pour');
    const body = answer.ok ? answer.value.body : undefined;
    expect(body).toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = guests.execution.hosts()[0]?.rss ?? 0;
    const until = Date.now() + 3_000;
    while (Date.now() < until) {
      body?.read(1024);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const after = guests.execution.hosts()[0]?.rss ?? 0;
    expect(after - before).toBeLessThan(64 << 20);
    body?.destroy();
  });

  test('is told within 100 ms when the consumer leaves', async () => {
    const guest = await guests.add(endless, { level: 'core' });
    const answer = await guest.call('pour');
    const body = answer.ok ? answer.value.body : undefined;
    for await (const _piece of body ?? []) break;
    const left = Date.now();
    await expect.poll(() => guests.logs.some(({ message }) => message === 'stopped'), { interval: 5, timeout: 2_000 }).toBe(true);
    expect(Date.now() - left).toBeLessThan(1_000);
  });
});

describe('a caller that leaves', () => {
  test('aborts the signal its handler was given', async () => {
    const guest = await guests.add(
      'return { wait: (_, { signal }) => new Promise((resolve) => signal.addEventListener("abort", () => { log.info("told"); resolve() })), warm: async () => 1 }',
    );
    valueOf(await guest.call('warm'));
    const leaving = new AbortController();
    const call = guest.call('wait', null, { signal: leaving.signal });
    await new Promise((resolve) => setTimeout(resolve, 50));
    leaving.abort();
    expect(codeOf(await call)).toBe('call/cancelled');
    await expect.poll(() => guests.logs.some(({ message }) => message === 'told')).toBe(true);
  });
});

describe('a second query thread', () => {
  const threads = (): number => guests.execution.hosts().find(({ name }) => name === 'core')?.threads ?? 0;

  test('is not started for calls that wait for somebody else, and is for one that computes', async () => {
    const source = `return {
      wait: async (ms) => { await new Promise((r) => setTimeout(r, ms)); return 'waited' },
      compute: async (ms) => { for (const end = Date.now() + ms; Date.now() < end; ) {} return 'computed' },
    }`;
    const guest = await guests.add(source, { level: 'core', limits: { cpuMsPerTurn: 5_000 } });
    expect(valueOf(await guest.call('wait', 1))).toBe('waited');
    // Starting its code was work; its beats say when that is over.
    await new Promise((resolve) => setTimeout(resolve, 400));
    await Promise.all(Array.from({ length: 6 }, () => guest.call('wait', 200)));
    expect(threads()).toBe(1);
    const computing = guest.call('compute', 1_500);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const began = Date.now();
    expect(valueOf(await guest.call('wait', 1))).toBe('waited');
    expect(Date.now() - began).toBeLessThan(900);
    expect(threads()).toBe(2);
    expect(valueOf(await computing)).toBe('computed');
  });
});

describe('a hundred reloads', () => {
  test('leave no isolate, no timer, no open call and no growing host behind', async () => {
    const source = 'setInterval(() => {}, 10); life.defer(() => log.info("undone")); return { hello: async () => "hi" }';
    const rss = (): number => guests.execution.hosts()[0]?.rss ?? 0;
    let settled = 0;
    for (let round = 0; round < 100; round++) {
      const guest = await guests.add(source, { id: 'reloaded', level: 'core' });
      expect(valueOf(await guest.call('hello'))).toBe('hi');
      await guest.remove();
      if (round === 30) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        settled = rss();
      }
    }
    await expect.poll(() => guests.execution.usage().length, { timeout: 3_000 }).toBe(0);
    await expect.poll(() => guests.logs.filter(({ message }) => message === 'undone').length, { timeout: 3_000 }).toBe(100);
    await new Promise((resolve) => setTimeout(resolve, 300));
    // What remains is high water of the allocator; a leak of one isolate a round would be 90 MB by now.
    expect(rss() - settled).toBeLessThan(60 << 20);
  }, 60_000);
});

describe('a worker plugin', () => {
  test('has Node, holds the same capabilities, and is told apart in its calls', async () => {
    const guest = await guests.add(
      'return { go: async () => { const { platform } = await import("node:os"); return typeof platform() } }',
      { level: 'core', runtime: 'worker' },
    );
    expect(valueOf(await guest.call('go'))).toBe('string');
    expect(anybody.key).toBe('user:1');
  });
  test('that loops has no turn to run over: its silent host is ended, its call by name, and others are served again', async () => {
    const looping = await guests.add('return { go: async () => { for (;;); } }', { level: 'core', runtime: 'worker' });
    const isolate = await guests.add('return { go: async () => 1 }', { level: 'core' });
    expect(codeOf(await looping.call('go'))).toBe('host/died');
    expect(guests.events).toContainEqual(
      expect.objectContaining({ kind: 'host', state: 'killed', cause: expect.stringContaining('did not beat') }),
    );
    expect(valueOf(await isolate.call('go'))).toBe(1);
  }, 60_000);
  test('may be unloaded and loaded more often than there are threads for it', async () => {
    for (let round = 0; round < 16; round++) {
      const guest = await guests.add('return { go: async () => 1 }', { level: 'core', runtime: 'worker' });
      expect(valueOf(await guest.call('go'))).toBe(1);
      await guest.remove();
    }
  });
});
