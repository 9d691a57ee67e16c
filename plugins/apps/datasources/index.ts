import { definePlugin, type RouteHandler } from '@orrery/plugin-sdk';
import type { DatasourceDeclaration } from '@orrery/plugin-sdk/contributions/datasource';
import { mayGoBy, routeBelow, upstreamPath } from '@orrery/plugin-sdk/proxy';
import { correlationRoutes } from './correlation-routes.ts';
import { openCorrelations } from './correlations.ts';
import { type Address, openDatasources } from './datasources.ts';
import { climb } from './ladder.ts';
import { findServers } from './local-servers.ts';
import { manifest } from './manifest.ts';
import { toListJson } from './model.ts';
import { problemsRow, provisioner } from './provisioner.ts';
import { forwardByRoute, forwardProxy, forwardResource, isListed } from './proxy.ts';
import { composeQuery } from './query.ts';
import { recordRoutes } from './record-routes.ts';
import { openStoredOnly } from './stored-only.ts';

const point = 'datasource';
const declaredMs = 5_000;

/** What pages read of the type, to know which queries ask nothing. */
function asksOf(declaration: unknown): Pick<DatasourceDeclaration, 'asks' | 'logContext'> {
  const { asks, logContext } = (declaration ?? {}) as DatasourceDeclaration;
  return { ...(asks && { asks }), ...(logContext && { logContext }) };
}

export default definePlugin(
  manifest,
  ({ instances, provisioning, events, live, identity, storage, services, settings, fetch, log, metrics }) => {
    const datasources = openDatasources(instances, identity);
    const storedOnly = openStoredOnly({ settings, identity, services, find: (uid) => datasources.get({ uid }) });
    const correlations = (orgId: number) => openCorrelations(storage.forOrg(orgId), orgId);

    /** What types declare changes when plugins come and go, which pages hear of anyway. */
    const declarations = { until: 0, all: new Map<string, DatasourceDeclaration>() };
    async function declarationOf(type: string): Promise<DatasourceDeclaration | undefined> {
      if (Date.now() > declarations.until) {
        const found = await instances.contributions(point);
        declarations.all = new Map(found.map(({ name, declaration }) => [name, declaration as DatasourceDeclaration]));
        declarations.until = Date.now() + declaredMs;
      }
      return declarations.all.get(type);
    }

    async function changed(change: { uid?: string } = {}): Promise<void> {
      await Promise.all([events.publish('datasources.changed', change), live.publish('changes', change)]);
    }
    /** Nothing said about one that is gone may hold for another that takes its uid: neither what leads to it nor who may ask it. */
    async function forget(orgId: number, uid: string): Promise<void> {
      await correlations(orgId).forget(uid);
      const told = await services.call('object-rights', 'removed', { kind: 'datasources', uids: [uid] });
      if (!told.ok && told.failure.code !== 'service/missing') log.warn(`Rights on ${uid} were not forgotten: ${told.failure.message}`);
    }
    const files = provisioner({
      instances,
      provisioning,
      storage,
      services,
      log,
      metrics,
      correlations,
      contributionOf: datasources.contributionOf,
      changed,
    });

    const health = (address: Address): RouteHandler =>
      datasources.withOne(address, 'datasources:query', async (instance) => {
        if (!(await datasources.typeOf(instance))) return { status: 404, body: { message: 'Plugin not found' } };
        const answer = await instances.call(point, instance.uid, 'health');
        if (!answer.ok && answer.failure.code === 'plugin/no-method') return { status: 404, body: { message: 'Not found' } };
        const result = (answer.ok ? answer.value : { status: 'ERROR', message: answer.failure.message }) as { status: string };
        return { status: result.status === 'OK' ? 200 : 400, body: result };
      });

    /** The other doors to a source, which no dashboard stores anything of. */
    const notStored = {
      status: 403,
      body: { message: 'You may ask only what a dashboard stores, and nothing of the source itself.', messageId: 'query.notStored' },
    } as const;
    const resource = (address: Address): RouteHandler =>
      datasources.withOne(address, 'datasources:query', async (instance, request) => {
        if (await storedOnly.holds()) return notStored;
        return (await datasources.typeOf(instance))
          ? forwardResource(instance, request)
          : { status: 404, body: { message: 'Plugin not found' } };
      });

    /** `skip`: how many parts of the path stand before the source's own. */
    const proxy = (address: Address, skip: number): RouteHandler =>
      datasources.withOne(
        address,
        'datasources:query',
        async (instance, request, { principal }) => {
          if (await storedOnly.holds()) return notStored;
          const type = await datasources.typeOf(instance);
          if (!type) return { status: 404, body: { message: 'Unable to find datasource plugin' } };
          const path = upstreamPath(request.path, skip);
          if (path === undefined)
            return { status: 400, body: { message: 'bad request: the path below the data source could be read in two ways.' } };
          const { proxy: listed, routes } = type.declaration as DatasourceDeclaration;
          const found = routeBelow(routes, request.method, path);
          if (found)
            return (await mayGoBy(found.route, principal, type.plugin, identity))
              ? forwardByRoute(instance, request, found)
              : { status: 403, body: { message: 'plugin proxy route access denied' } };
          if (isListed(listed, request.method, path)) return forwardProxy(instance, request, path);
          const message =
            request.method === 'GET'
              ? `The plugin of this data source lists no GET /${path} to be proxied.`
              : `non allow-listed ${request.method}s not allowed on proxied ${type.about.name} datasource`;
          return { status: 403, body: { message } };
        },
        { status: 404, body: { message: 'Unable to find datasource' } },
      );

    const every = <Name extends string>(names: readonly Name[], handler: RouteHandler) =>
      Object.fromEntries(names.map((name) => [name, handler])) as Readonly<Record<Name, RouteHandler>>;

    return {
      route: {
        ...recordRoutes({ datasources, instances, identity, forget, changed }),
        ...correlationRoutes({ datasources, correlations }),
        ...every(['health', 'postHealth', 'putHealth', 'patchHealth', 'deleteHealth'], health('uid')),
        ...every(['healthById', 'postHealthById', 'putHealthById', 'patchHealthById', 'deleteHealthById'], health('id')),
        ...every(['resource', 'postResource', 'putResource', 'patchResource', 'deleteResource'], resource('uid')),
        ...every(['resourceById', 'postResourceById', 'putResourceById', 'patchResourceById', 'deleteResourceById'], resource('id')),
        ...every(['proxy', 'postProxy', 'putProxy', 'patchProxy', 'deleteProxy'], proxy('uid', 6)),
        ...every(['proxyById', 'postProxyById', 'putProxyById', 'patchProxyById', 'deleteProxyById'], proxy('id', 5)),

        usable: async () => {
          const [all, kinds] = await Promise.all([datasources.allowed('datasources:query'), instances.contributions(point)]);
          return {
            body: all.map((instance) => {
              const type = kinds.find(({ name }) => name === instance.contribution);
              const { uid, id, name, isDefault, jsonData } = toListJson(instance, type);
              return {
                ...{ uid, id, name, isDefault, jsonData },
                type: instance.contribution,
                plugin: instance.plugin,
                available: type !== undefined,
                ...asksOf(type?.declaration),
              };
            }),
          };
        },
        types: async () => ({
          body: (await instances.contributions(point)).map(({ plugin, name, about, reachesInstance }) => ({
            type: name,
            plugin,
            name: about.name,
            description: about.info.description,
            category: about.category ?? '',
            keywords: (about.info as { keywords?: unknown }).keywords ?? [],
            logo: about.info.logos.small,
            signature: about.signature,
            reachesAddress: reachesInstance,
          })),
        }),
        test: datasources.withOne('uid', 'datasources:query', async (instance) => ({
          body: await climb(instance, {
            served: (await datasources.typeOf(instance)) !== undefined,
            reach: () => instances.call(point, instance.uid, 'reach'),
            health: () => instances.call(point, instance.uid, 'health'),
          }),
        })),
        find: async (_request, { signal }) => ({ body: await findServers(fetch, signal) }),
        problems: async () => ({ body: await problemsRow(storage) }),
        query: (request) =>
          composeQuery(request, {
            find: async (by) => (by === 'default' ? datasources.default() : datasources.get(by)),
            declarationOf,
            refusal: (asked) => storedOnly.refusal(request, asked),
            // To the second, so that those who ask the same together are asked for once.
            now: Math.floor(Date.now() / 1000) * 1000,
          }),
        reload: async () => {
          const problems = await files.apply();
          return problems.length === 0
            ? { body: { message: 'Datasources config reloaded' } }
            : { status: 500, body: { message: problems.join(' ') } };
        },
      },
      schedule: {
        provision: async () => {
          await files.offerOwnMachine();
          await files.apply();
        },
      },
    };
  },
);
