/** The offers of a catalog as answers to Grafana's catalog requests: its server's, its command line's, and its update check's. */
import type { CatalogPlugin, CatalogVersion } from './catalog-index.ts';
import { rangeProblem } from './compatible.ts';

export interface GrafanaAsked {
  /** Below `/api/plugins`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Headers of the client; empty when it sent none. */
  readonly grafana: string;
  readonly platform: string;
  readonly base: string;
  /** Where one of a plugin's files lies. */
  readonly addressOf: (plugin: CatalogPlugin, file: string) => string;
}
export type GrafanaAnswer =
  | { readonly status: number; readonly body: unknown }
  | { readonly plugin: CatalogPlugin; readonly file: string }
  | { readonly plugin: CatalogPlugin; readonly archive: CatalogVersion };

const notFound = { status: 404, body: { code: 'NotFound', message: 'Plugin not found' } };
const typeIds: Readonly<Record<string, number>> = { app: 1, datasource: 2, panel: 3 };

export function grafanaAnswer(plugins: readonly CatalogPlugin[], asked: GrafanaAsked): GrafanaAnswer {
  const { path, query } = asked;
  const parts = path.split('/').filter(Boolean).map(decode);
  const find = (id: string | undefined): CatalogPlugin | undefined =>
    plugins.find((plugin) => plugin.id === id || plugin.aliases.includes(id ?? ''));
  const fits = (version: CatalogVersion): boolean =>
    !version.withdrawn && (!asked.grafana || !rangeProblem(version.grafanaDependency, asked.grafana)) && runsOn(version, asked.platform);

  if (parts.length === 0) {
    const wanted = query.get('slugIn')?.split(',');
    const deprecated = query.get('includeDeprecated') === 'true';
    const items = plugins.filter(({ id, deprecated: is }) => (wanted ? wanted.includes(id) : true) && (deprecated || !is));
    return { status: 200, body: { items: items.map((plugin) => remote(plugin, asked)), total: items.length } };
  }
  if (parts[0] === 'versioncheck' && parts.length === 1) {
    const wanted = query.get('slugIn')?.split(',') ?? [];
    const server = query.get('grafanaVersion') ?? asked.grafana;
    return {
      status: 200,
      body: wanted.flatMap((id) => {
        const found = find(id);
        const newest = found?.versions.find(
          (version) => !version.withdrawn && (!server || !rangeProblem(version.grafanaDependency, server)),
        );
        return found && newest ? [{ slug: id, version: newest.version }] : [];
      }),
    };
  }
  if (parts[0] === 'repo') {
    const told = (plugin: CatalogPlugin) => ({
      id: plugin.id,
      category: plugin.category ?? '',
      versions: plugin.versions.filter(fits).map((version) => ({
        commit: '',
        url: asked.base,
        version: version.version,
        arch: Object.fromEntries(version.platforms.map((name) => [name, { sha256: version.sha256 }])),
      })),
    });
    if (parts.length === 1)
      return { status: 200, body: { plugins: plugins.map(told).filter(({ versions }) => versions.length > 0), version: '' } };
    const found = parts.length === 2 ? find(parts[1]) : undefined;
    return found ? { status: 200, body: told(found) } : notFound;
  }
  const [id, versions, version, what, size] = parts;
  const found = find(id);
  if (parts.length === 1) return found ? { status: 200, body: remote(found, asked) } : notFound;
  if (versions !== 'versions') return notFound;
  // An unknown id has no versions, and clients take that for "not found".
  if (parts.length === 2)
    return { status: 200, body: { items: (found?.versions ?? []).map((one) => versionItem(found as CatalogPlugin, one, asked)) } };
  if (!found) return notFound;
  if (what === 'logos' && (size === 'small' || size === 'large') && parts.length === 5)
    return found.logo ? { plugin: found, file: found.logo } : notFound;
  const one = found.versions.find((each) => each.version === version);
  if (what !== 'download' || parts.length !== 4 || !one) return notFound;
  if (!runsOn(one, asked.platform))
    return { status: 409, body: { message: `${found.id} ${one.version} is not made for ${asked.platform}` } };
  return { plugin: found, archive: one };
}

function runsOn({ platforms }: CatalogVersion, platform: string): boolean {
  return !platform || platforms.includes('any') || platforms.includes(platform);
}

function versionItem({ id }: CatalogPlugin, version: CatalogVersion, { base, grafana, platform }: GrafanaAsked) {
  const at = `/api/plugins/${id}/versions/${version.version}`;
  const file = { sha256: version.sha256, md5: '', packageName: `${id}-${version.version}.zip`, downloadUrl: `${at}/download` };
  return {
    version: version.version,
    packages: Object.fromEntries(version.platforms.map((name) => [name, file])),
    url: base,
    createdAt: version.published,
    updatedAt: version.published,
    isCompatible: !version.withdrawn && (!grafana || !rangeProblem(version.grafanaDependency, grafana)) && runsOn(version, platform),
    grafanaDependency: version.grafanaDependency,
    angularDetected: false,
    status: version.withdrawn ? 'disabled' : 'active',
    downloads: 0,
    verified: true,
    commit: '',
    description: '',
    downloadSlug: id,
    signatureType: version.signedBy.level,
    signedByOrg: version.signedBy.org,
    links: [
      { rel: 'self', href: at },
      { rel: 'download', href: `${at}/download` },
    ],
  };
}

function remote(plugin: CatalogPlugin, asked: GrafanaAsked) {
  const [newest] = plugin.versions.filter(({ withdrawn }) => !withdrawn);
  const version = newest ?? (plugin.versions[0] as CatalogVersion);
  return {
    id: typeIds[plugin.type] ?? 0,
    slug: plugin.id,
    name: plugin.name,
    description: plugin.description,
    typeId: typeIds[plugin.type] ?? 0,
    typeCode: plugin.type,
    typeName: plugin.type,
    version: version.version,
    versionStatus: 'active',
    status: plugin.deprecated ? 'deprecated' : 'active',
    statusContext: plugin.deprecated ?? '',
    orgName: plugin.author,
    orgSlug: version.signedBy.org,
    keywords: plugin.keywords,
    createdAt: plugin.versions.at(-1)?.published ?? version.published,
    updatedAt: version.published,
    grafanaDependency: version.grafanaDependency,
    downloads: 0,
    popularity: 0,
    featured: 0,
    internal: false,
    signatureType: version.signedBy.level,
    versionSignatureType: version.signedBy.level,
    versionSignedByOrg: version.signedBy.org,
    versionSignedByOrgName: version.signedBy.org,
    packages: versionItem(plugin, version, asked).packages,
    links: plugin.links,
    readme: plugin.readme ? asked.addressOf(plugin, plugin.readme) : '',
    angularDetected: false,
    json: { dependencies: { grafanaDependency: version.grafanaDependency, plugins: version.dependencies.map((id) => ({ id })) } },
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
