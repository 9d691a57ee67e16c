/**
 * What a manifest says between its lines: the compiled backend of a plugin that was made for Grafana alone is a process, and answers; routes,
 * dashboards and pages that Grafana's own keys list are contributions like any other.
 */
import type { DashboardDeclaration } from '../contributions/dashboard.ts';
import type { ContributionDeclarations } from '../contributions/index.ts';
import type { NavigationDeclaration } from '../contributions/navigation.ts';
import type { ProxyRoute } from '../contributions/proxy-route.ts';
import type { RouteDeclaration } from '../contributions/route.ts';
import type { Include, Manifest, OrreryManifest } from './types.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** Beside the entries of Orrery's own apps, before administration. */
const appsWeight = 80;

/** For a plugin.json without an `orrery` object. */
export function impliedBy({ id, type, backend, executable, routes }: Partial<Manifest>): OrreryManifest {
  if (!id) return { runtime: 'none' };
  const reached = originsOf(routes ?? []);
  const fetch = reached.length > 0 ? { fetch: reached } : {};
  const datasource = { datasource: { [id]: {} } };
  if (!backend || !executable)
    return {
      runtime: 'none',
      ...(reached.length > 0 && { capabilities: fetch }),
      // Nothing of it runs here; requests are passed on by its routes all the same.
      ...(type === 'datasource' && reached.length > 0 && { contributes: datasource }),
    };
  // It keeps connections, caches and streams of its own, so it is there once and stays.
  const process = { runtime: 'process', placement: 'pinned', capabilities: { secrets: ['decrypt'], ...fetch } } as const;
  if (type === 'datasource') return { ...process, contributes: datasource };
  return type === 'app' ? { ...process, contributes: { route: appRoutes(id) } } : { runtime: 'none' };
}

/** With what Grafana's own keys list. */
export function completed(orrery: OrreryManifest, { id, type, routes, includes, autoEnabled, name }: Manifest): OrreryManifest {
  const { app: _, ...written } = orrery.contributes ?? {};
  const routed = routes?.length ? { routes } : {};
  const listed = includes ?? [];
  const contributes: ContributionDeclarations = {
    ...written,
    ...(routes?.length && written.datasource && { datasource: mapValues(written.datasource, (declared) => ({ ...declared, ...routed })) }),
    ...(type === 'app' && { app: { [id]: { ...routed, ...(autoEnabled && { autoEnabled }) } } }),
    ...some('dashboard', { ...dashboardsIn(listed), ...written.dashboard }),
    ...some('navigation', { ...navigationIn(listed, { id, name, pages: Object.values(written.page ?? {}) }), ...written.navigation }),
  };
  return Object.keys(contributes).length > 0 ? { ...orrery, contributes } : orrery;
}

/** Origins that routes name; `instance` where one is made of settings. */
function originsOf(routes: readonly ProxyRoute[]): (`https://${string}` | `http://${string}` | 'instance')[] {
  const named = routes.flatMap(({ url = '', tokenAuth, jwtTokenAuth }) => [
    url,
    ...[tokenAuth, jwtTokenAuth].flatMap((auth) => (auth ? [auth.url || (auth.params?.token_uri ?? '')] : [])),
  ]);
  const origins = named.map((url) => {
    const origin = /^https?:\/\/[^/{}\s?#@]+(?=[/?#]|$)/.exec(url)?.[0];
    return ((origin && URL.parse(origin)?.origin) || 'instance') as 'instance';
  });
  return [...new Set(origins)];
}

function dashboardsIn(includes: readonly Include[]): Record<string, DashboardDeclaration> {
  return Object.fromEntries(
    includes.flatMap(({ type, path, name, uid }) =>
      type === 'dashboard' && path ? [[path, { file: path, title: name || path, ...(uid && { uid }) }]] : [],
    ),
  );
}

/** A page that nothing here draws leads to the plugin's own, which says why. */
function navigationIn(
  includes: readonly Include[],
  plugin: { readonly id: string; readonly name: string; readonly pages: readonly { readonly path: string }[] },
): Record<string, NavigationDeclaration> {
  const drawn = (path: string): boolean => plugin.pages.some((page) => covers(page.path, path.replace(/[?#].*$/, '')));
  return Object.fromEntries(
    includes.flatMap((include): [string, NavigationDeclaration][] => {
      const { type, name = plugin.name, path, uid, addToNav, icon, action, role } = include;
      if (!addToNav || (type !== 'page' && type !== 'dashboard')) return [];
      const where = type === 'dashboard' ? uid && `/d/${uid}` : pagePath(include, plugin.id);
      if (!where) return [];
      return [
        [
          `include-${slugOf(name || path || where)}`,
          {
            label: name || plugin.name,
            path: type === 'dashboard' || drawn(where) ? where : `/plugins/${plugin.id}`,
            icon: icon || 'blocks',
            weight: appsWeight,
            ...(action ? { action } : { role: roleOf(role) }),
          },
        ],
      ];
    }),
  );
}

/** Where somebody who opens the plugin should land. */
export function landingOf({ id, includes }: Pick<Manifest, 'id' | 'includes'>): string {
  const home = (includes ?? []).find(({ defaultNav }) => defaultNav);
  const path = home?.type === 'dashboard' ? home.uid && `/d/${home.uid}` : home?.type === 'page' ? pagePath(home, id) : undefined;
  return path || `/plugins/${id}`;
}

const pagePath = ({ path, name = '' }: Include, id: string): string =>
  path?.startsWith('/') ? path.replaceAll('%PLUGIN_ID%', id) : `/plugins/${id}/page/${slugOf(name)}`;
/** Unknown ones are read as the least that Grafana knows. */
const roleOf = (role: string | undefined): 'Viewer' | 'Editor' | 'Admin' => (role === 'Admin' || role === 'Editor' ? role : 'Viewer');

export function slugOf(name: string): string {
  return (
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'page'
  );
}

function covers(pattern: string, path: string): boolean {
  const [wanted, parts] = [pattern.split('/'), path.split('/')];
  return wanted.length === parts.length && wanted.every((part, at) => part.startsWith(':') || part === parts[at]);
}

function mapValues<Value, Made>(named: Readonly<Record<string, Value>>, make: (value: Value) => Made): Record<string, Made> {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [name, make(value)]));
}
function some<Point extends string, Value>(point: Point, named: Readonly<Record<string, Value>>): { readonly [P in Point]?: typeof named } {
  return Object.keys(named).length > 0 ? ({ [point]: named } as { [P in Point]: typeof named }) : {};
}

/** Where Grafana's clients look for an app's backend. Everybody who is signed in may open an app, and so ask it. */
function appRoutes(id: string): Record<string, RouteDeclaration> {
  const rule = { signedIn: true } as const;
  const resources = methods.map((method): [string, RouteDeclaration] => [
    `resources-${method.toLowerCase()}`,
    { method, path: `/api/plugins/${id}/resources/*`, rule, ...(method !== 'GET' && { rawBody: true, bodyKB: 16_384 }) },
  ]);
  return Object.fromEntries([...resources, ['health', { method: 'GET', path: `/api/plugins/${id}/health`, rule }]]);
}
