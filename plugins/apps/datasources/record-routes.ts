/** See, add, change and delete data sources: by uid, and by number and name as older clients do. */
import type { Identity, Instance, Instances, RouteHandler, RouteResponse } from '@orrery/plugin-sdk';
import type { Address, Datasources } from './datasources.ts';
import { type DatasourceInput, toChange, toJson, toListJson } from './model.ts';
import { changeProblem, inputProblem, noSuchType, readOnlyRefusal, refusal, staleVersion } from './problems.ts';

const point = 'datasource';
const actions = [
  'datasources:read',
  'datasources:write',
  'datasources:delete',
  'datasources:query',
  'datasources.id:read',
  'datasources.permissions:read',
  'datasources.permissions:write',
] as const;

export interface RecordParts {
  readonly datasources: Datasources;
  readonly instances: Instances;
  readonly identity: Identity;
  /** What others keep about a data source that was deleted. */
  readonly forget: (orgId: number, uid: string) => Promise<void>;
  readonly changed: (change: { uid?: string }) => Promise<void>;
}

export function recordRoutes({ datasources, instances, identity, forget, changed }: RecordParts) {
  async function accessControl(query: Readonly<Record<string, readonly string[]>>, { uid }: Instance) {
    if (query.accesscontrol?.[0] !== 'true') return {};
    const allowed = await identity.allows(actions.map((action) => ({ action, scope: `datasources:uid:${uid}` })));
    return { accessControl: Object.fromEntries(actions.filter((_, index) => allowed[index]).map((action) => [action, true])) };
  }

  async function saved(work: () => Promise<Instance>, message: string): Promise<RouteResponse> {
    try {
      const instance = await work();
      await changed({ uid: instance.uid });
      return {
        body: { message, id: instance.id, name: instance.name, datasource: toJson(instance, await datasources.typeOf(instance)) },
      };
    } catch (error) {
      return refusal(error);
    }
  }

  const get = (address: Address): RouteHandler =>
    datasources.withOne(address, 'datasources:read', async (instance, { query }) => ({
      body: { ...toJson(instance, await datasources.typeOf(instance)), ...(await accessControl(query, instance)) },
    }));

  const update = (address: Address): RouteHandler =>
    datasources.withOne(address, 'datasources:write', async (before, { body }) => {
      if (before.readOnly) return readOnlyRefusal('update');
      const input = (body ?? {}) as DatasourceInput;
      const problem = changeProblem(input);
      if (problem) return problem;
      const contribution =
        input.type && input.type !== before.contribution ? await datasources.contributionOf(input.type) : before.contribution;
      if (!contribution) return noSuchType(String(input.type));
      // A version that is ahead forces the change, as files do; one that is behind has missed somebody's.
      if (input.version && input.version < before.version) return staleVersion;
      const expected = input.version ? before.version : undefined;
      return saved(() => instances.update(point, before.uid, expected, toChange(input, contribution, before)), 'Datasource updated');
    });

  const remove = (address: Address): RouteHandler =>
    datasources.withOne(address, 'datasources:delete', async (instance) => {
      if (instance.readOnly) return readOnlyRefusal('delete');
      await instances.delete(point, instance.uid);
      await forget(instance.orgId, instance.uid);
      await changed({ uid: instance.uid });
      return { body: { message: 'Data source deleted', ...(address !== 'id' && { id: instance.id }) } };
    });

  const list: RouteHandler = async ({ query }) => {
    const [all, types] = await Promise.all([datasources.allowed('datasources:read'), instances.contributions(point)]);
    const items = all.map(async (instance) => ({
      ...toListJson(
        instance,
        types.find(({ name }) => name === instance.contribution),
      ),
      ...(await accessControl(query, instance)),
    }));
    return { body: await Promise.all(items) };
  };

  const create: RouteHandler = async ({ body }) => {
    const input = (body ?? {}) as DatasourceInput;
    const problem = inputProblem(input);
    if (problem) return problem;
    const contribution = await datasources.contributionOf(String(input.type));
    if (!contribution) return noSuchType(String(input.type));
    return saved(() => instances.create(point, toChange(input, contribution)), 'Datasource added');
  };

  return {
    list,
    create,
    get: get('uid'),
    getById: get('id'),
    getByName: get('name'),
    idOfName: datasources.withOne('name', 'datasources.id:read', ({ id }) => ({ body: { id } })),
    update: update('uid'),
    updateById: update('id'),
    remove: remove('uid'),
    removeById: remove('id'),
    removeByName: remove('name'),
  };
}
