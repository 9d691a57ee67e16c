/**
 * The catalogs of this server: those of the configuration, `[catalog.NAME]`, and the one that lies beside it. They are instances of the
 * server itself, so that addresses are judged and credentials added as for any other.
 */
import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { type FetchRequest, fail, type Instance, ok, type Result } from '@orrery/plugin-sdk';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import type { Config } from '../config/config.ts';
import { type EgressConfig, egressGrant } from '../instances/egress.ts';
import { catalogPoint, serverOrg } from './sources.ts';

export interface Catalog {
  readonly name: string;
  readonly kind: string;
  readonly url: string;
  /** Of this machine; wins over the address. */
  readonly folder?: string;
  readonly priority: number;
  readonly keys: readonly string[];
  readonly token: string;
  /** Its server need not prove who it is; what it gives is believed by its signature. */
  readonly insecure?: boolean;
  /** It came with this kernel. */
  readonly bundled?: true;
}

const sectionPrefix = 'catalog.';
export const builtIn = 'builtin';

/** Each a catalog, or what is wrong with its section. */
export function configuredCatalogs(
  config: Pick<Config, 'sections' | 'section' | 'homePath'>,
  builtInFolder: string | undefined,
): Result<Catalog>[] {
  // Grafana's one token for its one catalog goes to catalogs that are asked as that one is.
  const { install_token: installToken = '' } = config.section('plugins');
  const named = config
    .sections()
    .filter((section) => section.startsWith(sectionPrefix))
    .flatMap((section): Result<Catalog>[] => {
      const name = section.slice(sectionPrefix.length);
      const {
        url = '',
        path = '',
        kind = 'orrery',
        priority = '50',
        keys = '',
        token = '',
        insecure = '',
        enabled = 'true',
      } = config.section(section);
      if (enabled === 'false') return [];
      if (!/^[a-zA-Z0-9_-]{1,40}$/.test(name))
        return [fail('config/catalog', `[${section}]: the name of a catalog has 1 to 40 letters, digits, - and _.`)];
      if (!url && !path) return [fail('config/catalog', `[${section}] names neither url nor path.`)];
      if (url && !/^https?:\/\//.test(url))
        return [fail('config/catalog', `[${section}] url is "${url}"; an address like https://plugins.example/ belongs there.`)];
      const number = Number(priority);
      if (!Number.isFinite(number)) return [fail('config/catalog', `[${section}] priority is "${priority}"; a number belongs there.`)];
      const folder = path && (isAbsolute(path) ? path : resolve(config.homePath, path));
      return [
        ok({
          ...{ name, kind, url, priority: number, keys: keys.split(/[\s,]+/).filter(Boolean) },
          ...(folder && { folder }),
          ...(insecure === 'true' && { insecure: true }),
          token: token || (kind === 'grafana' ? installToken : ''),
        }),
      ];
    });
  const taken = named.some((one) => one.ok && one.value.name === builtIn) || config.sections().includes(sectionPrefix + builtIn);
  if (taken || !builtInFolder || !existsSync(builtInFolder)) return named;
  return [
    ...named,
    ok({ name: builtIn, kind: 'orrery', url: '', folder: builtInFolder, priority: 100, keys: [], token: '', bundled: true }),
  ];
}

/** Catalogs as instances of the server itself: made from the configuration, kept nowhere. */
export interface CatalogInstances {
  list(): readonly Instance[];
  get(point: string, uid: string, orgId: number): Instance | undefined;
  folderOf(instance: Instance): string | undefined;
  /** What a call about one may fetch, credentials put in; undefined for an instance that is none of these. */
  grant(instance: Instance, granted: FetchRequest, config: EgressConfig): Result<EgressGrant> | undefined;
}

export function catalogInstances(catalogs: readonly Catalog[], pluginOf: (kind: string) => string): CatalogInstances {
  const known = new Map(
    catalogs.map((catalog, index): [string, { readonly catalog: Catalog; readonly instance: Instance }] => {
      const { name, kind, priority, keys, token, bundled, insecure } = catalog;
      // A base ends with a slash, or its last part would not be part of what is asked.
      const url = kind === 'orrery' && catalog.url ? catalog.url.replace(/\/*$/, '/') : catalog.url;
      const instance: Instance = {
        ...{ point: catalogPoint, contribution: kind, id: -1 - index, uid: name, orgId: serverOrg, name, url },
        plugin: pluginOf(kind),
        settings: { priority, keys, ...(bundled && { bundled }), ...(insecure && { tlsSkipVerify: true }) },
        secretNames: token ? ['bearerToken'] : [],
        ...{ readOnly: true, isDefault: false, version: 1, updated: 0 },
      };
      return [name, { catalog, instance: Object.freeze(instance) }];
    }),
  );
  const ours = ({ point, orgId, uid }: Pick<Instance, 'point' | 'orgId' | 'uid'>) =>
    point === catalogPoint && orgId === serverOrg ? known.get(uid) : undefined;
  return {
    list: () => [...known.values()].map(({ instance }) => instance),
    get: (point, uid, orgId) => ours({ point, uid, orgId })?.instance,
    folderOf: (instance) => ours(instance)?.catalog.folder,
    grant(instance, granted, config) {
      const found = ours(instance);
      // The white list is about what people may configure as a data source; this address stands in the configuration itself.
      return found && egressGrant(found.instance, { bearerToken: found.catalog.token }, granted, undefined, { ...config, whitelist: [] });
    },
  };
}
