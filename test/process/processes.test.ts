/** Plugins that are processes, with a peer that was written for these tests. The compiled plugin has the same to show in `processes.e2e.ts`. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeOf } from '../support/guests.ts';
import { type Processes, peerExecutable, startProcesses } from '../support/process-plugins.ts';
import { suiteOfProcesses, wholeOf } from './suite.ts';

suiteOfProcesses('a peer written for tests, not a compiled plugin', () => peerExecutable());

describe('a process that does not start as it should', { timeout: 120_000 }, () => {
  let processes: Processes;
  beforeEach(async () => {
    processes = await startProcesses({ startMs: 15_000 });
  });
  afterEach(() => processes[Symbol.asyncDispose]());

  test.each([
    { start: 'junk', says: 'its first line on standard output is no handshake ("Starting up, please wait")' },
    { start: 'endless-line', says: 'its first line on standard output is no handshake' },
    { start: 'exit', says: 'ended with code 2 before it shook hands. It said: No licence was found / panic: cannot go on' },
    { start: 'four-fields', says: 'and only "grpc" is spoken here' },
    { start: 'old-protocol', says: 'it speaks version 1 of the plugin protocol' },
    { start: 'elsewhere', says: 'is no socket in its own folder' },
    { start: 'not-serving', says: 'it does not serve' },
  ] as const)('$start: is told what it did, ended, and rests', async ({ start, says }) => {
    const plugin = processes.add(peerExecutable(start));
    const answer = await plugin.call('health');
    expect(answer).toMatchObject({ ok: false, failure: { message: expect.stringContaining(says) } });
    expect(processes.events).toContainEqual(expect.objectContaining({ kind: 'crash', key: plugin.key, guilty: true }));
    expect(codeOf(await plugin.call('health'))).toBe('plugin/backing-off');
    // It is given a moment to end by itself.
    await expect.poll(() => plugin.pid(), { timeout: 20_000 }).toBeUndefined();
  });

  test('silent: is waited for as long as it is given, and no longer', async () => {
    await using impatient = await startProcesses({ startMs: 700 });
    const plugin = impatient.add(peerExecutable('silent'));
    expect(await plugin.call('health')).toMatchObject({
      ok: false,
      failure: { code: 'plugin/slow-handshake', message: expect.stringContaining('did not shake hands within') },
    });
  });

  test('no program at all: is said to be none', async () => {
    const plugin = processes.add(Buffer.from([1, 2, 3, 4]));
    expect(await plugin.call('health')).toMatchObject({ ok: false, failure: { code: 'plugin/start-failed' } });
  });

  test('makes the host speak to nobody else: a socket that is not its own gets no connection', async () => {
    let knocked = 0;
    const path = join(processes.folder, 'another.sock');
    const another = createServer(() => knocked++);
    await new Promise<void>((resolve) => another.listen(path, resolve));
    const script = `#!${process.execPath}\nprocess.stdout.write('1|2|unix|${path}|grpc|\\n'); setInterval(() => {}, 1000);\n`;
    expect(await processes.add(Buffer.from(script)).call('health')).toMatchObject({ ok: false, failure: { code: 'plugin/handshake' } });
    expect(knocked).toBe(0);
    await new Promise((resolve) => another.close(resolve));
  });

  test.each(['removed', 'killed'] as const)('takes along what it started, when it is %s', async (how) => {
    const plugin = processes.add(peerExecutable());
    const started = Number((await wholeOf(await plugin.resource('hurt/spawn'))).text);
    const alive = (): boolean => {
      try {
        // One that ended and that nobody waited for is still listed.
        return !/^State:\s*Z/m.test(readFileSync(`/proc/${started}/status`, 'utf8'));
      } catch {
        return false;
      }
    };
    expect(alive()).toBe(true);
    if (how === 'removed') await plugin.remove();
    else {
      await expect.poll(() => plugin.pid(), { timeout: 20_000 }).toBeDefined();
      process.kill(plugin.pid() as number, 'SIGKILL');
    }
    await expect.poll(alive, { timeout: 20_000 }).toBe(false);
  });

  test('is not asked again and again: after some failures it rests longer each time', async () => {
    const plugin = processes.add(peerExecutable('four-fields'));
    await plugin.call('health');
    await expect.poll(async () => codeOf(await plugin.call('health')), { timeout: 20_000, interval: 100 }).toBe('plugin/handshake');
    expect(await plugin.call('health')).toMatchObject({ ok: false, failure: { message: expect.stringContaining('rests for 2 s more') } });
  });
});
