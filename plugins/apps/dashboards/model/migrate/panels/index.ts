/** Panels that became other panels, and options that moved, by what the panel itself says: whatever the version of its dashboard. */
import { own } from '@orrery/plugin-sdk/data/own';
import { type Json, panelsOf } from '../json.ts';
import { graphPanel } from './graph.ts';
import { hideFromPanel } from './hide-from.ts';
import { renamed } from './renamed.ts';
import { singlestatPanel } from './singlestat.ts';
import { statFamilyPanel } from './stat-family.ts';

/** `dashboard` takes what a panel cannot hold any more. */
export type PanelChange = (panel: Json, dashboard: Json) => void;
export type PanelChanges = Readonly<Record<string, PanelChange>>;

/** Without those of `rare.ts`. */
export const usualChanges: PanelChanges = {
  graph: graphPanel,
  singlestat: singlestatPanel,
  'grafana-singlestat-panel': singlestatPanel,
  stat: statFamilyPanel,
  gauge: statFamilyPanel,
  bargauge: statFamilyPanel,
  timeseries: hideFromPanel,
};

/** Every type of panel in it, as it is called today. */
export function typesIn(dashboard: Json): ReadonlySet<string> {
  return new Set(panelsOf(dashboard).flatMap(({ type }) => (typeof type === 'string' ? [own(renamed, type) ?? type] : [])));
}

export function migratePanels(dashboard: Json, changes: PanelChanges): void {
  for (const panel of panelsOf(dashboard)) {
    if (typeof panel.type !== 'string') continue;
    panel.type = own(renamed, panel.type) ?? panel.type;
    own(changes, panel.type)?.(panel, dashboard);
  }
}
