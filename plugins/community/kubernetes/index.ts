/** Reads clusters through their own API: a cluster is a configured instance, whose address and token stay outside this code. */
import { definePlugin, type RouteResponse } from '@orrery/plugin-sdk';
import { manifest } from './manifest.ts';
import { type Listed, type Overview, overviewOf } from './overview.ts';

const lists = ['api/v1/nodes?limit=500', 'apis/apps/v1/deployments?limit=1000', 'api/v1/pods?limit=2000'] as const;

export default definePlugin(manifest, ({ fetch, instances }) => {
  async function read(path: string, signal: AbortSignal): Promise<Listed> {
    const response = await fetch(path, { headers: { accept: 'application/json' }, signal });
    if (!response.ok) {
      const { message } = (await response.json().catch(() => ({}))) as { message?: string };
      throw new Error(`The cluster answered ${response.status} to ${path.split('?')[0]}: ${message ?? 'it says nothing more'}`);
    }
    return (await response.json()) as Listed;
  }
  const overview = async (signal: AbortSignal): Promise<Overview> => {
    const [nodes, deployments, pods] = await Promise.all(lists.map((path) => read(path, signal)));
    return overviewOf(nodes as Listed, deployments as Listed, pods as Listed);
  };

  return {
    datasource: {
      'orrery-kubernetes-cluster': {
        query: ({ queries }) => ({
          answers: Object.fromEntries(
            queries.map(({ refId }) => [
              refId,
              { frames: [], status: 400, error: 'A cluster is looked at on the page Kubernetes; it answers no queries.' },
            ]),
          ),
        }),
        async resource(_request, { signal }) {
          try {
            return { status: 200, body: await overview(signal) };
          } catch (error) {
            return { status: 502, body: { message: (error as Error).message } };
          }
        },
        async health({ signal }) {
          try {
            const { nodes } = await overview(signal);
            return { status: 'OK', message: `The cluster answers: ${nodes.length} nodes.` };
          } catch (error) {
            return { status: 'ERROR', message: (error as Error).message };
          }
        },
      },
    },
    route: {
      async clusters() {
        const all = await instances.list('datasource');
        return {
          body: all.filter(({ contribution }) => contribution === 'orrery-kubernetes-cluster').map(({ uid, name }) => ({ uid, name })),
        };
      },
      async overview({ params }): Promise<RouteResponse> {
        const uid = params.uid ?? '';
        const instance = await instances.get('datasource', { uid });
        if (instance?.contribution !== 'orrery-kubernetes-cluster')
          return { status: 404, body: { message: `There is no cluster "${uid}".` } };
        const answer = await instances.call('datasource', uid, 'resource', { method: 'GET', path: 'overview', query: '', headers: {} });
        if (!answer.ok) return { status: 502, body: { message: answer.failure.message } };
        const { status, body } = answer.value as { status: number; body: unknown };
        return { status, body };
      },
    },
  };
});
