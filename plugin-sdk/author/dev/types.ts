/** The type checker beside the bundler, which strips types without a look: its complaints come a moment after each build. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Io } from '../io.ts';
import { installed } from '../link.ts';

export interface Types extends Disposable {
  /** Looks at the sources as they are now, in place of a look that is still going on. */
  check(): void;
}

export function watchTypes(folder: string, io: Io): Types {
  const tsc = join(installed('typescript'), 'bin', 'tsc');
  let child: ChildProcess | undefined;
  let before = '';
  return {
    check() {
      child?.kill();
      if (!existsSync(join(folder, 'tsconfig.json'))) return;
      const looking = spawn(process.execPath, [tsc, '-p', '.', '--pretty', 'false'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
      child = looking;
      let said = '';
      looking.stdout.setEncoding('utf8').on('data', (more: string) => {
        said += more;
      });
      looking.on('exit', (code) => {
        if (looking !== child || code === null) return;
        if (said && said !== before) io.err(`\n! Types:\n${said.trim()}\n`);
        if (!said && before) io.out('✓ types fit again');
        before = said;
      });
    },
    [Symbol.dispose]: () => void child?.kill(),
  };
}
