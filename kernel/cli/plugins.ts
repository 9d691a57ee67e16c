/** `orrery plugins`: what should run on this server and its cluster. Grafana's verbs and flags; servers that run follow within seconds. */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readFolder, writeArchive } from '@orrery/signing';
import { isNewer, plainVersion } from '@orrery/plugin-sdk/manifest/compatible';
import { arrive } from '../installer/arrived.ts';
import { download } from '../installer/download.ts';
import { listFolder, putInFolder, takeFromFolder } from '../installer/folder.ts';
import type { Installed } from '../installer/types.ts';
import type { Core } from '../main.ts';
import { readPluginArguments, type PluginArguments, UsageError } from './plugin-arguments.ts';
import { checkout } from './checkout.ts';
import { consentAt, drawProgress } from './consent.ts';
import { withCore } from './core.ts';
import type { CommandIo } from './io.ts';

export const summary = 'install, update, list and remove plugins of a server';
const usage = `Usage: orrery plugins install ID|FOLDER|ZIP [VERSION]     orrery plugins ls
       orrery plugins update ID                         orrery plugins list-remote
       orrery plugins update-all                        orrery plugins list-versions ID
       orrery plugins remove ID                         orrery plugins show ID [VERSION]
       orrery plugins roll-back ID [VERSION]            orrery plugins pending
       orrery plugins approve ID                        orrery plugins decline ID
       orrery plugins revoke ID [VERSION...]            orrery plugins restore ID
       orrery plugins verify [ID...]

install      verifies a plugin and keeps it in the server's database; with an older VERSION it goes back to it
update       to the newest version that fits; \`upgrade\` and \`upgrade-all\` are the same
remove       takes out what was installed; its data stay. \`uninstall\` is the same
show         what a plugin would ask for, and who signed it
roll-back    to the version before, whose package is kept
pending      versions that ask for more than was granted, and wait for approve or decline
revoke       stops a plugin, or versions of it, on every instance; restore takes that back
verify       judges what is installed by the trust store as it is now: which file, which rule, what to do

--yes, -y    grants what is asked without asking back
--grant      what is granted: all, none, or a list like "fetch instance,cache" (see show)
--catalog    asks this catalog only
--repo       asks a catalog that speaks as Grafana's does ($GF_PLUGIN_REPO)
--insecure   asks --repo, --catalog and --pluginUrl without checking certificates; signatures are checked all the same
--pluginUrl  installs the archive at this address or path ($GF_PLUGIN_URL); --sha256 is what it has to be
--pluginsDir keeps plugins as folders there instead of in the database ($GF_PLUGIN_DIR)
--homepath DIR, --config FILE, --configOverrides "cfg:SECTION.KEY=VALUE ...", cfg:SECTION.KEY=VALUE`;

const by = 'command line';
const follows = 'Servers that run follow within seconds.';

export async function run(args: string[], io: CommandIo): Promise<number> {
  try {
    const read = readPluginArguments(args, io.env);
    if (read.help || !read.verb) {
      (read.help ? io.out : io.err)(usage);
      return read.help ? 0 : 2;
    }
    return await withCore(read, io, (core) => perform(read, core, io));
  } catch (error) {
    io.err(`Error: ✗ ${error instanceof Error ? error.message : String(error)}`);
    if (!(error instanceof UsageError)) return 1;
    io.err(`\n${usage}`);
    return 2;
  }
}

async function perform(read: PluginArguments, core: Core, io: CommandIo): Promise<number> {
  const { verb, rest, version, pluginsDir } = read;
  const { installer, desired, plugins } = core;
  const findable = ['install', 'update', 'update-all', 'list-remote', 'list-versions', 'show'];
  if (findable.includes(verb)) await plugins.reconciler.loadDisk();
  const need = (what = 'the id of a plugin'): string => {
    const [first] = rest;
    if (!first) throw new UsageError(`${what} is missing.`);
    return first;
  };
  const order = { by, consent: consentAt(read, io), progress: drawProgress(io) };
  const told = (installed: Installed): void => {
    const from = installed.before && installed.before !== installed.version ? ` in place of ${installed.before}` : '';
    io.out(`installed ${installed.id} @ ${installed.version}${from}, signed as ${installed.level}. ${follows}`);
    for (const id of installed.dependencies) io.out(`  with ${id}, which it needs`);
  };
  const must = <Value>(result: { ok: true; value: Value } | { ok: false; failure: { code: string; message: string } }): Value => {
    if (result.ok) return result.value;
    throw new Error(result.failure.message);
  };
  const installedHere = async (): Promise<{ id: string; version: string }[]> =>
    pluginsDir
      ? listFolder(pluginsDir)
      : (await desired.list()).filter(({ hash }) => hash).map(({ id, version: found }) => ({ id, version: found }));

  async function install(id: string, wanted: string | undefined, again = false): Promise<void> {
    if (pluginsDir) {
      const pkg = must(await installer.obtain(id, wanted, read.catalog, order.progress));
      const there = (await listFolder(pluginsDir)).find((one) => one.id === pkg.id);
      if (there?.version === pkg.version && !again) return io.out(`${pkg.id} ${pkg.version} is already installed`);
      await putInFolder(pluginsDir, pkg);
      return io.out(`installed ${pkg.id} @ ${pkg.version} into ${join(pluginsDir, pkg.id)}, signed as ${pkg.verdict.level}.`);
    }
    const result = await installer.install({ ...order, id, version: wanted, catalog: read.catalog, again });
    if (!result.ok && result.failure.code === 'install/already') io.out(result.failure.message);
    else told(must(result));
  }

  async function update(id: string): Promise<boolean> {
    const here = (await installedHere()).find((one) => one.id === id);
    if (!here) throw new Error(`${id} is not installed.`);
    const result = must(await installer.find(id, read.catalog));
    const newest = must(installer.choose(result));
    if (!isNewer(newest.version, here.version)) {
      io.out(`${id} ${here.version} is up to date`);
      return false;
    }
    await install(id, newest.version);
    return true;
  }

  switch (verb) {
    case 'ls':
      for (const { id, version: found } of await installedHere()) io.out(`${id} @ ${found}`);
      return 0;
    case 'install': {
      const target = read.pluginUrl ?? need('the id, folder or archive of a plugin');
      if (rest.length > 2) throw new UsageError('too many arguments: an id and a version are taken.');
      const wanted = version ?? (read.pluginUrl ? undefined : rest[1]);
      const path = resolve(io.cwd, target);
      const isFolder =
        !read.pluginUrl && /[/\\]|^\.+$/.test(target)
          ? existsSync(path) && statSync(path).isDirectory()
          : existsSync(join(path, 'plugin.json'));
      if (isFolder || read.pluginUrl || /\.zip$/i.test(target) || /^https?:\/\//i.test(target)) {
        await using archive = must(
          isFolder
            ? await arrive([await packed(path)], { what: path, largest: core.largest })
            : await download(/^https?:/i.test(target) ? target : path, undefined, { largest: core.largest, insecure: read.insecure }),
        );
        const id = read.pluginUrl ? rest[0] : undefined;
        const source = isFolder ? path : target;
        told(
          must(
            await installer.installArchive({ ...order, archive, source, ...(id && { id }), ...(read.sha256 && { sha256: read.sha256 }) }),
          ),
        );
      } else await install(target, wanted && plainVersion(wanted));
      return 0;
    }
    case 'update':
      await update(need());
      return 0;
    case 'update-all': {
      let failures = 0;
      for (const { id } of await installedHere())
        await update(id).catch((error: Error) => {
          failures++;
          io.err(`Error: ✗ ${id}: ${error.message}`);
        });
      return failures > 0 ? 1 : 0;
    }
    case 'remove': {
      const id = need();
      if (pluginsDir) {
        if (!(await takeFromFolder(pluginsDir, id))) throw new Error(`plugin does not exist: ${id}`);
      } else must(await installer.uninstall(id, by));
      io.out(`removed ${id}. ${pluginsDir ? '' : follows}`.trim());
      return 0;
    }
    case 'list-remote': {
      const { catalogs, offers } = await installer.offers();
      for (const { plugin } of offers) io.out(`id: ${plugin.id} version: ${plugin.versions[0]?.version ?? ''}`);
      for (const { name, problem } of catalogs) if (problem) io.err(`${name} could not be asked: ${problem}`);
      return 0;
    }
    case 'list-versions':
      for (const one of must(await installer.find(need(), read.catalog)).plugin.versions) io.out(one.version);
      return 0;
    case 'show':
      await consentAt.show(must(await installer.preview(need(), rest[1] ?? version, read.catalog)), io);
      return 0;
    case 'roll-back':
      told(must(await installer.rollBack(need(), rest[1] ?? version, order)));
      return 0;
    case 'pending':
      for (const { id, version: waiting, by: who } of await desired.pending()) io.out(`${id} @ ${waiting}, asked by ${who}`);
      return 0;
    case 'approve':
      told(must(await installer.approve(need(), order)));
      return 0;
    case 'decline':
      must(await installer.decline(need(), by));
      io.out(`declined ${rest[0]}`);
      return 0;
    case 'verify': {
      const rows = (await desired.list()).filter(({ id, hash }) => hash && (rest.length === 0 || rest.includes(id)));
      const absent = rest.find((id) => !rows.some((row) => row.id === id));
      if (absent) throw new Error(`${absent} is not installed here. \`orrery verify FOLDER\` judges a folder.`);
      let failures = 0;
      for (const { id, version: found, hash } of rows) {
        const files = await desired.files(hash);
        const pkg = files.ok ? await plugins.verify(files.value, `store:${hash.slice(0, 12)}`) : undefined;
        const { mayRun = false, level, signedBy, reason } = pkg?.verdict ?? {};
        if (mayRun) {
          io.out(`valid: ${id} ${found}, signed as ${level} by ${signedBy?.orgName ?? 'nobody'}`);
          continue;
        }
        failures++;
        io.err(`${pkg?.verdict.status ?? 'missing'}: ${id} ${found}. ${reason?.message ?? (files.ok ? '' : files.failure.message)}`);
        for (const file of reason?.files ?? []) io.err(`  file    ${file}`);
        if (reason) io.err(`  rule    ${reason.code}\n  remedy  ${reason.remedy}`);
      }
      return failures > 0 ? 1 : 0;
    }
    case 'revoke':
      await plugins.revocations.add({ kind: 'plugin', subject: need(), versions: rest.slice(1), reason: read.reason ?? '' }, by);
      io.out(`revoked ${rest.join(' ')}. ${follows}`);
      return 0;
    case 'restore':
      if (!(await plugins.revocations.lift('plugin', need()))) throw new Error(`${rest[0]} is not revoked here.`);
      io.out(`${rest[0]} may run again.`);
      return 0;
    default:
      throw new UsageError(`there is no "${verb}".`);
  }
}

async function packed(folder: string): Promise<Uint8Array> {
  const dist = join(folder, 'dist');
  const from = existsSync(join(dist, 'plugin.json')) ? dist : folder;
  const files = await readFolder(from);
  const manifest = files.get('plugin.json');
  if (!manifest) throw new Error(`${from} holds no plugin.json. Build the plugin first.`);
  return writeArchive(String((JSON.parse(new TextDecoder().decode(manifest)) as { id?: unknown }).id), files);
}
