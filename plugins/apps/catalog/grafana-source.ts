/**
 * A catalog that speaks as Grafana's does. It signs nothing as a whole: what it lists is a hint, and a package counts by its own signature.
 */
import { type CallContext, type CatalogHost, type CatalogSourceHandler, FailureError } from '@orrery/plugin-sdk';
import type { CatalogPlugin, CatalogVersion } from '@orrery/plugin-sdk/manifest/catalog-index';
import { newestFirst } from '@orrery/plugin-sdk/manifest/compatible';
import type { Held } from './signed-source.ts';

type Json = Readonly<Record<string, unknown>>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter((item): item is Json => typeof item === 'object' && item !== null) : [];
const isId = (id: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(id);

export function grafanaSource({ fetch }: Pick<Held, 'fetch'>): CatalogSourceHandler {
  async function ask(path: string, { grafana, platform }: CatalogHost, context: CallContext) {
    const [os = '', arch = ''] = platform.split('-');
    const headers = { 'grafana-version': grafana, 'grafana-os': os, 'grafana-arch': arch, 'grafana-origin': 'server' };
    const base = (context.instance?.url ?? '').replace(/\/+$/, '');
    const response = await fetch(base + path, { headers, signal: context.signal });
    if (response.ok) return response;
    const body = await response.text().catch(() => '');
    const said = messageOf(body);
    throw new FailureError({
      code: response.status === 404 ? 'catalog/no-plugin' : 'catalog/refused',
      message: `The catalog "${context.instance?.name ?? ''}" answered ${response.status}${said ? `: ${said}` : ''}.`,
      retryable: response.status >= 500,
      detail: { status: response.status >= 500 ? 502 : response.status },
    });
  }
  const json = async (path: string, host: CatalogHost, context: CallContext): Promise<Json> =>
    (await (await ask(path, host, context)).json()) as Json;

  async function versionsOf(id: string, host: CatalogHost, context: CallContext): Promise<CatalogVersion[]> {
    const { items } = await json(`/${id}/versions`, host, context);
    return list(items)
      .map((item) => versionFrom(item, host.platform))
      .filter((version) => version.version !== '')
      .sort((a, b) => newestFirst(a.version, b.version));
  }

  return {
    async list(host, context) {
      const { items } = await json('?includeDeprecated=false', host, context);
      const plugins = list(items).filter(({ slug }) => isId(text(slug)));
      return {
        facts: { name: context.instance?.name ?? '', issue: 0, issued: '', expires: '' },
        // Which versions there are is asked when one is looked at.
        plugins: plugins.map((item) =>
          pluginFrom(item, [versionFrom({ version: item.version, grafanaDependency: item.grafanaDependency }, host.platform)]),
        ),
      };
    },
    async find({ id, host }, context) {
      if (!isId(id)) return null;
      const versions = await versionsOf(id, host, context).catch((error: unknown) => {
        if (error instanceof FailureError && error.failure.code === 'catalog/no-plugin') return [];
        throw error;
      });
      if (versions.length === 0) return null;
      const about = await json(`/${id}`, host, context).catch((): Json => ({ slug: id, name: id }));
      return pluginFrom({ ...about, slug: id }, versions);
    },
    async fetchPackage({ id, version, host }, context) {
      const response = await ask(`/${id}/versions/${encodeURIComponent(version.version)}/download`, host, context);
      return { size: Number(response.headers['content-length'] ?? 0), body: response.chunks() };
    },
    file: async () => ({ status: 404 }),
  };
}

function versionFrom(item: Json, platform: string): CatalogVersion {
  const packages = (item.packages ?? {}) as Readonly<Record<string, Json>>;
  const names = Object.keys(packages);
  const file = packages[platform] ?? packages.any ?? {};
  return {
    version: text(item.version),
    published: text(item.createdAt) || '1970-01-01T00:00:00Z',
    sha256: /^[0-9a-f]{64}$/i.test(text(file.sha256)) ? text(file.sha256).toLowerCase() : '',
    size: 0,
    platforms: names.length > 0 ? names : ['any'],
    grafanaDependency: item.isCompatible === false ? '<0.0.0' : text(item.grafanaDependency),
    dependencies: [],
    signedBy: { org: text(item.signedByOrg), keyId: '', level: text(item.signatureType) },
    // What it asks for is known once its package is read.
    runtime: 'none',
    capabilities: {},
    contributes: {},
  };
}

function pluginFrom(item: Json, versions: readonly CatalogVersion[]): CatalogPlugin {
  return {
    id: text(item.slug),
    type: text(item.typeCode) || 'app',
    name: text(item.name) || text(item.slug),
    description: text(item.description),
    keywords: Array.isArray(item.keywords) ? item.keywords.map(String) : [],
    author: text(item.orgName),
    links: [],
    aliases: [],
    screenshots: [],
    ...(item.status === 'deprecated' && { deprecated: 'Its catalog calls it deprecated.' }),
    versions,
  };
}

function messageOf(body: string): string {
  try {
    return text((JSON.parse(body) as Json).message);
  } catch {
    return body.slice(0, 200);
  }
}
