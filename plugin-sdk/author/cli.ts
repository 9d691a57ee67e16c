/** `orrery plugin`: what authors do with a plugin, from the first folder to the catalog. Each verb is loaded when it is called. */
import { AuthorError, type Io, UsageError } from './io.ts';

export const summary = 'write a plugin: create, dev, test, validate, pack, publish';
const usage = `Usage: orrery plugin VERB [FOLDER] [ARGUMENTS]

  create    make a plugin that runs: panel, datasource, app, auth or notifier
  dev       run it in a server of its own, and run every change at once
  test      run its tests, with its backend in the real isolate and its panels in a real page
  validate  say what is wrong with it: which file, which line, what to do
  build     build it into dist/
  pack      build it and put it into a zip
  sign      sign what was built (see orrery sign)
  publish   put the packed plugin into a catalog
  link      make the SDK of this Orrery the one that the plugin is built with
  picture   draw its panels into img/screenshot.png

orrery plugin VERB --help tells more.`;

interface Verb {
  readonly usage: string;
  run(args: readonly string[], io: Io): Promise<number>;
}
const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  create: () => import('./create/create.ts'),
  dev: () => import('./dev/dev.ts'),
  test: () => import('./test.ts'),
  validate: () => import('./validate/validate.ts'),
  build: () => import('./build.ts'),
  pack: () => import('./pack.ts'),
  sign: () => import('./sign.ts'),
  publish: () => import('./publish.ts'),
  link: () => import('./link.ts'),
  picture: () => import('./picture.ts'),
};

export async function run(args: readonly string[], io: Io): Promise<number> {
  const [name = '--help', ...rest] = args;
  if (name === '--help' || name === 'help') {
    io.out(usage);
    return 0;
  }
  const load = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!load) {
    io.err(`orrery plugin: there is no verb "${name}".\n\n${usage}`);
    return 2;
  }
  const verb = await load();
  if (rest.includes('--help')) {
    io.out(verb.usage);
    return 0;
  }
  try {
    return await verb.run(rest, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`orrery plugin ${name}: ${error.message}\n\n${verb.usage}`);
      return 2;
    }
    if (!(error instanceof AuthorError)) throw error;
    io.err(`orrery plugin ${name}: ${error.message}`);
    return 1;
  }
}
