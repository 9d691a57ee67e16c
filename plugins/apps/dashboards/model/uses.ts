import { variablesIn } from '@orrery/plugin-sdk/data';
import { allPanels } from './edit.ts';
import type { Dashboard } from './types.ts';

/** How many panels, variables, links and annotations name a variable. Filters reach queries without being named. */
export function usesOf(dashboard: Dashboard, name: string): number {
  const own = dashboard.templating?.list?.find((variable) => variable.name === name);
  if (own?.type === 'adhoc' || own?.type === 'groupby') return 1;
  const parts: readonly unknown[] = [
    ...allPanels(dashboard).map(({ panels: _, ...panel }) => panel),
    ...(dashboard.templating?.list ?? []).filter((variable) => variable.name !== name),
    ...(dashboard.links ?? []),
    ...(dashboard.annotations?.list ?? []),
  ];
  return parts.filter((part) => {
    const text = JSON.stringify(part);
    return variablesIn(text).includes(name) || (part as { repeat?: string }).repeat === name;
  }).length;
}
