import type { PanelModel, StoredRef } from './types.ts';

/** Panels that are made here use our own palette; dashboards from files keep theirs. */
const fieldConfig = { defaults: { color: { mode: 'palette-classic' } }, overrides: [] };

/** A panel with one query that still asks nothing, of the default source when none is given. */
export function newPanel(type: string, title: string, datasource: StoredRef = null): Omit<PanelModel, 'id' | 'gridPos'> {
  return { type, title, datasource, targets: [{ refId: 'A', ...(datasource && { datasource }) }], fieldConfig, options: {} };
}
