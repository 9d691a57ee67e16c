/**
 * Plugins that the configuration wants from the start, in every way it was ever written: `[plugins] preinstall` and its kin, and
 * GF_INSTALL_PLUGINS of images. Naming a plugin there is an administrator's yes to what it asks; an update that asks for more still waits.
 * One that cannot be installed is told, and tried again later: it keeps no server from starting.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, type Failure, ok, type Result } from '@orrery/plugin-sdk';
import { isNewer } from '@orrery/plugin-sdk/manifest/compatible';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/expand.ts';
import type { DesiredState } from '../loader/desired.ts';
import type { Logger } from '../observe/types.ts';
import type { Registry } from '../registry/types.ts';
import { download } from './download.ts';
import type { Installer, InstallOrder } from './types.ts';

export interface Wanted {
  readonly id: string;
  readonly version?: string;
  /** An address, or a file of this machine. */
  readonly url?: string;
}
type Entry = Result<Wanted>;

const id = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

function entry(text: string, wanted: { id?: string | undefined; version?: string | undefined; url?: string | undefined }): Entry {
  if (!wanted.id || !id.test(wanted.id))
    return fail('config/preinstall', `"${text}" names no plugin. Write id, id@version, id@version@url or id@@url.`);
  return ok({ id: wanted.id, ...(wanted.version && { version: wanted.version }), ...(wanted.url && { url: wanted.url }) });
}

/** `id`, `id@version`, `id@version@url`, `id@@url`; by commas or white space, or a list in JSON. */
export function parsePreinstall(text: string): Entry[] {
  return items(text).map((item) => {
    const [name, version, ...url] = item.split('@');
    return entry(item, { id: name, version, url: url.join('@') });
  });
}

/** `id`, `id version`, `url;id`, `url;id version`, and an address alone; by commas. */
export function parseInstallPlugins(text: string): Entry[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
    .map((item) => {
      const semicolon = item.lastIndexOf(';');
      const url = semicolon >= 0 ? item.slice(0, semicolon).trim() : isPlace(item) ? item : undefined;
      const rest =
        semicolon >= 0 ? item.slice(semicolon + 1).trim() : url ? (/([^/]+?)(?:-v?\d[^/]*)?\.zip$/i.exec(item)?.[1] ?? '') : item;
      const [name, version] = rest.split(/\s+|@/);
      return entry(item, { id: name, version: version?.replace(/^[v^]/, ''), url });
    });
}

function items(text: string): string[] {
  const trimmed = text.trim();
  if (trimmed.startsWith('[')) {
    try {
      const list: unknown = JSON.parse(trimmed);
      if (Array.isArray(list)) return list.map(String);
    } catch {
      // Then it is no JSON, and read as words.
    }
  }
  return trimmed.split(/[\s,]+/).filter(Boolean);
}
const isPlace = (text: string): boolean => /^(https?:\/\/|file:\/\/|\.{0,2}\/)/i.test(text);

export interface Plan {
  /** Before anybody is let in. */
  readonly first: readonly Wanted[];
  readonly later: readonly Wanted[];
  readonly problems: readonly Failure[];
  readonly autoUpdate: boolean;
  readonly strategy: 'latest' | 'minor';
}

/** What the configuration asks for: of a plugin named several times, `preinstall_sync` counts, then the image's list, then `preinstall`. */
export function planOf(config: Pick<Config, 'get' | 'bool' | 'list'>, env: Environment): Plan {
  const get = (key: string): string => config.get('plugins', key);
  const off = config.list('plugins', 'disable_plugins');
  const problems: Failure[] = [];
  const read = (entries: Entry[]): Wanted[] =>
    entries.flatMap((one) => {
      if (!one.ok) problems.push(one.failure);
      return one.ok && !off.includes(one.value.id) ? [one.value] : [];
    });
  // What an administrator lists by name is wanted; the switch is about lists that came with the server, of which there is none here.
  const sync = read(parsePreinstall(get('preinstall_sync')));
  const image = read(parseInstallPlugins(env.GF_INSTALL_PLUGINS ?? ''));
  const background = config.bool('plugins', 'preinstall_disabled') ? [] : read(parsePreinstall(get('preinstall')));
  const first = unique([...sync, ...image, ...(config.bool('plugins', 'preinstall_async') ? [] : background)]);
  const later = unique(background).filter((one) => !first.some((other) => other.id === one.id));
  return {
    first,
    later,
    problems,
    autoUpdate: config.bool('plugins', 'preinstall_auto_update'),
    strategy: get('update_strategy') === 'minor' ? 'minor' : 'latest',
  };
}

function unique(all: readonly Wanted[]): Wanted[] {
  const seen = new Set<string>();
  return all.filter((one) => !seen.has(one.id) && seen.add(one.id));
}

export interface PreinstallParts {
  readonly config: Pick<Config, 'get' | 'bool' | 'list'>;
  readonly env: Environment;
  readonly installer: Pick<Installer, 'install' | 'installArchive' | 'find'>;
  readonly registry: Registry;
  readonly desired: DesiredState;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Bytes a package may have. */
  readonly largest: number;
}

const firstWaitMs = 30_000;
const longestWaitMs = 30 * 60_000;

/** Installs what has to be there first; gives back the rest of the work, which ends when everything is there or it is called off. */
export async function preinstall(parts: PreinstallParts): Promise<(signal: AbortSignal) => Promise<void>> {
  const { log } = parts;
  const plan = planOf(parts.config, parts.env);
  for (const { message } of plan.problems) log.error(`A plugin of the configuration is left out: ${message}`);
  const missing = await attempt(plan.first, plan, parts, undefined);
  return async (signal) => {
    let left = [...missing, ...(await attempt(plan.later, plan, parts, signal))];
    for (let wait = firstWaitMs; left.length > 0 && !signal.aborted; wait = Math.min(wait * 2, longestWaitMs)) {
      const waited = await sleep(wait, true, { signal, ref: false }).catch(() => false);
      if (waited) left = await attempt(left, plan, parts, signal);
    }
  };
}

/** Those that could not be installed and may be another time. */
async function attempt(all: readonly Wanted[], plan: Plan, parts: PreinstallParts, signal: AbortSignal | undefined): Promise<Wanted[]> {
  const { log } = parts;
  const left: Wanted[] = [];
  for (const wanted of all) {
    if (signal?.aborted) return left;
    const result = await one(wanted, plan, parts, signal).catch((error: Error) => fail('install/failed', error.message));
    if (result === 'there') continue;
    if (result.ok) log.info(`${result.value.id} ${result.value.version} is installed, as the configuration asks.`);
    else if (result.failure.code === 'plugin/consent-needed') log.warn(result.failure.message, { plugin: wanted.id });
    else {
      log.error(`${wanted.id} of the configuration could not be installed; it is tried again. ${result.failure.message}`, {
        plugin: wanted.id,
        code: result.failure.code,
      });
      left.push(wanted);
    }
  }
  return left;
}

async function one(
  { id, version, url }: Wanted,
  { autoUpdate, strategy }: Plan,
  { installer, registry, desired, largest }: PreinstallParts,
  signal: AbortSignal | undefined,
) {
  const row = (await desired.list()).find((each) => each.id === id);
  const here = row?.hash ? row.version : registry.plugin(id)?.package?.version;
  if (here !== undefined && (version ? here === version : url !== undefined || !autoUpdate)) return 'there';
  const order: InstallOrder = { by: 'configuration', consent: here === undefined ? 'all' : 'nobody', ...(signal && { signal }) };
  if (url) {
    const arrived = await download(url, signal, { largest });
    if (!arrived.ok) return arrived;
    await using archive = arrived.value;
    return await installer.installArchive({ ...order, archive, source: url, id });
  }
  let wanted = version;
  if (here !== undefined && !version) {
    const offered = await installer.find(id);
    // Nothing newer can be had where nobody offers it: what is here goes on.
    if (!offered.ok) return 'there';
    const same = (text: string): boolean => text.split('.')[0] === here.split('.')[0];
    if (strategy === 'minor') wanted = offered.value.plugin.versions.find((each) => same(each.version) && !each.withdrawn)?.version;
    const newest = wanted ?? offered.value.plugin.versions[0]?.version;
    if (!newest || !isNewer(newest, here)) return 'there';
  }
  const result = await installer.install({ ...order, id, version: wanted });
  return !result.ok && result.failure.code === 'install/already' ? 'there' : result;
}
