/** What the server says of itself to every page, asked once. */
import { api } from '@orrery/plugin-sdk/ui';
import { signal } from '@preact/signals';

export interface ServerFacts {
  readonly minRefreshInterval: string;
}
export const serverFacts = signal<ServerFacts>({ minRefreshInterval: '5s' });

/** A server without the address keeps the usual lower limit. */
export function loadServerFacts(): void {
  api<{ minRefreshInterval?: string }>('/api/frontend/settings').then(
    ({ minRefreshInterval }) => {
      if (minRefreshInterval) serverFacts.value = { minRefreshInterval };
    },
    () => {},
  );
}
