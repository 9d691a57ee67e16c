/** Starts the kernel, says where it is, and stops it on a signal. */
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { loadConfig } from '../config/config.ts';
import { startKernel } from '../main.ts';
import { catalogFolder, checkout, checkoutTrust, packagesOf, versionOfCheckout } from './checkout.ts';
import type { CommandIo } from './io.ts';

const patienceMs = 20_000;

/** `args` as `orrery start` takes them. Resolves with the exit code when the server has stopped. */
export async function serve(args: readonly string[], io: CommandIo): Promise<number> {
  const value = (name: string): string | undefined => {
    const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
    if (at < 0) return undefined;
    const arg = args[at] as string;
    return arg.includes('=') ? arg.slice(name.length + 1) : args[at + 1];
  };
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
      bundled: packagesOf('installed'),
      trustFiles: [checkoutTrust],
      catalogFolder,
    });
  } catch (error) {
    io.err(`orrery: the server did not start. ${explain(error)}`);
    return 1;
  }
  flushCompileCache();
  io.out(`\nOrrery is at ${kernel.url} (${kernel.plugins.active} plugins active, ${Math.round(performance.now())} ms)`);
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

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return 'The port is taken. Stop what uses it, or set [server] http_port.';
  return error.message || String(error.stack);
}
