/**
 * `[orrery] stored_queries_only`: people who may not explore ask of a source only what a dashboard stores. Being allowed to query a source
 * is being allowed to read all of it, so a dashboard is no boundary without this.
 */
import type { Identity, Instance, Query, Result, RouteRequest, Services, Settings } from '@orrery/plugin-sdk';

export interface AskedOf {
  readonly uid: string;
  readonly query: Query;
}
export interface StoredOnly {
  /** Whether the caller is held to what is stored. */
  holds(): Promise<boolean>;
  /** Why these may not be asked; undefined when they may. */
  refusal(request: RouteRequest, asked: readonly AskedOf[]): Promise<string | undefined>;
}

interface Parts {
  readonly settings: Settings;
  readonly identity: Identity;
  readonly services: Services;
  find(uid: string): Promise<Instance | undefined>;
}

export function openStoredOnly({ settings, identity, services, find }: Parts): StoredOnly {
  /** The configuration is the server's from its start to its end: asked once, not at every query. */
  let said: Promise<boolean> | undefined;
  const isOn = (): Promise<boolean> =>
    (said ??= settings.section('orrery').then(
      ({ stored_queries_only: only }) => only === 'true',
      (error: unknown) => {
        said = undefined;
        throw error;
      },
    ));
  async function holds(): Promise<boolean> {
    return (await isOn()) && !(await identity.allows([{ action: 'datasources:explore', scope: '' }]))[0];
  }
  return {
    holds,
    async refusal({ headers }, asked) {
      if (!(await holds())) return undefined;
      const dashboard = headers['x-dashboard-uid'];
      if (!dashboard) return 'Only what a dashboard stores may be asked here. Name it in the header X-Dashboard-Uid.';
      const sources = await Promise.all(asked.map(({ uid }) => find(uid)));
      const queries = asked.map(({ query }, at) => {
        const { uid = '', name = '', contribution: type = '', isDefault = false } = sources[at] ?? {};
        return { query, source: { uid, name, type, isDefault } };
      });
      const told = (await services.call('stored-queries', 'holds', { dashboard, queries })) as Result<readonly boolean[]>;
      if (!told.ok) return `What dashboards store cannot be told now, so nothing may be asked: ${told.failure.message}`;
      const other = asked.find((_, at) => told.value[at] !== true);
      return (
        other &&
        `Query ${other.query.refId} of ${other.uid} is not one that the dashboard "${dashboard}" stores, and you may ask no others. Somebody who may edit it can save it in there.`
      );
    },
  };
}
