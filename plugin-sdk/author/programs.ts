/** Other programs that authors' commands start. */
import { spawn } from 'node:child_process';
import { AuthorError } from './io.ts';

/** What it wrote. Throws an AuthorError with its last words when it fails. */
export function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more: string) => (said += more));
    child.on('error', (error) => reject(new AuthorError(`${program} could not be started: ${error.message}`)));
    child.on('exit', (code) =>
      code === 0 ? resolve(said) : reject(new AuthorError(`${program} ${args[0] ?? ''} failed.\n${said.trim().slice(-4000)}`)),
    );
  });
}

/** Its exit code; it speaks to the same terminal. */
export function handOver(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: 'inherit' });
    child.on('error', (error) => reject(new AuthorError(`${program} could not be started: ${error.message}`)));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
