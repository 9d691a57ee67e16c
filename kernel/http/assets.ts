/**
 * Files of plugins, by content: `/m/<package hash>/<file>`. They come from the map of verified bytes and from nowhere else, so there is no
 * path to walk; compressed once; without credentials, because frames of null origin load them, too.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import type { Registry, VerifiedPackage } from '../registry/types.ts';

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  woff: 'font/woff',
  md: 'text/plain; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
};
const compressible = /^(text\/|application\/(json|javascript)|image\/svg)/;
const deflate = promisify(gzip);
const brotli = promisify(brotliCompress);

/** Kept to ourselves: what runs on the server, and what only signs. */
const notServed = new Set(['backend.js', 'MANIFEST.txt', 'orrery.json']);

export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly encoding?: 'br' | 'gzip';
}
export interface Assets {
  /** A file of an active package by its hash. */
  byHash(hash: string, file: string, accept: string): Promise<Asset | undefined>;
  /** The same, by plugin id: Grafana's addresses. */
  byPlugin(id: string, file: string, accept: string): Promise<Asset | undefined>;
  /** `sha384-…` of every script and style sheet that the page may load, by address. */
  integrity(): Readonly<Record<string, string>>;
  stop(): void;
}

export function createAssets(registry: Registry): Assets {
  const packages = new Map<string, VerifiedPackage>();
  const compressed = new LRUCache<string, Uint8Array>({ maxSize: 64 << 20, sizeCalculation: (bytes) => bytes.length + 1 });
  let table: Record<string, string> | undefined;
  const refresh = (): void => {
    packages.clear();
    for (const { package: pkg, key } of registry.plugins()) if (pkg && key) packages.set(pkg.hash, pkg);
    table = undefined;
  };
  const stop = registry.onState(refresh);
  refresh();

  async function serve(pkg: VerifiedPackage | undefined, file: string, accept: string): Promise<Asset | undefined> {
    const bytes = notServed.has(file) ? undefined : pkg?.files.get(file);
    const type = types[file.split('.').at(-1)?.toLowerCase() ?? ''];
    if (!pkg || !bytes || !type) return undefined;
    if (bytes.length < 1024 || !compressible.test(type)) return { type, bytes };
    const encoding = /\bbr\b/.test(accept) ? 'br' : /\bgzip\b/.test(accept) ? 'gzip' : undefined;
    if (!encoding) return { type, bytes };
    const slot = `${encoding} ${pkg.hash} ${file}`;
    let packed = compressed.get(slot);
    if (!packed) {
      packed =
        encoding === 'br' ? await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : await deflate(bytes, { level: 9 });
      compressed.set(slot, packed);
    }
    return { type, bytes: packed, encoding };
  }

  return {
    byHash: (hash, file, accept) => serve(packages.get(hash), file, accept),
    byPlugin: (id, file, accept) => serve(registry.plugin(id)?.key ? registry.plugin(id)?.package : undefined, file, accept),
    integrity() {
      table ??= Object.fromEntries(
        [...packages.values()].flatMap((pkg) =>
          [...pkg.files]
            .filter(([file]) => /\.(js|css)$/.test(file) && !notServed.has(file))
            .map(([file, bytes]) => [`/m/${pkg.hash}/${file}`, `sha384-${createHash('sha384').update(bytes).digest('base64')}`]),
        ),
      );
      return table;
    },
    stop,
  };
}
