/** What a catalog says of one package, read from the package itself: nobody types twice what the manifest knows. */
import { fail, ok, type Result } from '@orrery/plugin-sdk/result';
import type { CatalogPlugin, CatalogVersion } from '@orrery/plugin-sdk/manifest/catalog-index';
import { checkManifest } from '@orrery/plugin-sdk/manifest/check';
import type { Manifest } from '@orrery/plugin-sdk/manifest/types';
import { readArchive, sha256 } from '@orrery/signing';

export interface Offer {
  readonly plugin: Omit<CatalogPlugin, 'versions'>;
  readonly version: CatalogVersion;
  /** Pictures and texts by their names in the catalog. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const pictures = /\.(svg|png|jpe?g|gif|webp)$/i;
const executable = /_(linux|darwin|freebsd|windows)_(amd64|arm64|arm|386)(?:\.exe)?$/;

/** `archive` as `writeArchive` makes it. Fails when it is not a signed plugin in order; whose signature counts is asked where it is installed. */
export async function offerOf(archive: Uint8Array, published: string): Promise<Result<Offer>> {
  const read = await readArchive(archive);
  if (!read.ok) return fail(read.code, `It cannot be offered: ${read.message}. ${read.remedy}`);
  const { files, manifest: signed, folder } = read;
  if (!signed) return fail('catalog/unsigned', 'It is not signed. Sign its folder with `orrery sign`, then offer it.');
  const parsed = manifestOf(files);
  if (!parsed.ok) return parsed;
  const manifest = parsed.value;
  if (signed.plugin !== manifest.id || signed.version !== manifest.info.version)
    return fail('catalog/other-plugin', `It is ${manifest.id} ${manifest.info.version} and signed as ${signed.plugin} ${signed.version}.`);
  if (folder !== manifest.id) return fail('catalog/folder', `Its folder is named "${folder}"; it has to be named "${manifest.id}".`);

  const kept = new Map<string, Uint8Array>();
  const keep = (path: string | undefined): string | undefined => {
    const bytes = path === undefined ? undefined : files.get(path);
    if (!path || !bytes) return undefined;
    const name = `${sha256(bytes)}.${path.split('.').at(-1)?.toLowerCase()}`;
    kept.set(name, bytes);
    return name;
  };
  const picture = (path: string | undefined): string | undefined => (path && pictures.test(path) ? keep(path) : undefined);
  const { info, orrery } = manifest;
  const [logo, readme, changelog] = [picture(info.logos?.small), keep('README.md'), keep('CHANGELOG.md')];
  return ok({
    plugin: {
      id: manifest.id,
      type: manifest.type,
      name: manifest.name,
      description: info.description,
      ...(manifest.category && { category: manifest.category }),
      keywords: [...(info.keywords ?? [])],
      author: info.author?.name ?? signed.signedByOrgName,
      links: (info.links ?? [])
        .filter(({ url }) => /^(https?:\/\/|mailto:)/i.test(url ?? ''))
        .map(({ name, url }) => ({ name: name ?? url, url })),
      aliases: manifest.aliasIDs ?? [],
      ...(logo && { logo }),
      screenshots: (info.screenshots ?? []).flatMap(({ name, path }) => {
        const file = picture(path);
        return file ? [{ name: name ?? '', file }] : [];
      }),
      ...(readme && { readme }),
      ...(changelog && { changelog }),
      ...(manifest.state === 'deprecated' && { deprecated: 'Its author calls it deprecated.' }),
    },
    version: {
      version: info.version,
      published,
      sha256: sha256(archive),
      size: archive.length,
      platforms: platformsOf(manifest, [...files.keys()]),
      grafanaDependency: manifest.dependencies?.grafanaDependency ?? '',
      dependencies: (manifest.dependencies?.plugins ?? []).map(({ id }) => id),
      signedBy: { org: signed.signedByOrgName, keyId: signed.keyId, level: signed.signatureType },
      runtime: orrery.runtime,
      capabilities: { ...orrery.capabilities },
      contributes: Object.fromEntries(Object.entries(orrery.contributes ?? {}).map(([point, named]) => [point, Object.keys(named ?? {})])),
    },
    files: kept,
  });
}

function manifestOf(files: ReadonlyMap<string, Uint8Array>): Result<Manifest> {
  const json = (name: string): Record<string, unknown> | undefined => {
    const bytes = files.get(name);
    return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>);
  };
  try {
    const plugin = json('plugin.json');
    if (!plugin) return fail('catalog/no-plugin', 'It holds no plugin.json.');
    const beside = json('orrery.json');
    return checkManifest(beside ? { ...plugin, orrery: beside } : plugin, 'plugin.json');
  } catch (error) {
    return fail('catalog/no-plugin', `Its plugin.json is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Isolates run anywhere; executables where they were built for. */
function platformsOf(manifest: Manifest, paths: readonly string[]): string[] {
  if (manifest.orrery.runtime !== 'process') return ['any'];
  const found = paths.flatMap((path) => {
    const [, os, arch] = executable.exec(path) ?? [];
    return os && arch ? [`${os}-${arch}`] : [];
  });
  return found.length > 0 ? [...new Set(found)].sort() : ['any'];
}
