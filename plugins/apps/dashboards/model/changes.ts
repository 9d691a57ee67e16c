/** What differs between two states of a dashboard, panel by panel, for people who are about to save or to go back. */
import { allPanels } from './edit.ts';
import type { Dashboard, GridPos, PanelModel } from './types.ts';

export interface PanelChange {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly id: number;
  readonly title: string;
  readonly type: string;
  /** Top keys that differ: `targets`, `options`, `title`. */
  readonly keys: readonly string[];
  /** Texts of queries that differ, before and after. */
  readonly queries: readonly { readonly refId: string; readonly before: string; readonly after: string }[];
  readonly from?: GridPos;
  readonly to?: GridPos;
}
export interface Changes {
  readonly panels: readonly PanelChange[];
  /** Top keys of the dashboard that differ, other than its panels. */
  readonly settings: readonly string[];
}

const ignored = new Set(['panels', 'version', 'id', 'iteration']);
const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

export function changesBetween(before: Dashboard, after: Dashboard): Changes {
  const [old, fresh] = [byId(before), byId(after)];
  const panels: PanelChange[] = [];
  for (const [id, panel] of fresh) {
    const was = old.get(id);
    if (!was) panels.push(described('added', id, panel, {}));
    else if (!same(was, panel)) panels.push(compared(id, was, panel));
  }
  for (const [id, panel] of old) if (!fresh.has(id)) panels.push(described('removed', id, panel, {}));
  const keys = new Set([...Object.keys(before), ...Object.keys(after)].filter((key) => !ignored.has(key)));
  const read = (dashboard: Dashboard, key: string): unknown => (dashboard as unknown as Record<string, unknown>)[key];
  return { panels, settings: [...keys].filter((key) => !same(read(before, key), read(after, key))) };
}

const byId = (dashboard: Dashboard): Map<number, PanelModel> =>
  new Map(allPanels(dashboard).flatMap((panel) => (panel.id === undefined ? [] : [[panel.id, panel] as const])));

function described(kind: PanelChange['kind'], id: number, { title = '', type }: PanelModel, more: Partial<PanelChange>): PanelChange {
  return { kind, id, title, type, keys: [], queries: [], ...more };
}

function compared(id: number, was: PanelModel, now: PanelModel): PanelChange {
  const read = (panel: PanelModel, key: string): unknown => (panel as unknown as Record<string, unknown>)[key];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter((key) => !same(read(was, key), read(now, key)));
  const others = keys.filter((key) => key !== 'gridPos');
  const moved = keys.includes('gridPos') && was.gridPos && now.gridPos ? { from: was.gridPos, to: now.gridPos } : {};
  const letters = new Set([...(was.targets ?? []), ...(now.targets ?? [])].map(({ refId }) => refId));
  const queries = [...letters].flatMap((refId) => {
    const [before, after] = [queryText(was, refId), queryText(now, refId)];
    return before === after ? [] : [{ refId, before, after }];
  });
  return described(others.length === 0 ? 'moved' : 'changed', id, now, { keys: others, queries, ...moved });
}

/** The text a person wrote, where a query has one; else all of it. */
function queryText({ targets = [] }: PanelModel, refId: string): string {
  const target = targets.find((one) => one.refId === refId);
  if (!target) return '';
  const { refId: _, datasource: __, ...own } = target;
  const text = own.expr ?? own.query ?? own.rawSql ?? own.target;
  const rest = Object.entries(own).filter(([key]) => !['expr', 'query', 'rawSql', 'target'].includes(key));
  return typeof text === 'string'
    ? [text, ...rest.map(([key, value]) => `${key}: ${JSON.stringify(value)}`)].join('\n')
    : JSON.stringify(own, null, 2);
}

/** The state to save when some panels are left as they were. */
export function leavingOut(before: Dashboard, after: Dashboard, ids: ReadonlySet<number>): Dashboard {
  if (ids.size === 0) return after;
  const old = byId(before);
  const fresh = byId(after);
  const one = (panel: PanelModel): PanelModel[] => {
    if (panel.id === undefined || !ids.has(panel.id))
      return [panel.panels?.length ? { ...panel, panels: panel.panels.flatMap(one) } : panel];
    const was = old.get(panel.id);
    return was ? [was] : [];
  };
  const gone = [...ids].flatMap((id) => (fresh.has(id) ? [] : (old.get(id) ?? [])));
  return { ...after, panels: [...(after.panels ?? []).flatMap(one), ...gone] };
}
