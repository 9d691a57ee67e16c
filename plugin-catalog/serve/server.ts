/** Hands a catalog's folder out: our own files as they lie, and the same offers in the words of Grafana's catalog requests. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { grafanaAnswer } from '@orrery/plugin-sdk/manifest/grafana-catalog';
import { indexFile, readDraft } from '../shelf.ts';

export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly token?: string;
}

const own = /^\/(index\.txt|(packages|files)\/[0-9a-f]{64}\.[a-z0-9]{1,8})$/;
const types: Readonly<Record<string, string>> = {
  txt: 'text/plain; charset=utf-8',
  zip: 'application/zip',
  md: 'text/markdown; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

export async function serveCatalog(
  folder: string,
  { port, host, token }: ServeOptions,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) return void response.destroy();
      tell(response, 500, { message: error instanceof Error ? error.message : String(error) });
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return tell(response, 405, { message: 'A catalog is only read.' });
    if (token && !equal(request.headers.authorization ?? '', `Bearer ${token}`)) {
      response.setHeader('www-authenticate', 'Bearer realm="catalog"');
      return tell(response, 401, { message: 'This catalog asks for a token.' });
    }
    const url = new URL(request.url ?? '/', 'http://catalog');
    if (own.test(url.pathname)) return send(response, url.pathname.slice(1), url.pathname === `/${indexFile}`);
    if (url.pathname !== '/api/plugins' && !url.pathname.startsWith('/api/plugins/')) return tell(response, 404, { message: 'Not found' });
    const { plugins } = await readDraft(folder);
    const base = `http://${request.headers.host ?? `${host}:${port}`}`;
    const asked = {
      path: url.pathname.slice('/api/plugins'.length),
      query: url.searchParams,
      grafana: header(request, 'grafana-version'),
      platform: [header(request, 'grafana-os'), header(request, 'grafana-arch')].filter(Boolean).join('-'),
      base,
      addressOf: (_plugin: unknown, file: string) => `${base}/files/${file}`,
    };
    const made = grafanaAnswer(plugins, asked);
    if ('file' in made) return send(response, `files/${made.file}`, false);
    if ('archive' in made) return send(response, `packages/${made.archive.sha256}.zip`, false);
    tell(response, made.status, made.body);
  }

  async function send(response: ServerResponse, file: string, mayChange: boolean): Promise<void> {
    const path = join(folder, file);
    const info = await stat(path).catch(() => undefined);
    if (!info?.isFile()) return tell(response, 404, { message: 'Not found' });
    response.writeHead(200, {
      'content-type': types[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      'content-length': info.size,
      'cache-control': mayChange ? 'no-cache' : 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    });
    createReadStream(path)
      .on('error', () => response.destroy())
      .pipe(response);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function tell(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' }).end(JSON.stringify(body));
}
function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
function equal(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
