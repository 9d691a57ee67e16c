import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import {
  definePlugin,
  FailureError,
  type HealthResult,
  type Instance,
  type ResourceResponse,
  type RouteHandler,
  type RouteRequest,
  type RouteResponse,
} from '@orrery/plugin-sdk';
import { manifest } from './manifest.ts';
import { type DatasourceInput, toChange, toJson, toListJson } from './model.ts';
import { provision } from './provision.ts';
import { composeQuery } from './query.ts';

const point = 'datasource';
const notFound: RouteResponse = { status: 404, body: { message: 'Data source not found' } };

export default definePlugin(manifest, ({ instances, provisioning, events, identity, log }) => {
  const byUid = (uid: string) => instances.get(point, { uid });

  /** A type is the name of a contribution, or an old name of its plugin. */
  async function contributionOf(type: string): Promise<string | undefined> {
    const all = await instances.contributions(point);
    return (
      all.find(({ name }) => name === type) ??
      all.find(({ plugin }) => plugin === type) ??
      all.find(({ name }) => aliases[type] === name)
    )?.name;
  }

  async function saved(work: () => Promise<Instance>, message: string): Promise<RouteResponse> {
    try {
      const instance = await work();
      await events.publish('datasources.changed', { uid: instance.uid });
      return { body: { message, id: instance.id, name: instance.name, datasource: toJson(instance) } };
    } catch (error) {
      return refusal(error);
    }
  }

  async function removed(uid: string): Promise<RouteResponse> {
    const before = await byUid(uid);
    if (!before) return notFound;
    if (before.readOnly) return { status: 403, body: { message: 'Cannot delete read-only data source' } };
    await instances.delete(point, uid);
    await events.publish('datasources.changed', { uid });
    return { body: { message: 'Data source deleted', id: before.id } };
  }

  /** The source's own answer, through its plugin's `resource`. */
  async function viaResource(uid: string, request: RouteRequest): Promise<RouteResponse> {
    if (!(await byUid(uid))) return notFound;
    const query = new URLSearchParams(Object.entries(request.query).flatMap(([key, values]) => values.map((value) => [key, value])));
    const body =
      request.body === undefined || request.body instanceof Uint8Array
        ? request.body
        : new TextEncoder().encode(JSON.stringify(request.body));
    const answer = await instances.call(point, uid, 'resource', {
      method: request.method,
      path: request.params['*'] ?? '',
      query: query.toString(),
      headers: request.headers,
      ...(body !== undefined && { body }),
    });
    if (!answer.ok) return { status: statusOf(answer.failure.code), body: { message: answer.failure.message } };
    const { status, headers, body: content } = answer.value as ResourceResponse;
    // The source's refusal of our credentials is not the caller's to answer by signing in.
    if (status === 401) return { status: 400, headers: { 'content-type': 'text/plain' }, body: 'Authentication to data source failed' };
    return { status, ...(headers && { headers }), body: content };
  }

  const resource: RouteHandler = (request) => viaResource(request.params.uid ?? '', request);

  const proxy: RouteHandler = async (request) => {
    const uid = request.params.uid ?? '';
    const instance = await byUid(uid);
    if (!instance) return { status: 404, body: { message: 'Unable to find datasource' } };
    const declared = (await instances.contributions(point)).find(({ name }) => name === instance.contribution)?.declaration as
      | { proxy?: readonly { methods: readonly string[]; path: string }[] }
      | undefined;
    const path = `/${request.params['*'] ?? ''}`;
    const allowed = declared?.proxy?.some(
      ({ methods, path: prefix }) => methods.includes(request.method) && (path === prefix || path.startsWith(`${prefix}/`)),
    );
    if (!allowed)
      return { status: 403, body: { message: `The plugin of this data source lists no ${request.method} ${path} to be proxied.` } };
    return viaResource(uid, request);
  };

  return {
    route: {
      list: async () => ({ body: [...(await instances.list(point))].sort((a, b) => a.name.localeCompare(b.name)).map(toListJson) }),
      usable: async () => {
        const [all, kinds] = [await instances.list(point), await instances.contributions(point)];
        const allowed = await identity.allows(all.map(({ uid }) => ({ action: 'datasources:query', scope: `datasources:uid:${uid}` })));
        const active = new Set(kinds.map(({ name }) => name));
        return {
          body: all
            .filter((_, index) => allowed[index])
            .map(({ uid, id, name, contribution, plugin, isDefault, settings }) => ({
              uid,
              id,
              name,
              type: contribution,
              plugin,
              isDefault,
              available: active.has(contribution),
              jsonData: (settings as { jsonData?: unknown }).jsonData ?? {},
            })),
        };
      },
      get: async ({ params }) => found(await byUid(params.uid ?? '')),
      getByName: async ({ params }) => found(await instances.get(point, { name: params.name ?? '' })),
      getById: async ({ params }) =>
        /^\d+$/.test(params.id ?? '')
          ? found(await instances.get(point, { id: Number(params.id) }))
          : { status: 400, body: { message: 'id is invalid' } },
      idOfName: async ({ params }) => {
        const instance = await instances.get(point, { name: params.name ?? '' });
        return instance ? { body: { id: instance.id } } : notFound;
      },
      create: async ({ body }) => {
        const input = (body ?? {}) as DatasourceInput;
        const problem = incomplete(input);
        if (problem) return problem;
        const contribution = await contributionOf(input.type ?? '');
        if (!contribution) return { status: 400, body: { message: `No active plugin provides the type "${input.type}".` } };
        return saved(() => instances.create(point, toChange(input, contribution)), 'Datasource added');
      },
      update: async ({ params, body }) => {
        const before = await byUid(params.uid ?? '');
        if (!before) return notFound;
        if (before.readOnly) return { status: 403, body: { message: 'Cannot update read-only data source' } };
        const input = (body ?? {}) as DatasourceInput;
        const contribution = input.type ? await contributionOf(input.type) : before.contribution;
        if (!contribution) return { status: 400, body: { message: `No active plugin provides the type "${input.type}".` } };
        return saved(() => instances.update(point, before.uid, input.version, toChange(input, contribution, before)), 'Datasource updated');
      },
      remove: ({ params }) => removed(params.uid ?? ''),
      health: async ({ params }) => {
        const uid = params.uid ?? '';
        if (!(await byUid(uid))) return notFound;
        const answer = await instances.call(point, uid, 'health');
        const health: HealthResult = answer.ok ? (answer.value as HealthResult) : { status: 'ERROR', message: answer.failure.message };
        return { status: health.status === 'ERROR' ? 400 : 200, body: health };
      },
      resource,
      postResource: resource,
      proxy,
      postProxy: proxy,
      query: (request) =>
        composeQuery(
          request,
          async (by) =>
            by === 'default'
              ? (await instances.list(point)).find(({ isDefault }) => isDefault)
              : ((await instances.get(point, by)) ?? undefined),
          Date.now(),
        ),
      reload: async () => {
        const problems = await applyFiles();
        return problems.length === 0
          ? { body: { message: 'Datasources config reloaded' } }
          : { status: 500, body: { message: problems.join(' ') } };
      },
    },
    schedule: {
      provision: async () => {
        await offerOwnMachine();
        await applyFiles();
      },
    },
  };

  async function applyFiles(): Promise<readonly string[]> {
    const uidOf = async (name: string) =>
      `P${bytesToHex(sha256(utf8ToBytes(name)))
        .slice(0, 16)
        .toUpperCase()}`;
    const { applied, problems } = await provision(await provisioning.documents('datasources'), instances, contributionOf, uidOf);
    for (const problem of problems) log.error(`Datasource provisioning error: ${problem}`);
    if (applied > 0) await events.publish('datasources.changed', {});
    return problems;
  }

  /** A source that needs no configuration is there from the start, unless somebody made one of its kind, or took it away. */
  async function offerOwnMachine(): Promise<void> {
    const type = 'host-metrics';
    const all = await instances.list(point);
    if (all.length > 0 || !(await contributionOf(type))) return;
    await instances.create(point, { ...toChange({ name: 'This machine', type }, type), uid: 'this-machine' });
  }
});

/** Names that files and dashboards of older versions use. */
const aliases: Readonly<Record<string, string>> = { testdata: 'grafana-testdata-datasource' };

function found(instance: Instance | undefined): RouteResponse {
  return instance ? { body: toJson(instance) } : notFound;
}

function incomplete({ name, type, url }: DatasourceInput): RouteResponse | undefined {
  if (!name?.trim()) return { status: 400, body: { message: 'bad request data: name is required' } };
  if (!type?.trim()) return { status: 400, body: { message: 'bad request data: type is required' } };
  if (url && !URL.canParse(/^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`)) {
    return { status: 400, body: { message: `Validation error, invalid URL: "${url}". Write one like http://prometheus.example:9090.` } };
  }
  return undefined;
}

function refusal(error: unknown): RouteResponse {
  if (!(error instanceof FailureError)) throw error;
  const { code, message, detail } = error.failure;
  if (code === 'instance/conflict') {
    const what = detail?.column === 'uid' ? 'uid' : 'name';
    return { status: 409, body: { message: `data source with the same ${what} already exists` } };
  }
  if (code === 'instance/version')
    return { status: 409, body: { message: 'Datasource has already been updated by someone else. Please reload and try again' } };
  if (code === 'instance/missing') return notFound;
  if (code === 'instance/read-only') return { status: 403, body: { message: 'Cannot update read-only data source' } };
  return { status: 400, body: { message } };
}

function statusOf(code: string): number {
  if (code === 'plugin/timeout') return 504;
  return code.startsWith('fetch/') ? 502 : 503;
}
