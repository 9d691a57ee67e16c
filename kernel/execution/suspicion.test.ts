/** A silent process is hung when it burns processor time, and only waits when it gets none. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { cpuMsOf, Suspicion } from './suspicion.ts';

const children = [
  spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' }),
];
afterAll(() => children.forEach((child) => void child.kill('SIGKILL')));

test('one that burns is confirmed, while one that sleeps is not', async () => {
  const [burning, sleeping] = children.map(({ pid = 0 }) => pid) as [number, number];
  // Starting costs processor time, too: the sleeper has to be through with it.
  for (let before = -1, now = cpuMsOf(sleeping) ?? 0; before !== now || now === 0; before = now, now = cpuMsOf(sleeping) ?? 0)
    await sleep(300);
  const silent = new Suspicion(sleeping);
  const hung = new Suspicion(burning);
  await expect.poll(() => hung.confirmed, { timeout: 14_000, interval: 20 }).toBe(true);
  expect(silent.confirmed).toBe(false);
});

test('one that is gone is confirmed: there is nothing to wait for', async () => {
  const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
  const pid = child.pid ?? 0;
  await new Promise((gone) => child.once('exit', gone));
  expect(new Suspicion(pid).confirmed).toBe(true);
});
