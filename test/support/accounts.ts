/** Service accounts for tests. The plugin that keeps them may start a little after the server answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningOrrery } from './server.ts';

const patienceMs = 60_000;

export async function tokenOf(server: RunningOrrery, name: string, role: 'Viewer' | 'Editor' | 'Admin'): Promise<string> {
  const make = (): Promise<{ id: number }> => server.json('/api/serviceaccounts', { body: { name, role } });
  for (const end = performance.now() + patienceMs; ; await sleep(200)) {
    const account = await make().catch((error: Error) => {
      if (performance.now() > end || !/: (404|503) /.test(error.message)) throw error;
      return undefined;
    });
    if (account) return (await server.json<{ key: string }>(`/api/serviceaccounts/${account.id}/tokens`, { body: { name: 'one' } })).key;
  }
}
