/**
 * `/api/gnet/*`: Grafana's catalog requests, which its clients send to their server to be passed on. Here the server's own catalogs answer, in the
 * same words; nobody outside is asked that the configuration does not name.
 */
import type Router from '@koa/router';
import type { Principal, Result } from '@orrery/plugin-sdk';
import { grafanaAnswer } from '@orrery/plugin-sdk/manifest/grafana-catalog';
import type { Context } from 'koa';
import type { Installer, Offered } from '../installer/types.ts';
import { statusOf } from './failures.ts';

export const fileTypes: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  md: 'text/plain; charset=utf-8',
};

export interface CatalogRequestParts {
  readonly installer: Pick<Installer, 'offers' | 'find' | 'file' | 'archive'>;
  /** Ids that are offered to nobody. */
  readonly hidden: readonly string[];
  readonly root: string;
  readonly grafana: string;
}

const prefix = '/api/gnet';

export function catalogRequests(
  router: Router,
  { installer, hidden, root, grafana }: CatalogRequestParts,
  signedIn: (context: Context) => Principal | undefined,
): void {
  const base = root.replace(/\/+$/, '');
  /** Of one plugin its catalog is asked; a list is what all of them offer. */
  async function offered(id: string | undefined): Promise<readonly Offered[]> {
    if (!id || id === 'versioncheck') return (await installer.offers()).offers;
    const found = await installer.find(id);
    return found.ok ? [found.value] : [];
  }

  router.get(`${prefix}/*path`, async (context) => {
    if (!signedIn(context)) return;
    const path = context.path.slice(prefix.length);
    if (path !== '/plugins' && !path.startsWith('/plugins/')) {
      context.status = 404;
      context.body = { message: `No catalog of this server answers ${path}. They know plugins: ${prefix}/plugins.` };
      return;
    }
    const below = path.slice('/plugins'.length);
    const [first, second] = below.split('/').filter(Boolean);
    const offers = (await offered(first === 'repo' ? second : first)).filter(({ plugin }) => !hidden.includes(plugin.id));
    const of = (id: string): Offered => offers.find(({ plugin }) => plugin.id === id) as Offered;
    const made = grafanaAnswer(
      offers.map(({ plugin }) => plugin),
      {
        path: below,
        query: new URLSearchParams(context.querystring),
        grafana: context.get('grafana-version') || grafana,
        platform: [context.get('grafana-os'), context.get('grafana-arch')].filter(Boolean).join('-'),
        base,
        addressOf: ({ id }, file) => `${base}/api/orrery/catalog/files/${encodeURIComponent(of(id).catalog)}/${file}`,
      },
    );
    if ('archive' in made) {
      const gone = new AbortController();
      context.res.once('close', () => gone.abort());
      const archive = await installer.archive(of(made.plugin.id), made.archive, gone.signal);
      if (!archive.ok) return failed(context, archive);
      context.set({ 'content-type': 'application/zip', 'content-security-policy': "sandbox; default-src 'none'" });
      context.length = archive.value.file.size;
      context.body = archive.value.read().once('close', () => void archive.value[Symbol.asyncDispose]());
    } else if ('file' in made) await sendFile(context, installer, of(made.plugin.id).catalog, made.file);
    else {
      context.status = made.status;
      context.body = made.body;
    }
  });
}

/** A stranger's picture draws; nothing in it runs. */
export async function sendFile(context: Context, installer: Pick<Installer, 'file'>, catalog: string, name: string): Promise<void> {
  const type = fileTypes[name.split('.').at(-1) ?? ''];
  if (!type) {
    context.status = 404;
    context.body = { message: 'The catalog has no such file.' };
    return;
  }
  const file = await installer.file(catalog, name);
  if (!file.ok) return failed(context, file);
  context.set({
    'content-type': type,
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    'cache-control': 'private, max-age=86400, immutable',
  });
  context.body = file.value.bytes;
}

function failed(context: Context, result: Result<unknown>): void {
  if (result.ok) return;
  context.status = statusOf(result.failure);
  context.body = { message: result.failure.message, code: result.failure.code };
}
