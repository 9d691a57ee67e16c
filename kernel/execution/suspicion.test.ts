/** A silent process is hung when it burns processor time, and only waits when it gets none. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, expect, test } from 'vitest';
import { cpuMsOf, Suspicion } from './suspicion.ts';

const children: ChildProcess[] = [];
afterAll(() => children.forEach((child) => void child.kill('SIGKILL')));

/** The pid of a process that has started: starting costs processor time, too. */
async function running(code: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', `process.stdout.write('up', () => { ${code} })`], { stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
  return child.pid as number;
}

test('one that burns is confirmed, while one that sleeps is not', async () => {
  const [burning, sleeping] = await Promise.all([running('for (;;);'), running('setInterval(() => {}, 1e6)')]);
  expect(cpuMsOf(sleeping)).toBeGreaterThanOrEqual(0);
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
