/** `orrery start`: builds what is stale in a checkout, starts the kernel, says where it is, and stops it on a signal. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../config/config.ts';
import { startKernel } from '../main.ts';
import { checkout, checkoutTrust, packageFolders, versionOfCheckout } from './checkout.ts';
import type { CommandIo } from './orrery.ts';

export const summary = 'start the server';
const usage = `Usage: orrery start [--homepath DIR] [--config FILE] [--no-build] [cfg:SECTION.KEY=VALUE ...]

--homepath  where data, conf and logs lie; this folder when absent
--config    the configuration file; conf/custom.ini below the home path when absent
--no-build  start what was built before`;

const patienceMs = 20_000;

export async function run(args: string[], io: CommandIo): Promise<number> {
  if (args.includes('--help')) {
    io.out(usage);
    return 0;
  }
  const value = (name: string): string | undefined => {
    const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
    if (at < 0) return undefined;
    const arg = args[at] as string;
    return arg.includes('=') ? arg.slice(name.length + 1) : args[at + 1];
  };
  const started = performance.now();
  if (!args.includes('--no-build') && existsSync(join(checkout, 'plugin-sdk', 'build'))) await buildApart();

  const homePath = value('--homepath') ?? io.env.GF_PATHS_HOME ?? io.cwd;
  const configFile = value('--config');
  const config = loadConfig({ homePath, args, env: io.env, ...(configFile && { configFile }) });
  if (!config.ok) {
    io.err(`orrery: ${config.failure.message}`);
    return 1;
  }
  let kernel: Awaited<ReturnType<typeof startKernel>>;
  try {
    kernel = await startKernel({
      config: config.value,
      env: io.env,
      version: await versionOfCheckout(),
      commit: io.env.ORRERY_COMMIT ?? 'unknown',
      bundled: packageFolders.map((folder) => join(checkout, folder)),
      trustFiles: [checkoutTrust],
    });
  } catch (error) {
    io.err(`orrery: the server did not start. ${explain(error)}`);
    return 1;
  }
  io.out(`\nOrrery is at ${kernel.url} (${kernel.plugins.active} plugins active, ${Math.round(performance.now() - started)} ms)`);
  for (const { id, state, cause } of kernel.plugins.others) io.out(`  ${id} is ${state}: ${cause}`);
  if (kernel.claimCode)
    io.out(
      `\nNobody owns this server yet. Open this link within 30 minutes to make it yours:\n\n  ${kernel.url}/claim?code=${kernel.claimCode}\n`,
    );

  return new Promise((resolve) => {
    let stopping = false;
    const stop = (): void => {
      if (stopping) process.exit(1);
      stopping = true;
      setTimeout(() => process.exit(1), patienceMs).unref();
      kernel.stop().then(
        () => resolve(0),
        (error: unknown) => {
          io.err(`orrery: it did not stop cleanly. ${explain(error)}`);
          resolve(1);
        },
      );
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}

/** In a process of its own: the bundler would stay in the server's memory for good. */
function buildApart(): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(checkout, 'kernel/cli/orrery.ts'), 'build'], { stdio: 'inherit' });
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return 'The port is taken. Stop what uses it, or set [server] http_port.';
  return error.message || String(error.stack);
}
