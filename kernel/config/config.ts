/**
 * The configuration: defaults.ini, the custom file, GF_* and ORRERY_* environment, flags; later wins. Unknown keys are named in a
 * warning with the nearest known one, because a setting that is read and ignored is worse than none.
 */
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fail, ok, type Result } from '@orrery/plugin-sdk';
import { fileOf } from '../bundled.ts';
import { type Environment, expand } from './expand.ts';
import { interpolate, parseIni, type Sections, sectionOf } from './ini.ts';
import { nearest } from './nearest.ts';
import { isSecret, toBool, toDurationMs, toList } from './values.ts';

export type Source = 'default' | 'file' | 'environment' | 'flag';

export interface Config {
  readonly homePath: string;
  /** Sentences for the console, the log and the admin page. */
  readonly warnings: readonly string[];
  /** Empty when not set. `''` is the root section. */
  get(section: string, key: string): string;
  bool(section: string, key: string): boolean;
  int(section: string, key: string, fallback: number): number;
  durationMs(section: string, key: string, fallback: number): number;
  list(section: string, key: string): readonly string[];
  section(name: string): Readonly<Record<string, string>>;
  sections(): readonly string[];
  source(section: string, key: string): Source | undefined;
  isSecret(section: string, key: string): boolean;
  /** A path of `[paths]`, absolute. */
  path(key: 'data' | 'logs' | 'plugins' | 'provisioning'): string;
}

export interface LoadConfig {
  readonly homePath: string;
  readonly configFile?: string;
  /** `cfg:section.key=value` and `cfg:default.section.key=value`. */
  readonly args: readonly string[];
  readonly env: Environment;
}

const defaultsFile = fileOf('defaults.ini', new URL('./defaults.ini', import.meta.url));
/** Sections whose keys are anybody's, by name or prefix. */
const freeForm = [
  /^plugin\./,
  /^catalog\./,
  /^feature_toggles$/,
  /^auth\./,
  /^server\.custom_response_headers$/,
  /^metrics\.environment_info$/,
  /^users\./,
  /^plugins\./,
  /^navigation\./,
  /^log\./,
  /^smtp\./,
  /^unified_storage/,
  /^grafana-apiserver$/,
  /^recording_rules\./,
  /^unified_alerting\./,
  /^external_image_storage/,
  /^date_formats$/,
  /^tracing\./,
  /^emails$/,
];
/** What tools set and nobody reads as a setting. */
const notSettings = /^GF_(PATHS_(CONFIG|HOME)|INSTALL_PLUGINS|AWS_|PLUGIN_|UID|GID|VERSION)|__FILE$/;
/** Sections of long ago, and what took their place. */
const gone: Readonly<Record<string, string>> = {
  session: 'Sessions lie in the database; what several servers share is set by [remote_cache].',
};

export function loadConfig({ homePath, configFile, args, env }: LoadConfig): Result<Config> {
  const warnings: string[] = [];
  const sources = new Map<string, Source>();
  const base = parseIni(readFileSync(defaultsFile, 'utf8'), 'defaults.ini');
  if (!base.ok) return base;
  const sections = base.value;
  const put = (section: string, key: string, value: string, source: Source): void => {
    sectionOf(sections, section).set(key, value);
    sources.set(`${section}\n${key}`, source);
  };
  const known = new Map([...sections].map(([name, keys]) => [name, new Set(keys.keys())]));
  const flags = readFlags(args);
  for (const { section, key, value, byDefault } of flags) if (byDefault) put(section, key, value, 'default');

  const custom = configFile ?? env.GF_PATHS_CONFIG ?? join(homePath, 'conf', 'custom.ini');
  if (configFile || existsSync(custom)) {
    const read = readCustom(custom);
    if (!read.ok) return read;
    for (const [section, keys] of read.value) for (const [key, value] of keys) put(section, key, value, 'file');
  }
  const problem = readEnvironment(env, sections, (section, key, value) => put(section, key, value, 'environment'), warnings);
  if (problem) return fail('config/environment', problem);
  for (const { section, key, value, byDefault } of flags) if (!byDefault) put(section, key, value, 'flag');

  try {
    const root = sectionOf(sections, '');
    for (const [, keys] of sections) for (const [key, value] of keys) keys.set(key, expand(interpolate(value, keys, root), env));
  } catch (error) {
    return fail('config/expansion', error instanceof Error ? error.message : String(error));
  }
  warnings.push(...unknownKeys(sources, known), ...weakValues(sections));
  return ok(configOf(homePath, sections, sources, warnings));
}

function readCustom(file: string): Result<Sections> {
  try {
    return parseIni(readFileSync(file, 'utf8'), file);
  } catch (error) {
    return fail(
      'config/missing-file',
      `The configuration file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Check --config.`,
    );
  }
}

function readFlags(args: readonly string[]): { section: string; key: string; value: string; byDefault: boolean }[] {
  return args.flatMap((arg) => {
    const match = /^cfg:(default\.)?([^=]+)=(.*)$/s.exec(arg);
    if (!match) return [];
    const path = match[2] as string;
    const dot = path.lastIndexOf('.');
    return [
      { section: dot < 0 ? '' : path.slice(0, dot), key: path.slice(dot + 1), value: match[3] as string, byDefault: Boolean(match[1]) },
    ];
  });
}

const envName = (text: string): string => text.toUpperCase().replace(/[.-]/g, '_');

/** A sentence when the environment contradicts itself. */
function readEnvironment(
  env: Environment,
  sections: Sections,
  put: (section: string, key: string, value: string) => void,
  warnings: string[],
): string | undefined {
  // Longest section first: GF_AUTH_GENERIC_OAUTH_NAME belongs to auth.generic_oauth, not to auth.
  const names = [...sections.keys()].filter(Boolean).sort((a, b) => b.length - a.length);
  for (const prefix of ['GF_', 'ORRERY_']) {
    for (const [variable, given] of Object.entries(env)) {
      if (!variable.startsWith(prefix) || !given) continue;
      const fromFile = variable.endsWith('__FILE');
      const name = fromFile ? variable.slice(0, -'__FILE'.length) : variable;
      if (fromFile && env[name]) return `Both ${name} and ${variable} are set; they say the same thing twice. Unset one of them.`;
      if (!fromFile && notSettings.test(variable)) {
        if (variable === 'GF_INSTALL_PLUGINS')
          warnings.push(
            `GF_INSTALL_PLUGINS (${given}) installs nothing here. Put each plugin's signed package into the folder of [paths] plugins.`,
          );
        if (variable.startsWith('GF_PLUGIN_')) putPlugin(variable, given, sections, put);
        continue;
      }
      let value = given;
      if (fromFile) {
        try {
          value = readFileSync(given, 'utf8').trim();
        } catch {
          return `${variable} names ${given}, which cannot be read.`;
        }
      }
      const rest = name.slice(prefix.length);
      if (prefix === 'ORRERY_') {
        const key = rest.toLowerCase();
        if (sections.get('orrery')?.has(key)) put('orrery', key, value);
        continue;
      }
      const section = rest.startsWith('DEFAULT_') ? '' : names.find((candidate) => rest.startsWith(`${envName(candidate)}_`));
      if (section === undefined) {
        warnings.push(`${variable} names no section that is known and has no effect.`);
        continue;
      }
      const tail = section === '' ? rest.slice('DEFAULT_'.length) : rest.slice(envName(section).length + 1);
      const key = [...(sections.get(section)?.keys() ?? [])].find((candidate) => envName(candidate) === tail) ?? tail.toLowerCase();
      put(section, key, value);
    }
  }
  return undefined;
}

/** `[plugin.<id>]` of a declared id; ids with dashes cannot be told from the variable alone. */
function putPlugin(variable: string, value: string, sections: Sections, put: (section: string, key: string, value: string) => void): void {
  const rest = variable.slice('GF_PLUGIN_'.length);
  const section = [...sections.keys()]
    .filter((name) => name.startsWith('plugin.'))
    .find((name) => rest.startsWith(`${envName(name.slice('plugin.'.length))}_`));
  if (section) put(section, rest.slice(envName(section.slice('plugin.'.length)).length + 1).toLowerCase(), value);
}

function unknownKeys(sources: ReadonlyMap<string, Source>, known: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return [...sources].flatMap(([place, source]) => {
    const [section = '', key = ''] = place.split('\n');
    const obsolete = gone[section];
    if (!obsolete && (freeForm.some((pattern) => pattern.test(section)) || known.get(section)?.has(key))) return [];
    const from = source === 'file' ? 'The configuration file' : source === 'environment' ? 'The environment' : 'A flag';
    const keys = known.get(section);
    if (obsolete) return [`${from} sets [${section}] ${key}, which has no effect any more. ${obsolete}`];
    if (!keys) {
      const like = nearest(section, [...known.keys()]);
      return [`${from} sets [${section}] ${key}, but there is no section [${section}].${like ? ` Is [${like}] meant?` : ''}`];
    }
    const where = section ? `[${section}] ` : '';
    // The right key under the wrong head is likelier than a misspelt one.
    const homes = [...known].filter(([, others]) => others.has(key)).map(([name]) => name);
    if (homes.length === 1) return [`${from} sets ${where}${key}, which has no effect there. It belongs to [${homes[0]}].`];
    const like = nearest(key, [...keys]);
    return [`${from} sets ${where}${key}, which is no known key and has no effect.${like ? ` Is ${like} meant?` : ''}`];
  });
}

function weakValues(sections: Sections): string[] {
  const security = sectionOf(sections, 'security');
  const weak: string[] = [];
  if (security.get('secret_key') === 'SW2YcwTIb9zpOOhoPsMm')
    weak.push('[security] secret_key is the published sample. Set one of your own; what was encrypted with it can be read by anybody.');
  if (security.get('admin_password') === 'admin')
    weak.push('[security] admin_password is "admin". Change it before anybody else finds the server.');
  return weak;
}

function configOf(homePath: string, sections: Sections, sources: ReadonlyMap<string, Source>, warnings: string[]): Config {
  const get = (section: string, key: string): string => sections.get(section)?.get(key) ?? '';
  const spoken = <Value>(section: string, key: string, value: Value | undefined, fallback: Value, wanted: string): Value => {
    if (value !== undefined) return value;
    if (get(section, key) !== '')
      warnings.push(`[${section}] ${key} is "${get(section, key)}", which is no ${wanted}; ${String(fallback)} is used.`);
    return fallback;
  };
  return {
    homePath,
    warnings,
    get,
    bool: (section, key) => toBool(get(section, key)),
    int: (section, key, fallback) =>
      spoken(section, key, /^-?\d+$/.test(get(section, key)) ? Number(get(section, key)) : undefined, fallback, 'whole number'),
    durationMs: (section, key, fallback) => spoken(section, key, toDurationMs(get(section, key)), fallback, 'duration like 30s or 7d'),
    list: (section, key) => toList(get(section, key)),
    section: (name) => Object.fromEntries(sections.get(name) ?? []),
    sections: () => [...sections.keys()],
    source: (section, key) => (sections.get(section)?.has(key) ? (sources.get(`${section}\n${key}`) ?? 'default') : undefined),
    isSecret: (section, key) => isSecret(key, get(section, key)),
    path(key) {
      const text = get('paths', key);
      return isAbsolute(text) ? text : join(homePath, text);
    },
  };
}
