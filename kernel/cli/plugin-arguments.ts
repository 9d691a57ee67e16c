/** The words after `orrery plugins`, with Grafana's flags in the places where its users put them. */
import { parseArgs } from 'node:util';
import type { CommandIo } from './io.ts';

/** A mistake of the person who typed. */
export class UsageError extends Error {}

export interface PluginArguments {
  readonly verb: string;
  readonly rest: readonly string[];
  readonly help: boolean;
  readonly yes: boolean;
  readonly debug: boolean;
  readonly insecure: boolean;
  readonly grant?: string;
  readonly catalog?: string;
  readonly version?: string;
  readonly pluginUrl?: string;
  readonly sha256?: string;
  readonly pluginsDir?: string;
  readonly reason?: string;
  readonly homePath?: string;
  readonly configFile?: string;
  /** `cfg:section.key=value`, as the server takes them. */
  readonly overrides: readonly string[];
}

const aliases: Readonly<Record<string, string>> = {
  upgrade: 'update',
  'upgrade-all': 'update-all',
  uninstall: 'remove',
  list: 'ls',
  rollback: 'roll-back',
};
const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const repoCatalog = 'repo';

export function readPluginArguments(args: readonly string[], env: CommandIo['env']): PluginArguments {
  const config = args.filter((arg) => arg.startsWith('cfg:'));
  const { values, positionals } = parsed(args.filter((arg) => !arg.startsWith('cfg:')));
  const [verb = '', ...rest] = positionals;
  const repo = values.repo ?? env.GF_PLUGIN_REPO;
  const pluginUrl = values.pluginUrl ?? env.GF_PLUGIN_URL;
  const pluginsDir = values.pluginsDir ?? env.GF_PLUGIN_DIR;
  const catalog = values.catalog ?? (repo ? repoCatalog : undefined);
  const overrides = [
    ...(values.configOverrides ?? '').split(/\s+(?=cfg:)/).filter(Boolean),
    ...config,
    ...(repo ? [`cfg:catalog.${repoCatalog}.kind=grafana`, `cfg:catalog.${repoCatalog}.url=${repo}`] : []),
    ...(catalog && values.insecure ? [`cfg:catalog.${catalog}.insecure=true`] : []),
  ];
  if (values.insecure && !catalog && !pluginUrl)
    throw new UsageError(
      '--insecure says nothing here. Name whose certificate is not to be checked, with --repo, --catalog or --pluginUrl.',
    );
  return {
    verb: aliases[verb] ?? verb,
    rest,
    help: values.help === true,
    yes: values.yes === true,
    debug: values.debug === true,
    insecure: values.insecure === true,
    overrides,
    ...(values.grant !== undefined && { grant: values.grant }),
    ...(catalog && { catalog }),
    ...(pluginUrl && { pluginUrl }),
    ...(values.sha256 && { sha256: values.sha256 }),
    ...(pluginsDir && { pluginsDir }),
    ...(values.reason && { reason: values.reason }),
    ...(values.homepath && { homePath: values.homepath }),
    ...(values.config && { configFile: values.config }),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: true,
      options: {
        ...{ pluginsDir: text, repo: text, pluginUrl: text, sha256: text, catalog: text, grant: text, reason: text },
        ...{ homepath: text, config: text, configOverrides: text },
        ...{ insecure: flag, debug: { ...flag, short: 'd' }, yes: { ...flag, short: 'y' }, help: { ...flag, short: 'h' } },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
