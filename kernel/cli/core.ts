/** The kernel's own parts for a command: with no plugin but those that find packages, and no door. */
import { loadConfig } from '../config/config.ts';
import { assemble, type Core } from '../main.ts';
import { catalogFolder, checkoutTrust, packagesOf, versionOfCheckout } from './checkout.ts';
import type { CommandIo } from './io.ts';

export interface Where {
  readonly homePath?: string;
  readonly configFile?: string;
  /** `cfg:section.key=value`, as the server takes them. */
  readonly overrides: readonly string[];
  readonly debug?: boolean;
}

/** Only what goes wrong belongs between the lines of a command. */
const quiet = ['cfg:log.level=error', 'cfg:log.mode=console'];

export async function withCore<Value>(where: Where, io: CommandIo, work: (core: Core) => Promise<Value>): Promise<Value> {
  const homePath = where.homePath ?? io.env.GF_PATHS_HOME ?? io.cwd;
  const config = loadConfig({
    homePath,
    args: [...where.overrides, ...(where.debug ? [] : quiet)],
    env: io.env,
    ...(where.configFile && { configFile: where.configFile }),
  });
  if (!config.ok) throw new Error(config.failure.message);
  const core = await assemble({
    config: config.value,
    env: io.env,
    version: await versionOfCheckout(),
    commit: io.env.ORRERY_COMMIT ?? 'unknown',
    bundled: packagesOf('installed'),
    trustFiles: [checkoutTrust],
    catalogFolder,
    only: ({ manifest }) => manifest.orrery.contributes?.catalogSource !== undefined,
    serves: false,
  });
  try {
    return await work(core);
  } finally {
    await core.stop();
  }
}
