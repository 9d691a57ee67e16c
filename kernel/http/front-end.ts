/**
 * Where a front end runs: in the page, or in a document of its own that has no origin. Which host name that document comes from
 * decides what it shares: browsers put all documents without an origin that come from one host name into one process, so a plugin
 * that loops there silences the others; a host name a plugin keeps them apart.
 */
import { createHash } from 'node:crypto';
import { drawnPoints } from '@orrery/plugin-sdk/contributions/index';
import type { Config } from '../config/config.ts';
import type { Contribution, Registry } from '../registry/types.ts';

/** What a browser asked for: `Host` as it came, which is what the browser's addresses are relative to. */
export interface Asked {
  readonly host: string;
}

export interface FrontEnds {
  /** True for levels that may run in the page, where no administrator isolates them. */
  inPage(contribution: Pick<Contribution, 'plugin' | 'level'>, point: string): boolean;
  /** Address of the plugin's document, without a scheme where it has a host name of its own. */
  frameOf(plugin: string, asked: Asked): string;
  /** The plugin whose own host name this is; such a host serves its document and module files, and nothing else. */
  ownerOf(host: string): string | undefined;
  /** Sources of frames, for the policy of the page. */
  sources(asked: Asked): readonly string[];
  /** Sources below which this server's own files lie: by the name that was asked for, and by the public one where a proxy rewrites it. */
  origins(asked: Asked): readonly string[];
  /** Pages that may hold a plugin's document, for the document's policy. */
  ancestors(asked: Asked): readonly string[];
}

/** What a policy can name: the form of an IPv6 address it does not know. */
const sound = /^[a-z0-9.-]+(:\d+)?$/i;
const loopback = /^(localhost|127(\.\d+){3}|\[::1\]|[a-z0-9-]+\.localhost)$/;

export function createFrontEnds(config: Config, registry: Registry): FrontEnds {
  const isolated = config.list('security', 'enable_frontend_sandbox_for_plugins');
  const spared = config.list('security', 'disable_frontend_sandbox_for_plugins');
  const domain = config
    .get('orrery', 'frame_domain')
    .toLowerCase()
    .replace(/^\*?\./, '');
  // `.localhost` names lead to this machine by themselves, so whoever came to it by one of its own names needs nothing configured.
  const domainFor = ({ host }: Asked): string | undefined => {
    if (domain) return domain;
    const [, name = '', port = ''] = /^(.*?)(:\d+)?$/.exec(host.toLowerCase()) ?? [];
    return loopback.test(name) ? `localhost${port}` : undefined;
  };
  const root = URL.parse(config.get('server', 'root_url'))?.host ?? '';
  const names = ({ host }: Asked): string[] =>
    (!domain && domainFor({ host }) ? [host] : [...new Set([host, root])]).filter((name) => sound.test(name));
  return {
    inPage({ plugin, level }, point) {
      if (level !== 'core' && level !== 'commercial') return false;
      // Pages of these levels hold what others draw: they are the page.
      const isDrawn = (drawnPoints as readonly string[]).includes(point);
      const all = isolated.includes('*') && isDrawn && !spared.includes(plugin);
      return !all && !isolated.includes(plugin);
    },
    frameOf(plugin, asked) {
      const below = domainFor(asked);
      return below ? `//${label(plugin)}.${below}/frame/${plugin}` : `/frame/${plugin}`;
    },
    ownerOf(host) {
      const name = host.toLowerCase().split(':')[0] ?? '';
      const [first = '', ...rest] = name.split('.');
      const below = rest.join('.');
      if (!first.startsWith('p-') || (below !== 'localhost' && below !== domain.split(':')[0])) return undefined;
      return registry.plugins().find(({ id }) => label(id) === first)?.id ?? '';
    },
    sources(asked) {
      const below = domainFor(asked);
      const own = sound.test(asked.host) ? names(asked).map((name) => `${name}/frame/`) : ["'self'"];
      return below ? [...own, `*.${below}/frame/`] : own;
    },
    origins: (asked) => (sound.test(asked.host) ? names(asked) : []),
    ancestors(asked) {
      if (domain) return ["'self'", ...names({ host: root })];
      const port = /:\d+$/.exec(asked.host)?.[0] ?? '';
      return domainFor(asked) ? ["'self'", `localhost${port}`, `127.0.0.1${port}`, `*.localhost${port}`] : ["'self'"];
    },
  };
}

/** What a plugin contributes to some points. */
export function contributionsOf(registry: Registry, plugin: string, points: readonly string[]): Contribution[] {
  return points.flatMap((point) => registry.contributions(point).filter((one) => one.plugin === plugin));
}

/** Of an id, the first part of its host name: names of hosts take fewer characters than ids, and none of them twice. */
function label(plugin: string): string {
  return /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/.test(plugin)
    ? `p-${plugin}`
    : // Two dashes: no id begins with one, so none can be written that has this name, too.
      `p--${createHash('sha256').update(plugin).digest('hex').slice(0, 24)}`;
}
