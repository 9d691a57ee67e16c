/** `orrery plugins`: what should run on this server and its cluster. Servers that run follow within seconds. */
import { join, resolve } from 'node:path';
import { loadConfig } from '../config/config.ts';
import { openDesiredState } from '../loader/desired.ts';
import { readPackage } from '../signature/package.ts';
import { createTrustSource } from '../signature/trust-files.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open.ts';
import { databaseOptions } from '../storage/options.ts';
import { checkoutTrust } from './checkout.ts';
import type { CommandIo } from './io.ts';

export const summary = 'install, list and remove plugins of a server';
const usage = `Usage: orrery plugins ls | install FOLDER | remove ID  [--homepath DIR] [--config FILE] [cfg:SECTION.KEY=VALUE ...]

install  verifies the signed package in FOLDER and keeps it in the server's database
remove   takes out what was installed; its data stay
ls       what is installed`;

export async function run(args: string[], io: CommandIo): Promise<number> {
  const [verb, target] = args;
  if (!verb || verb === '--help' || !['ls', 'install', 'remove'].includes(verb)) {
    (verb === '--help' ? io.out : io.err)(usage);
    return verb === '--help' ? 0 : 2;
  }
  const option = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const homePath = option('--homepath') ?? io.env.GF_PATHS_HOME ?? io.cwd;
  const configFile = option('--config');
  const config = loadConfig({ homePath, args, env: io.env, ...(configFile && { configFile }) });
  if (!config.ok) return failed(io, config.failure.message);
  const database = await openDatabase(databaseOptions(config.value.section('database'), config.value.path('data')));
  try {
    await migrate(database);
    const desired = openDesiredState(database);
    if (verb === 'ls') {
      for (const { id, version, enabled, hash } of await desired.list())
        if (hash) io.out(`${id} @ ${version}${enabled ? '' : ' (switched off)'}`);
      return 0;
    }
    if (!target) return failed(io, usage);
    if (verb === 'remove') {
      await desired.uninstall(target);
      io.out(`removed ${target}`);
      return 0;
    }
    const trust = createTrustSource(
      [checkoutTrust, config.value.get('orrery', 'trust_store') || join(config.value.path('data'), 'trust.json')],
      io.err,
    );
    const pkg = await readPackage(resolve(io.cwd, target), {
      rootUrl: config.value.get('server', 'root_url'),
      allowUnsigned: config.value.list('plugins', 'allow_loading_unsigned_plugins'),
      trust: await trust.current(),
      now: new Date(),
    });
    if (!pkg.ok) return failed(io, pkg.failure.message);
    const { id, version, verdict } = pkg.value;
    if (!verdict.mayRun) return failed(io, `${verdict.reason?.message ?? 'Its signature was refused.'} ${verdict.reason?.remedy ?? ''}`);
    await desired.install(pkg.value, 'command line');
    io.out(`installed ${id} @ ${version}, signed as ${verdict.level}. Servers that run follow within seconds.`);
    return 0;
  } finally {
    await database.close();
  }
}

function failed(io: CommandIo, message: string): number {
  io.err(`orrery plugins: ${message}`);
  return 1;
}
