/** A small call from the kernel through a host into an isolate and back, warm, one at a time. The reference is a line there and back between two processes. */
import { spawn } from 'node:child_process';
import { startGuests } from '../support/guests.ts';
import { inTurn } from './measure.ts';
import type { Bench } from './types.ts';

const times = 3_000;
const budgetMs = 0.15;

export default {
  name: 'plugin call, kernel to isolate and back',
  budget: '150 us, warm, median',
  met: ({ value }) => value <= budgetMs * 1000,
  async run() {
    await using guests = await startGuests();
    await using echo = startEcho();
    const plugin = await guests.add('return { say: async () => ({ body: "here" }) }', { level: 'core' });
    const call = async (): Promise<void> => {
      const answer = await plugin.call('say');
      if (!answer.ok) throw new Error(answer.failure.message);
    };
    const [measured, reference] = await inTurn(times, call, echo.say);
    const us = (ms: number): number => ms * 1000;
    return {
      value: us(measured.median),
      unit: 'us',
      reference: us(reference.median),
      referenceName: 'a line to another process and back',
      note: `fastest ${us(measured.least).toFixed(0)} us, 95 % within ${us(measured.p95).toFixed(0)} us`,
    };
  },
} satisfies Bench;

/** A process that gives back what it is told. */
function startEcho(): { say(): Promise<void> } & AsyncDisposable {
  const child = spawn(process.execPath, ['-e', 'process.stdin.pipe(process.stdout)'], { stdio: ['pipe', 'pipe', 'inherit'] });
  return {
    say: () =>
      new Promise((heard) => {
        child.stdout.once('data', () => heard());
        child.stdin.write('here\n');
      }),
    async [Symbol.asyncDispose]() {
      child.kill();
    },
  };
}
