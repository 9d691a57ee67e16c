/** The HTTP server: every request is read once, known, decided and answered here. */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { Failure } from '@orrery/plugin-sdk';
import type { PageDeclaration } from '@orrery/plugin-sdk/contributions/page';
import Koa, { type Context } from 'koa';
import { type RouteInvalidation, routeInvalidation } from '../capabilities/cache.ts';
import { rightsChanged } from '../capabilities/identity.ts';
import type { Bus } from '../cluster/types.ts';
import { createAssets } from './assets.ts';
import { createAuthenticator } from './authenticate.ts';
import { canonical } from './canonical.ts';
import { serveContributed } from './contributed.ts';
import { envelope, statusOf } from './failures.ts';
import { createFrontEnds } from './front-end.ts';
import { languageFor } from './language.ts';
import { attachLive } from './live.ts';
import { ownRoutes } from './own-routes.ts';
import { otherHosts } from './other-hosts.ts';
import { createPage, framePage } from './page.ts';
import { type Caller, type HttpParts, refusedStatus } from './parts.ts';
import { placesOf } from './places.ts';
import { createRouteCache } from './route-cache.ts';
import { createRouteTree } from './route-tree.ts';
import { createSessionCookies } from './session-cookies.ts';
import { holdsKey, toldPath, toldReferer } from './told-path.ts';

export interface Http {
  listen(host: string | undefined, port: number): Promise<{ url: string }>;
  close(): Promise<void>;
}

/** Open while nobody owns the server. */
const beforeClaim = /^\/(api\/health|healthz|livez|readyz|metrics(\/plugins\/[\w.-]+)?|claim|api\/orrery\/boot|m\/.*)$/;
/** Beside the API, what the kernel answers itself. */
const ownPath = /^\/(healthz|livez|readyz|metrics(\/plugins\/[^/]+)?)$/;
const sixty = 60_000;

export function createHttp(parts: HttpParts & { readonly bus: Bus }): Http {
  const { config, registry, sessions, observe, claim, bus } = parts;
  const life = new DisposableStack();
  const log = observe.log('http');
  const assets = createAssets(registry);
  const shellId = config.get('orrery', 'shell');
  const frontEnds = createFrontEnds(config, registry);
  const page = createPage(
    registry,
    assets,
    frontEnds,
    shellId,
    otherHosts(config, (text) => log.warn(text)),
  );
  const routes = createRouteTree(registry, (lost, cause) =>
    log.warn('A route was left out', { plugin: lost.plugin, route: lost.name, cause }),
  );
  const cache = createRouteCache();
  const authenticator = createAuthenticator(parts);
  const cookies = createSessionCookies(config, sessions, authenticator.cookieName);
  const trustedOrigins = config.list('security', 'csrf_trusted_origins');
  const contributed = { ...parts, cache, cookies, authenticator, trustedOrigins };
  life.defer(() => assets.stop());
  life.defer(() => routes.stop());
  life.defer(
    bus.subscribe(routeInvalidation, (message) => {
      const { plugin, orgId, routeKey } = message as RouteInvalidation;
      cache.invalidate(plugin, orgId, routeKey);
    }),
  );
  const forget = (): void => {
    cache.clear();
    authenticator.forget();
  };
  life.defer(registry.onState(forget));
  life.defer(bus.subscribe(rightsChanged, forget));

  const app = new Koa({ proxy: false });
  // A client that left is no error of ours.
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNABORTED'].includes(error.code ?? ''))
      log.error('A request failed', { error: error.stack ?? error.message });
  });

  app.use(async (context, next) => {
    const done = observe.metrics.inFlight();
    const started = performance.now();
    const requestId = randomBytes(8).toString('hex');
    const parent = context.get('traceparent') || undefined;
    const span = observe.tracer.span(
      `HTTP ${context.method}`,
      parent,
      { 'http.method': context.method, 'http.target': context.path },
      'server',
    );
    context.state.requestId = requestId;
    context.state.traceparent = span.traceparent;
    context.set('x-request-id', requestId);
    context.set('x-content-type-options', 'nosniff');
    context.set('referrer-policy', 'same-origin');
    context.set('x-frame-options', 'deny');
    context.set('cross-origin-resource-policy', 'same-origin');
    try {
      await next();
    } catch (error) {
      const failure = (error as { failure?: Failure } | null)?.failure;
      log.error('A request failed', {
        requestId,
        path: told(context),
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
      // What has a code says what it is, as a database that does not answer; the rest is a fault of ours.
      context.status = failure ? statusOf(failure) : 500;
      context.body = failure
        ? envelope(failure, requestId)
        : { message: 'Internal Server Error - the log of the server says more under this request id', requestId };
    } finally {
      done();
      const principal = (context.state.caller as Caller | undefined)?.principal;
      context.res.once('close', () => {
        span.end(context.status >= 500, { 'http.status_code': context.status });
        const referer = context.get('referer');
        observe.request({
          kind: context.path.startsWith('/api/') ? 'api' : 'page',
          method: context.method,
          path: told(context),
          handler: (context.state.handler as string | undefined) ?? 'page',
          status: context.status,
          seconds: (performance.now() - started) / 1000,
          size: Number(context.response.length ?? 0),
          remoteAddress: context.ip,
          requestId,
          ...(referer && { referer: toldReferer(referer, pagePaths()) }),
          ...(principal && { userId: principal.id, orgId: principal.orgId, login: principal.login }),
          ...(span.traceparent && { traceparent: span.traceparent }),
        });
      });
    }
  });

  const pagePaths = (): readonly string[] => registry.contributions('page').map(({ declaration }) => (declaration as PageDeclaration).path);
  /** The path of a request, without a key that is part of it. */
  function told(context: Context): string {
    const handler = (context.state.handler as string | undefined) ?? 'page';
    if (holdsKey(handler)) return handler;
    return handler === 'page' ? toldPath(context.path, pagePaths()) : context.path;
  }

  let startMs = 0;
  const own = ownRoutes(parts, assets, frontEnds, () => startMs).routes();
  app.use(async (context) => {
    const read = canonical(context.req.url ?? '/');
    if ('refused' in read) return void Object.assign(context, { status: 400, body: { message: `bad request: ${read.refused}` } });
    const { path, query } = read;
    context.path = path;
    if (path.startsWith('/m/')) return serveModule(context, path, query);
    // A plugin's own host name has its document, and nothing that a session could be used on.
    const owner = frontEnds.ownerOf(context.get('host'));
    if (owner !== undefined && !path.startsWith('/frame/'))
      return void Object.assign(context, {
        status: 404,
        body: { message: 'This host name serves one plugin its document, and nothing else.' },
      });
    if (path.startsWith('/api/')) context.set('cache-control', 'no-store');

    const params = new URLSearchParams(query);
    const { method } = context;
    const route = routes.find(method, path);
    if (claim.unclaimed && !beforeClaim.test(path) && !(route && 'claim' in route.declaration.rule)) {
      if (path.startsWith('/api/') || method !== 'GET')
        return void Object.assign(context, {
          status: 403,
          body: { message: 'Nobody has claimed this server yet. Open the link that its console printed.', code: 'server/unclaimed' },
        });
    }
    if (path.startsWith('/public/plugins/')) return servePublic(context, path);
    if (path === '/m' || path === '/public' || path.startsWith('/public/'))
      return void Object.assign(context, { status: 404, body: { message: 'No such file.' } });
    if (path.startsWith('/frame/')) return serveFrame(context, path.slice('/frame/'.length), owner);
    const caller = await authenticator.authenticate(context.req, path, params, context.state.requestId as string, context.ip);
    context.state.caller = Object.freeze(caller);
    if (caller.session) await rotate(context, caller);
    if (caller.opens) await cookies.change(context, caller, caller.opens, caller.opens.provider);
    if (route) {
      context.state.handler = route.pattern;
      return serveContributed(context, route, caller, params, contributed);
    }
    context.state.handler = path.startsWith('/api/') ? 'unknown' : 'page';
    if (path.startsWith('/api/') || ownPath.test(path)) {
      await own(context as never, async () => {
        const methods = routes.methods(path);
        if (caller.refused) Object.assign(context, { status: refusedStatus(caller.refused), body: { message: caller.refused.message } });
        else if (!caller.principal) Object.assign(context, { status: 401, body: { message: 'Unauthorized' } });
        else context.body = { message: methods.length > 0 ? `Not found: ${path} has ${methods.join(', ')}, not ${method}` : 'Not found' };
        context.status = caller.principal ? 404 : refusedStatus(caller.refused);
      });
      return;
    }
    servePage(context, path, caller);
  });

  async function rotate(context: Context, caller: Caller): Promise<void> {
    const found = caller.session && (await sessions.find(caller.session.token));
    if (found?.rotate) cookies.set(context, found.rotate);
  }

  /** Only the address that the import map names: no query, no second spelling. */
  async function serveModule(context: Context, path: string, query: string): Promise<void> {
    context.state.handler = '/m/*';
    const match = /^\/m\/([0-9a-f]{64})\/([\w./-]+)$/.exec(path);
    const asset =
      match && query === '' && !(context.req.url ?? '').includes('?')
        ? await assets.byHash(match[1] as string, match[2] as string, context.get('accept-encoding'))
        : undefined;
    if (!asset) return void Object.assign(context, { status: 404, body: { message: 'No such file.' } });
    context.set({
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'content-type': asset.type,
      // A module is bound by its page's policy, a worker by that of its own file: it computes, and reaches nothing.
      'content-security-policy': "default-src 'none'",
      vary: 'accept-encoding',
    });
    if (asset.encoding) context.set('content-encoding', asset.encoding);
    context.body = Buffer.from(asset.bytes.buffer, asset.bytes.byteOffset, asset.bytes.byteLength);
  }
  function serveFrame(context: Context, plugin: string, owner: string | undefined): void {
    context.state.handler = '/frame/*';
    const host = context.get('host');
    const frame = owner === undefined || owner === plugin ? framePage(registry, assets, frontEnds, shellId, { plugin, host }) : undefined;
    if (!frame) return void Object.assign(context, { status: 404, body: { message: 'No plugin draws in a document of this name.' } });
    context.set(frame.headers);
    context.remove('x-frame-options');
    context.body = frame.html;
  }
  async function servePublic(context: Context, path: string): Promise<void> {
    context.state.handler = '/public/plugins/*';
    const [id = '', ...rest] = path.slice('/public/plugins/'.length).split('/');
    const asset = await assets.byPlugin(id, rest.join('/'), context.get('accept-encoding'));
    if (!asset) return void Object.assign(context, { status: 404, body: { message: 'Plugin file not found' } });
    context.set({
      'cache-control': 'public, max-age=3600',
      'content-type': asset.type,
      'content-security-policy': 'sandbox',
      vary: 'accept-encoding',
    });
    if (asset.encoding) context.set('content-encoding', asset.encoding);
    context.body = Buffer.from(asset.bytes.buffer, asset.bytes.byteOffset, asset.bytes.byteLength);
  }
  function isForAnyone(path: string): boolean {
    const parts = path.split('/');
    const problem = placesOf(registry);
    return registry.contributions('page').some((contribution) => {
      const page = contribution.declaration as PageDeclaration;
      const wanted = page.path.split('/');
      return (
        page.anyone === true &&
        wanted.length === parts.length &&
        wanted.every((part, at) => part.startsWith(':') || part === parts[at]) &&
        !problem(contribution)
      );
    });
  }
  function servePage(context: Context, path: string, { principal }: Caller): void {
    if (context.method !== 'GET' && context.method !== 'HEAD')
      return void Object.assign(context, { status: 404, body: { message: 'Not found' } });
    const needsClaim = claim.unclaimed && path !== '/claim';
    const needsSignIn = !claim.unclaimed && !principal && path !== '/login' && path !== '/claim' && !isForAnyone(path);
    if (needsClaim || needsSignIn) {
      // Whoever followed a link to a page comes to that page once signed in.
      const then = path === '/' ? '' : `?redirectTo=${encodeURIComponent(context.url)}`;
      context.redirect(needsClaim ? '/claim' : `/login${then}`);
      return;
    }
    const made = page(languageFor(registry, principal, context.get('accept-language')), { host: context.get('host') });
    if (!made)
      return void Object.assign(context, {
        status: 503,
        body: 'No active plugin provides the pages. The plugins that are here are told by GET /api/plugins.',
      });
    context.status = 200;
    context.set(made.headers);
    context.body = made.html;
  }

  const server: Server = createServer(
    { requestTimeout: 5 * sixty, headersTimeout: 20_000, keepAliveTimeout: 75_000, maxHeaderSize: 32_768 },
    app.callback(),
  );
  life.defer(attachLive(server, parts, authenticator));

  return {
    async listen(host, port) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          startMs = performance.now();
          resolve();
        });
      });
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      return { url: `http://${!host || host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${bound}` };
    },
    async close() {
      life.dispose();
      server.closeIdleConnections();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const late = setTimeout(() => server.closeAllConnections(), 3_000);
      await closed;
      clearTimeout(late);
    },
  };
}
