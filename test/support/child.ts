/** A child process for tests: its last lines for the error message, and an end that leaves nothing running. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Child extends AsyncDisposable {
  readonly pid: number;
  readonly process: ChildProcess;
  /** What it wrote lately, both streams. */
  said(): string;
  exited(): boolean;
  /** SIGTERM, then SIGKILL after `patienceMs`. */
  stop(patienceMs?: number): Promise<void>;
}

const keptBytes = 64 << 10;

export function startChild(
  command: string,
  args: readonly string[],
  options: { env?: Record<string, string | undefined>; cwd?: string } = {},
): Child {
  const child = spawn(command, args, { cwd: options.cwd, env: { ...process.env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (more: string) => {
      text = (text + more).slice(-keptBytes);
    });
  }
  child.on('error', (error) => {
    text += `\n${error}`;
  });
  const exited = (): boolean => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;

  async function stop(patienceMs = 10_000): Promise<void> {
    if (exited()) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    await gone;
    clearTimeout(killer);
  }
  return { pid: child.pid ?? 0, process: child, said: () => text, exited, stop, [Symbol.asyncDispose]: () => stop() };
}
