/** Panels that became other panels, and options that moved, by what the panel itself says: whatever the version of its dashboard. */
import { own } from '@orrery/plugin-sdk/data/own';
import { type Json, panelsOf } from '../json.ts';
import { renamed } from './renamed.ts';
import { hideFromPanel, listPanel } from './small.ts';
import { textPanel } from './text.ts';

/** `dashboard` takes what a panel cannot hold any more. */
export type PanelChange = (panel: Json, dashboard: Json) => void;
export type PanelChanges = Readonly<Record<string, PanelChange>>;

const small: PanelChanges = { text: textPanel, alertlist: listPanel, dashlist: listPanel, news: listPanel, timeseries: hideFromPanel };

const singlestat = async (): Promise<PanelChange> => (await import('./singlestat.ts')).singlestatPanel;
const statFamily = async (): Promise<PanelChange> => (await import('./stat-family.ts')).statFamilyPanel;
const table = async (): Promise<PanelChange> => (await import('./table.ts')).tablePanel;
const late: Readonly<Record<string, () => Promise<PanelChange>>> = {
  graph: async () => (await import('./graph.ts')).graphPanel,
  singlestat,
  'grafana-singlestat-panel': singlestat,
  'table-old': table,
  table,
  heatmap: async () => (await import('./heatmap.ts')).heatmapPanel,
  stat: statFamily,
  gauge: statFamily,
  bargauge: statFamily,
  'grafana-piechart-panel': async () => (await import('./community.ts')).pieChartPanel,
  'grafana-worldmap-panel': async () => (await import('./community.ts')).worldMapPanel,
  'natel-discrete-panel': async () => (await import('./community.ts')).discretePanel,
  xychart: async () => (await import('./xychart.ts')).xyChartPanel,
};

/** The name that a type has today; the first of all years called a graph otherwise. */
function nameOf(type: string): string {
  return type === 'graphite' ? 'graph' : (own(renamed, type) ?? type);
}

/** Every type of panel in it, as it was called and as it is called. */
export function typesIn(dashboard: Json): ReadonlySet<string> {
  const found = panelsOf(dashboard).flatMap(({ type }) => (typeof type === 'string' ? [type, nameOf(type)] : []));
  return new Set(found);
}

/** The changes for panels of these types, fetched; of all types where none are said. */
export async function changesFor(types: Iterable<string> = Object.keys(late)): Promise<PanelChanges> {
  const wanted = [...types].flatMap((type) => {
    const load = own(late, type);
    return load ? [load().then((change) => [type, change] as const)] : [];
  });
  return { ...small, ...Object.fromEntries(await Promise.all(wanted)) };
}

export function migratePanels(dashboard: Json, changes: PanelChanges): void {
  for (const panel of panelsOf(dashboard)) {
    if (typeof panel.type !== 'string') continue;
    panel.type = own(renamed, panel.type) ?? panel.type;
    own(changes, panel.type)?.(panel, dashboard);
  }
}
