import type { Shell } from '@orrery/plugin-sdk/ui';

/** What a stored panel is drawn by: the panel of that id, or the one that had it before. */
export function kindOf({ panels }: Pick<Shell, 'panels'>, type: string): Shell['panels'][number] | undefined {
  return panels.find(({ id }) => id === type) ?? panels.find(({ old }) => old?.includes(type));
}
