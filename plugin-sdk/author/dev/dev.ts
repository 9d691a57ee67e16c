/**
 * `orrery plugin dev`: a server of its own with the plugin in it, and every saved change at once in that server and in the pages that
 * show it. Nothing is restarted or reloaded: the new backend takes over beside the old one, and pages swap what they draw with.
 */
import { join } from 'node:path';
import { readManifest } from '../../build/manifest.ts';
import { pluginFolder } from '../folder.ts';
import { AuthorError, type Io, readArguments, UsageError } from '../io.ts';
import { problemText } from '../problem.ts';
import { createBuilder } from './builder.ts';
import { startServer } from './server.ts';
import { watchTypes } from './types.ts';
import { watchFolder } from './watch.ts';

export const usage = `Usage: orrery plugin dev [FOLDER] [--port N] [--level LEVEL] [--no-server] [--no-types]

--port       where the server listens; the first free port from 3000 when absent
--level      sign each build with a key of your own that this server trusts: community, private, commercial or core. Without it the
             plugin runs unsigned, which this server allows for its id alone; like community plugins, it is sandboxed
--no-server  only build, into .orrery/dev; name that folder in [orrery] develop of a server of yours
--no-types   leave the type checker out

provisioning/ of the plugin (data sources, dashboards) is the server's. What the server keeps lies in .orrery/server.`;

const levels = ['community', 'private', 'commercial', 'core'];

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, {
    port: { type: 'string' },
    level: { type: 'string' },
    'no-server': { type: 'boolean' },
    'no-types': { type: 'boolean' },
  });
  const { port, level } = values;
  if (port && !/^\d{1,5}$/.test(port)) throw new UsageError(`--port is "${port}"; a number belongs there.`);
  if (level && !levels.includes(level)) throw new UsageError(`--level is "${level}"; there are ${levels.join(', ')}.`);
  const folder = pluginFolder(positionals, io);
  const manifest = await readManifest(folder).catch((error: Error) => {
    throw new AuthorError(`${join(folder, 'manifest.ts')}: ${error.message}`);
  });

  await using life = new AsyncDisposableStack();
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
    // What ends `npm run dev` ends its shell, and that tells nobody: a server that is left alone keeps its port for ever.
    const parent = process.ppid;
    const looking = setInterval(() => process.ppid !== parent && resolve(), 1_000).unref();
    life.defer(() => clearInterval(looking));
  });
  const builder = await createBuilder({ folder, id: manifest.id, ...(level && { level }), env: io.env });
  const types = values['no-types'] ? undefined : life.use(watchTypes(folder, io));

  let shown = '';
  const build = async (changed: readonly string[]): Promise<void> => {
    const result = await builder.build();
    if (result.problem) io.err(`\n✗ ${problemText(result.problem)}\n`);
    else {
      const what = changed.length > 0 ? changed.slice(0, 3).join(', ') : manifest.id;
      io.out(`✓ ${what} built in ${Math.round(result.ms)} ms${shown ? `  ${shown}` : ''}`);
      types?.check();
    }
  };
  await build([]);
  life.use(watchFolder(folder, build));
  if (!values['no-server']) {
    const server = life.use(await startServer({ folder, manifest, io, trust: builder.trust, ...(port && { port: Number(port) }) }));
    shown = server.url;
    io.out(`\n  ${manifest.name} is at ${server.page}\n  Save a file, and the page shows it. Ctrl+C ends the server.\n`);
    const ended = await Promise.race([stopped, server.ended]);
    if (ended) throw new AuthorError(`The server ended.\n${ended}`);
  } else await stopped;
  return 0;
}
