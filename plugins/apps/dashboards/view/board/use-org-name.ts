import { api } from '@orrery/plugin-sdk/ui';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Dashboard } from '../../model/types.ts';

/** Name of the reader's organisation, asked for by dashboards that write it; until it is known, and where it may not be, undefined. */
export function useOrgName(dashboard: Dashboard): string | undefined {
  const [name, setName] = useState<string>();
  const wanted = useMemo(() => JSON.stringify(dashboard).includes('__org.name'), [dashboard]);
  useEffect(() => {
    if (wanted)
      api<{ name: string }>('/api/org').then(
        (org) => setName(org.name),
        () => {},
      );
  }, [wanted]);
  return name;
}
