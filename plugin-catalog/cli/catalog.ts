/** `orrery catalog`: publishes plugins, from a folder that any web server can hand out or that lies beside a server without a network. */
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSigningKey, readFolder, signingKeyFrom, writeArchive } from '@orrery/signing';
import { serveCatalog } from '../serve/server.ts';
import { addPackage, amendVersion, issue, readDraft, removePackage, revoke } from '../shelf.ts';

interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export const summary = 'publish plugins in a catalog of your own';
const usage = `Usage: orrery catalog add FOLDER|ZIP... [--to DIR] [--key FILE]
       orrery catalog remove ID [VERSION]   [--to DIR] [--key FILE]
       orrery catalog withdraw ID VERSION REASON [--to DIR] [--key FILE]
       orrery catalog fits ID VERSION RANGE      [--to DIR] [--key FILE]
       orrery catalog revoke ID [VERSION...] [--reason TEXT] [--to DIR] [--key FILE]
       orrery catalog build [--name NAME] [--days N] [--to DIR] [--key FILE]
       orrery catalog ls    [--to DIR]
       orrery catalog serve [--port N] [--host HOST] [--token TOKEN] [--to DIR]

add       takes signed plugins in: dist folders, or archives as \`orrery plugin pack\` makes them
remove    offers a plugin, or one version of it, no more
withdraw  says why a version should not be installed any more
fits      says later which servers a version fits, like ">=12.0.0 <13.0.0"
revoke    takes versions back: servers that follow this catalog stop them
build     signs what is offered as the next issue
serve     hands the catalog out, also to clients of Grafana's catalog requests

--to      the folder of the catalog; ./catalog when absent
--key     the private key that signs the index; else $ORRERY_SIGNING_KEY. With a key, every change is issued at once
--days    after so many days the index ends; 30 when absent
--token   who asks has to send it as a bearer token`;

class UsageError extends Error {}

export async function run(args: string[], io: Io): Promise<number> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    (args.length === 0 ? io.err : io.out)(usage);
    return args.length === 0 ? 2 : 0;
  }
  try {
    return await work(args, io);
  } catch (error) {
    io.err(`orrery catalog: ${error instanceof Error ? error.message : String(error)}`);
    if (error instanceof UsageError) io.err(`\n${usage}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function work(args: string[], io: Io): Promise<number> {
  const text = { type: 'string' } as const;
  const { values, positionals } = read(args, {
    to: text,
    key: text,
    name: text,
    days: text,
    port: text,
    host: text,
    token: text,
    reason: text,
  });
  const [verb = '', ...rest] = positionals;
  const folder = resolve(io.cwd, values.to ?? 'catalog');
  const need = (index: number, what: string): string => {
    const found = rest[index];
    if (!found) throw new UsageError(`${what} is missing.`);
    return found;
  };
  const days = number(values.days, '--days', 30);
  const now = new Date();
  const reissue = async (must: boolean): Promise<void> => {
    const key = values.key
      ? await loadSigningKey(resolve(io.cwd, values.key), io.env.ORRERY_SIGNING_PASSPHRASE)
      : await signingKeyFrom(io.env);
    if (key) {
      const { name, version, expires, plugins } = await issue(folder, { key, days, now, ...(values.name && { name: values.name }) });
      io.out(`issue ${version} of "${name}": ${plugins.length} plugins, good until ${expires.slice(0, 10)}`);
    } else if (must) throw new UsageError('an index is signed; name the key with --key, or set ORRERY_SIGNING_KEY.');
    else io.out('not issued yet: `orrery catalog build --key FILE` signs it');
  };

  switch (verb) {
    case 'add': {
      need(0, 'the folder or archive of a plugin');
      for (const path of rest) {
        const added = await addPackage(folder, await archiveOf(resolve(io.cwd, path)), now);
        if (!added.ok) throw new Error(`${path}: ${added.failure.message}`);
        io.out(`added ${added.value.id} ${added.value.versions.map(({ version }) => version).join(', ')}`);
      }
      await reissue(false);
      return 0;
    }
    case 'remove':
      if (!(await removePackage(folder, need(0, 'the id of a plugin'), rest[1]))) throw new Error(`${rest.join(' ')} is not offered here.`);
      await reissue(false);
      return 0;
    case 'withdraw':
    case 'fits': {
      const [id, version, change] = [
        need(0, 'the id of a plugin'),
        need(1, 'its version'),
        need(2, verb === 'fits' ? 'the range' : 'the reason'),
      ];
      if (!(await amendVersion(folder, id, version, verb === 'fits' ? { grafanaDependency: change } : { withdrawn: change })))
        throw new Error(`${id} ${version} is not offered here.`);
      await reissue(false);
      return 0;
    }
    case 'revoke': {
      const [id, versions] = [need(0, 'the id of a plugin'), rest.slice(1)];
      await revoke(folder, { plugin: id, ...(versions.length > 0 && { versions }), ...(values.reason && { reason: values.reason }) });
      await reissue(false);
      return 0;
    }
    case 'build':
      await reissue(true);
      return 0;
    case 'ls':
      for (const { id, versions, name } of (await readDraft(folder)).plugins)
        io.out(`${id}  ${versions.map(({ version }) => version).join(', ')}  ${name}`);
      return 0;
    case 'serve': {
      const server = await serveCatalog(folder, {
        port: number(values.port, '--port', 8_099),
        host: values.host ?? '127.0.0.1',
        ...(values.token && { token: values.token }),
      });
      io.out(
        `The catalog is at ${server.url}\n  [catalog.mine] url = ${server.url}/\n  Grafana's clients: --repo ${server.url}/api/plugins`,
      );
      await new Promise<void>((stop) => {
        process.once('SIGINT', () => stop());
        process.once('SIGTERM', () => stop());
      });
      await server.close();
      return 0;
    }
    default:
      throw new UsageError(`there is no "${verb}".`);
  }
}

/** A dist folder is packed here; an archive is taken as it is. A plugin's own folder means its dist. */
async function archiveOf(path: string): Promise<Uint8Array> {
  if (!(await stat(path)).isDirectory()) return readFile(path);
  const dist = join(path, 'dist');
  const folder = await stat(join(dist, 'plugin.json')).then(
    () => dist,
    () => path,
  );
  const files = await readFolder(folder);
  const manifest = files.get('plugin.json');
  if (!manifest) throw new Error(`${folder} holds no plugin.json. Build the plugin first.`);
  return writeArchive(String((JSON.parse(new TextDecoder().decode(manifest)) as { id?: unknown }).id), files);
}

function read<const Options extends NonNullable<Parameters<typeof parseArgs>[0]>['options'] & object>(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function number(text: string | undefined, name: string, fallback: number): number {
  if (text === undefined) return fallback;
  if (!/^\d{1,6}$/.test(text)) throw new UsageError(`${name} is "${text}"; a number belongs there.`);
  return Number(text);
}
