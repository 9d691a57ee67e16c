import { totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { testHost } from '@orrery/plugin-sdk/testing';
import { describe, expect, test } from 'vitest';
import { History } from './history.ts';
import { readOwnProcesses } from './own-processes.ts';
import { readHost } from './sample.ts';

const reading = (at: number, cpu: number, read = 0) => ({
  at,
  counters: { cpu: { user: cpu }, disk: { 'sda read': read } },
  gauges: { load: { '1 m': 2 } },
});

describe('the history', () => {
  test('turns counters into rates, processor time into percent', () => {
    const history = new History();
    expect(history.add(reading(1_000, 500)).metrics).toEqual({ load: { '1 m': 2 } });
    // 1000 ms of processor time in 5 s are 20 %; 10 240 bytes in 5 s are 2048 a second.
    expect(history.add(reading(6_000, 1_500, 10_240)).metrics).toEqual({
      load: { '1 m': 2 },
      cpu: { user: 20 },
      disk: { 'sda read': 2_048 },
    });
  });
  test('gives nothing for a counter that began anew, and goes on after it', () => {
    const history = new History();
    history.add(reading(0, 5_000));
    expect(history.add(reading(5_000, 10)).metrics.cpu).toEqual({});
    expect(history.add(reading(10_000, 1_010)).metrics.cpu).toEqual({ user: 20 });
  });
  test('never tells more than all of the processors, however late it was read, and does not tell what was idle', () => {
    const history = new History();
    const at = (ms: number, user: number, idle: number) => ({ at: ms, counters: { cpu: { user, idle } }, gauges: {} });
    history.add(at(0, 0, 0));
    expect(history.add(at(1_000, 1_050, 0)).metrics.cpu).toEqual({ user: 100 });
    expect(history.add(at(2_000, 1_350, 700)).metrics.cpu).toEqual({ user: 30 });
  });
  test('keeps an hour', () => {
    const history = new History();
    for (let at = 0; at <= 7_200_000; at += 60_000) history.add(reading(at, at));
    const kept = history.between(0, 7_200_000);
    expect([kept[0]?.at, kept.at(-1)?.at]).toEqual([3_600_000, 7_200_000]);
  });
});

test('a reading is of this machine', async () => {
  const { counters, gauges } = await readHost();
  const { used = 0, cached = 0, free = 0 } = gauges.memory ?? {};
  expect(Math.abs(used + cached + free - totalmem()) / totalmem()).toBeLessThan(0.2);
  expect(counters.cpu?.user).toBeGreaterThan(0);
});

describe('what Orrery itself uses', () => {
  test('is read of a parent and all of its children, by name', async () => {
    // Here the runner is the parent, as the kernel is of its hosts.
    const { cpu, memory } = await readOwnProcesses();
    for (const one of [cpu, memory]) {
      expect(Object.keys(one)).toContain('kernel');
      expect(Object.keys(one).length).toBeGreaterThan(1);
      for (const value of Object.values(one)) expect(value).toBeGreaterThan(0);
    }
  });
  test('is this process alone where the others cannot be seen', async () => {
    expect(await readOwnProcesses(2 ** 30)).toEqual({ cpu: { host: expect.any(Number) }, memory: { host: expect.any(Number) } });
  });
});

test('in the host it answers from its worker, and names the metrics it has', async () => {
  await using host = await testHost(fileURLToPath(new URL('.', import.meta.url)));
  const ask = (metric: string) =>
    host.call('datasource', 'host-metrics', 'query', {
      range: { from: Date.now() - 60_000, to: Date.now() + 60_000 },
      queries: [{ refId: 'A', metric }],
    });
  await expect
    .poll(() => ask('memory'), { timeout: 20_000 })
    .toMatchObject({ ok: true, value: { answers: { A: { frames: expect.arrayContaining([expect.objectContaining({ refId: 'A' })]) } } } });
  expect(await ask('nope')).toMatchObject({
    ok: true,
    value: { answers: { A: { status: 400, error: expect.stringContaining('filesystem') } } },
  });
});
