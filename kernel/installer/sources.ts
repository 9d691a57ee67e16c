/** Catalogs as instances of the point `catalogSource`, asked in their order. What they say is checked by whoever uses it. */
import { fail, type Instance, ok, type Principal, type Result } from '@orrery/plugin-sdk';
import type { CatalogHost, CatalogListing } from '@orrery/plugin-sdk/contributions/catalog-source';
import type { CatalogPlugin, CatalogRevocation, CatalogVersion } from '@orrery/plugin-sdk/manifest/catalog-index';
import type { Readable } from 'node:stream';
import type { Dispatch } from '../dispatch.ts';
import { type Arrived, arrive, tooLarge } from './arrived.ts';
import type { CatalogState, Offered } from './types.ts';

export const catalogPoint = 'catalogSource';
/** Catalogs belong to the server, not to an organisation of it. */
export const serverOrg = 0;

export interface SourcesParts {
  readonly dispatch: Pick<Dispatch, 'callInstance'>;
  readonly catalogs: () => Promise<readonly Instance[]>;
  readonly host: CatalogHost;
  readonly asKernel: Principal;
  /** Bytes a package may have. */
  readonly largest: number;
}
export interface Sources {
  offers(): Promise<{
    readonly catalogs: readonly CatalogState[];
    readonly offers: readonly Offered[];
    /** What the catalogs take back, each with the catalog that says so. */
    readonly revocations: readonly (CatalogRevocation & { readonly catalog: string })[];
  }>;
  /** Fails with `catalog/no-plugin`, and says which catalogs could not be asked. */
  find(id: string, catalog?: string): Promise<Result<Offered>>;
  fetch(
    offered: Offered,
    version: CatalogVersion,
    signal: AbortSignal | undefined,
    told: (received: number, total: number) => void,
  ): Promise<Result<Arrived>>;
  file(catalog: string, name: string): Promise<Result<{ readonly bytes: Buffer }>>;
}

const largestFile = 8 << 20;

export function createSources({ dispatch, catalogs, host, asKernel, largest }: SourcesParts): Sources {
  const priorityOf = ({ settings }: Instance): number => (typeof settings.priority === 'number' ? settings.priority : 100);
  const inOrder = async (only?: string): Promise<Instance[]> =>
    (await catalogs())
      .filter(({ uid }) => only === undefined || uid === only)
      .toSorted((a, b) => priorityOf(a) - priorityOf(b) || (a.uid < b.uid ? -1 : 1));
  const ask = (uid: string, method: string, args: readonly unknown[], signal?: AbortSignal) =>
    dispatch.callInstance(catalogPoint, uid, method, args, {
      principal: asKernel,
      orgId: serverOrg,
      requestId: 'catalog',
      ...(signal && { signal }),
    });

  return {
    async offers() {
      const offers = new Map<string, Offered>();
      const asked = await Promise.all(
        (await inOrder()).map(async (instance) => {
          const answer = await ask(instance.uid, 'list', [host]);
          const state = { uid: instance.uid, name: instance.name, priority: priorityOf(instance) };
          if (!answer.ok) return { state: { ...state, problem: answer.failure.message }, plugins: [], revocations: [] };
          const { facts, plugins, revocations = [] } = answer.value.value as CatalogListing;
          return { state: { ...state, facts }, plugins, revocations: revocations.map((one) => ({ ...one, catalog: instance.uid })) };
        }),
      );
      for (const { state, plugins } of asked)
        for (const plugin of plugins) if (!offers.has(plugin.id)) offers.set(plugin.id, { catalog: state.uid, plugin });
      return {
        catalogs: asked.map(({ state }) => state),
        revocations: asked.flatMap(({ revocations }) => revocations),
        offers: [...offers.values()].sort((a, b) => a.plugin.name.localeCompare(b.plugin.name)),
      };
    },
    async find(id, catalog) {
      const problems: string[] = [];
      const all = await inOrder(catalog);
      for (const { uid, name } of all) {
        const answer = await ask(uid, 'find', [{ id, host }]);
        if (answer.ok && answer.value.value) return ok({ catalog: uid, plugin: answer.value.value as CatalogPlugin });
        if (!answer.ok) problems.push(`${name}: ${answer.failure.message}`);
      }
      const where =
        catalog !== undefined && all.length === 0
          ? `There is no catalog "${catalog}".`
          : `No catalog offers a plugin "${id}"${all.length > 0 ? ` (asked: ${all.map(({ name }) => name).join(', ')})` : ''}.`;
      return fail('catalog/no-plugin', [where, ...problems].join(' '), { detail: { status: 404 } });
    },
    async fetch({ catalog, plugin }, version, signal, told) {
      const answer = await ask(catalog, 'fetchPackage', [{ id: plugin.id, version, host }], signal);
      if (!answer.ok) return answer;
      const total = Number((answer.value.value as { size?: unknown } | null)?.size ?? 0);
      if (total > largest) {
        answer.value.body?.destroy();
        return fail('install/too-large', tooLarge(plugin.id, total, largest));
      }
      return whole(answer.value.body, (body) => arrive(body, { what: plugin.id, largest, told: (received) => told(received, total) }));
    },
    async file(catalog, name) {
      const answer = await ask(catalog, 'file', [name]);
      if (!answer.ok) return answer;
      if ((answer.value.value as { status?: number } | null)?.status !== 200)
        return fail('catalog/no-file', 'The catalog has no such file.', { detail: { status: 404 } });
      return whole(answer.value.body, (body) => gather(body, largestFile));
    },
  };
}

async function whole<Value>(
  body: Readable | undefined,
  taken: (body: AsyncIterable<Buffer>) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  if (!body) return fail('catalog/refused', 'The catalog gave no bytes.');
  try {
    return await taken(body);
  } catch (error) {
    return fail('catalog/interrupted', `It could not be fetched whole: ${error instanceof Error ? error.message : String(error)}`, {
      retryable: true,
      detail: { status: 502 },
    });
  }
}

async function gather(body: AsyncIterable<Buffer>, most: number): Promise<Result<{ readonly bytes: Buffer }>> {
  const parts: Buffer[] = [];
  let received = 0;
  for await (const part of body) {
    received += part.length;
    if (received > most) return fail('catalog/too-large', `The catalog's file has more than ${most} bytes.`, { detail: { status: 502 } });
    parts.push(part);
  }
  return ok({ bytes: Buffer.concat(parts) });
}
