/** Changes of a dashboard, each a new value of what it was. What is not touched stays the same object. */
import { compacted, freePlace, type OnGrid } from './grid.ts';
import { byPosition, standard } from './layout.ts';
import type { Dashboard, GridPos, PanelModel } from './types.ts';

const panelsOf = ({ panels }: Dashboard): readonly PanelModel[] => panels ?? [];
export const allPanels = (dashboard: Dashboard): readonly PanelModel[] =>
  panelsOf(dashboard).flatMap((panel) => [panel, ...(panel.panels ?? [])]);

const keyOfPanel = (panel: PanelModel, index: number): string => (panel.id === undefined ? `at-${index}` : `panel-${panel.id}`);

function nextId(dashboard: Dashboard): number {
  return Math.max(0, ...allPanels(dashboard).map(({ id = 0 }) => id)) + 1;
}

export function findPanel(dashboard: Dashboard, id: number): PanelModel | undefined {
  return allPanels(dashboard).find((panel) => panel.id === id);
}

export function updatePanel(dashboard: Dashboard, id: number, change: (panel: PanelModel) => PanelModel): Dashboard {
  const one = (panel: PanelModel): PanelModel => {
    if (panel.id === id) return change(panel);
    if (!panel.panels?.some((inside) => inside.id === id)) return panel;
    return { ...panel, panels: panel.panels.map(one) };
  };
  return { ...dashboard, panels: panelsOf(dashboard).map(one) };
}

/** Sizes that new panels begin with; stats need less. */
const sizes: Readonly<Record<string, readonly [w: number, h: number]>> = { stat: [6, 4], gauge: [6, 6], text: [12, 4], row: [24, 1] };

export function addPanel(dashboard: Dashboard, panel: Omit<PanelModel, 'id' | 'gridPos'>): { dashboard: Dashboard; id: number } {
  const id = nextId(dashboard);
  const [w, h] = sizes[panel.type] ?? [12, 9];
  const taken = panelsOf(dashboard).map(({ gridPos }) => gridPos ?? standard);
  const bottom = Math.max(0, ...taken.map(({ y, h: height }) => y + height));
  const gridPos = panel.type === 'row' ? { x: 0, y: bottom, w, h } : freePlace(taken, w, h);
  return { id, dashboard: { ...dashboard, panels: [...panelsOf(dashboard), { ...panel, id, gridPos }] } };
}

export function removePanel(dashboard: Dashboard, id: number): Dashboard {
  const left = panelsOf(dashboard)
    .filter((panel) => panel.id !== id)
    .map((panel) =>
      panel.panels?.some((inside) => inside.id === id) ? { ...panel, panels: panel.panels.filter((inside) => inside.id !== id) } : panel,
    );
  return settle({ ...dashboard, panels: left });
}

/** A row goes; its panels stay where they are, or go along. */
export function removeRow(dashboard: Dashboard, id: number, withPanels: boolean): Dashboard {
  const opened = openRow(dashboard, id);
  const members = withPanels ? new Set(membersOf(opened, id)) : new Set<PanelModel>();
  return settle({ ...opened, panels: panelsOf(opened).filter((panel) => panel.id !== id && !members.has(panel)) });
}

export function duplicatePanel(dashboard: Dashboard, id: number): { dashboard: Dashboard; id: number } | undefined {
  const panel = findPanel(dashboard, id);
  if (!panel) return;
  const { id: _, gridPos = standard, ...rest } = panel;
  const fresh = nextId(dashboard);
  const beside = gridPos.x + gridPos.w * 2 <= 24;
  const at = beside ? { ...gridPos, x: gridPos.x + gridPos.w } : { ...gridPos, y: gridPos.y + gridPos.h };
  const copy = { ...rest, id: fresh, gridPos: at };
  const inside = panelsOf(dashboard).find((row) => row.panels?.some((one) => one.id === id));
  if (inside?.id !== undefined)
    return { id: fresh, dashboard: updatePanel(dashboard, inside.id, (row) => ({ ...row, panels: [...(row.panels ?? []), copy] })) };
  return { id: fresh, dashboard: settle({ ...dashboard, panels: [...panelsOf(dashboard), copy] }, `panel-${fresh}`) };
}

/** The panels of an open row: those that follow it until the next one. */
function membersOf(dashboard: Dashboard, id: number): readonly PanelModel[] {
  const ordered = [...panelsOf(dashboard)].sort(byPosition);
  const at = ordered.findIndex((panel) => panel.id === id);
  if (at < 0) return [];
  const rest = ordered.slice(at + 1);
  const end = rest.findIndex(({ type }) => type === 'row');
  return end < 0 ? rest : rest.slice(0, end);
}

export function toggleRow(dashboard: Dashboard, id: number): Dashboard {
  const row = findPanel(dashboard, id);
  return row?.collapsed ? openRow(dashboard, id) : closeRow(dashboard, id);
}

function closeRow(dashboard: Dashboard, id: number): Dashboard {
  const members = membersOf(dashboard, id);
  const kept = panelsOf(dashboard).filter((panel) => !members.includes(panel));
  return settle({ ...dashboard, panels: kept.map((panel) => (panel.id === id ? { ...panel, collapsed: true, panels: members } : panel)) });
}

function openRow(dashboard: Dashboard, id: number): Dashboard {
  const row = findPanel(dashboard, id);
  if (!row?.collapsed) return dashboard;
  const inside = row.panels ?? [];
  const top = (row.gridPos ?? standard).y + 1;
  const first = Math.min(...inside.map(({ gridPos }) => (gridPos ?? standard).y));
  const placed = inside.map((panel) => ({
    ...panel,
    gridPos: { ...(panel.gridPos ?? standard), y: top + (panel.gridPos ?? standard).y - first },
  }));
  const height = Math.max(0, ...placed.map(({ gridPos }) => gridPos.y + gridPos.h - top));
  const panels = panelsOf(dashboard).flatMap((panel) => {
    if (panel.id === id) return [{ ...panel, collapsed: false, panels: [] }, ...placed];
    const at = panel.gridPos ?? standard;
    return [at.y >= top ? { ...panel, gridPos: { ...at, y: at.y + height } } : panel];
  });
  return settle({ ...dashboard, panels });
}

/** What stands on the grid now, by key. Panels inside closed rows are not there. */
export function onGrid(dashboard: Dashboard): (OnGrid & { readonly panel: PanelModel })[] {
  return panelsOf(dashboard).map((panel, index) => ({
    key: keyOfPanel(panel, index),
    at: panel.type === 'row' ? { x: 0, y: panel.gridPos?.y ?? 0, w: 24, h: 1 } : (panel.gridPos ?? standard),
    panel,
  }));
}

export function withPlaces(dashboard: Dashboard, places: readonly OnGrid[]): Dashboard {
  const at = new Map(places.map((place) => [place.key, place.at]));
  const panels = panelsOf(dashboard).map((panel, index) => {
    const gridPos = at.get(keyOfPanel(panel, index));
    return gridPos && !samePlace(gridPos, panel.gridPos) ? { ...panel, gridPos } : panel;
  });
  return { ...dashboard, panels };
}
const samePlace = (a: GridPos, b: GridPos | undefined): boolean =>
  b !== undefined && a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;

function settle(dashboard: Dashboard, first?: string): Dashboard {
  return withPlaces(dashboard, compacted(onGrid(dashboard), first));
}

/** A new query's letter: the first that is free, A to Z, then AA. */
export function nextRefId(taken: readonly { readonly refId?: string }[]): string {
  const used = new Set(taken.map(({ refId }) => refId));
  for (let index = 0; ; index++) {
    const letter = String.fromCharCode(65 + (index % 26));
    const refId = index < 26 ? letter : String.fromCharCode(64 + Math.floor(index / 26)) + letter;
    if (!used.has(refId)) return refId;
  }
}
