/** Maps of one dashboard that share their view: who moves tells the others. */
import type { MapView } from './projection.ts';

type Moved = Pick<MapView, 'x' | 'y' | 'zoom'>;
const groups = new Map<string, Set<(view: Moved) => void>>();

export interface SharedView {
  publish(view: Moved): void;
  close(): void;
}

export function joinView(dashboard: string, heard: (view: Moved) => void): SharedView {
  const group = groups.get(dashboard) ?? new Set();
  groups.set(dashboard, group);
  group.add(heard);
  return {
    publish(view) {
      for (const other of group) if (other !== heard) other(view);
    },
    close() {
      group.delete(heard);
      if (group.size === 0) groups.delete(dashboard);
    },
  };
}
