/** The configured sources of the caller's organisation: found by uid, number or name, and only as far as the caller may. */
import type {
  CallContext,
  ContributionInfo,
  Identity,
  Instance,
  Instances,
  RouteHandler,
  RouteRequest,
  RouteResponse,
} from '@orrery/plugin-sdk';
import { denied, notFound } from './problems.ts';

const point = 'datasource';
/** Names that files and dashboards of older versions use. */
const aliases: Readonly<Record<string, string>> = {
  testdata: 'grafana-testdata-datasource',
  postgres: 'grafana-postgresql-datasource',
  phlare: 'grafana-pyroscope-datasource',
};

/** The parameter that names the source. */
export type Address = 'uid' | 'id' | 'name';
type By = { uid: string } | { id: number } | { name: string };

export interface Datasources {
  get(by: By): Promise<Instance | undefined>;
  default(): Promise<Instance | undefined>;
  /** Sorted by name. */
  allowed(action: string): Promise<readonly Instance[]>;
  mayDo(action: string, instance: Instance): Promise<boolean>;
  typeOf(instance: Instance): Promise<ContributionInfo | undefined>;
  /** A type is the name of a contribution, or the id of its plugin, or an older name of either. */
  contributionOf(type: string): Promise<string | undefined>;
  /** A handler for one source, which is there and which the caller may do this with. */
  withOne(
    address: Address,
    action: string,
    handle: (instance: Instance, request: RouteRequest, context: CallContext) => RouteResponse | Promise<RouteResponse>,
    missing?: RouteResponse,
  ): RouteHandler;
}

export function openDatasources(instances: Instances, identity: Identity): Datasources {
  const scopesOf = ({ uid, id, name }: Instance): string[] => [
    `datasources:uid:${uid}`,
    `datasources:id:${id}`,
    `datasources:name:${name}`,
  ];

  async function mayDo(action: string, instance: Instance): Promise<boolean> {
    return (await identity.allows(scopesOf(instance).map((scope) => ({ action, scope })))).some(Boolean);
  }
  const get = async (by: By): Promise<Instance | undefined> => (await instances.get(point, by)) ?? undefined;

  return {
    get,
    mayDo,
    default: async () => (await instances.list(point)).find(({ isDefault }) => isDefault),
    async allowed(action) {
      const all = [...(await instances.list(point))].sort((a, b) => a.name.localeCompare(b.name, 'en', { sensitivity: 'base' }));
      const answers = await identity.allows(all.flatMap((instance) => scopesOf(instance).map((scope) => ({ action, scope }))));
      return all.filter((_, index) => answers.slice(index * 3, index * 3 + 3).some(Boolean));
    },
    typeOf: async ({ contribution }) => (await instances.contributions(point)).find(({ name }) => name === contribution),
    async contributionOf(type) {
      const all = await instances.contributions(point);
      return (
        all.find(({ name }) => name === type) ??
        all.find(({ plugin }) => plugin === type) ??
        all.find(({ aliases: old }) => old.includes(type)) ??
        all.find(({ name }) => aliases[type] === name || aliases[name] === type)
      )?.name;
    },
    withOne:
      (address, action, handle, missing = notFound) =>
      async (request, context) => {
        const value = request.params[address] ?? '';
        if (address === 'id' && !/^\d{1,15}$/.test(value)) return { status: 400, body: { message: 'id is invalid' } };
        const instance = await get(address === 'uid' ? { uid: value } : address === 'id' ? { id: Number(value) } : { name: value });
        if (!instance) return missing;
        // The rule of a route by uid was decided with the uid; a number or a name says nothing until it is looked up.
        if (address !== 'uid' && !(await mayDo(action, instance))) return denied(action);
        return handle(instance, request, context);
      },
  };
}
