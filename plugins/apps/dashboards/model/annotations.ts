/** Events on the time axis: which queries a dashboard has, and what their answers say. */
import { type FieldData, type FrameData, valueAt } from '@orrery/plugin-sdk/data';
import type { AnnotationQuery, Dashboard } from './types.ts';

export interface BoardEvent {
  readonly time: number;
  readonly timeEnd?: number;
  readonly color: string;
  readonly title?: string;
  readonly text?: string;
  readonly tags?: readonly string[];
  readonly id?: string;
  readonly source: string;
  readonly author?: string;
  /** The panel it was written on, where it was written on one. */
  readonly panelId?: number;
}

export const builtIn: AnnotationQuery = {
  builtIn: 1,
  datasource: { type: 'grafana', uid: '-- Grafana --' },
  enable: true,
  hide: true,
  iconColor: 'rgba(0, 211, 255, 1)',
  name: 'Annotations & Alerts',
  type: 'dashboard',
};

/** The built-in query comes first, also where the dashboard does not name it. */
export function annotationQueries({ annotations }: Dashboard): readonly AnnotationQuery[] {
  const list = annotations?.list ?? [];
  return list.some((query) => query.builtIn) ? list : [builtIn, ...list];
}

/** Is an event of this query shown on this panel? */
function reaches({ filter }: AnnotationQuery, panelId: number | undefined): boolean {
  if (!filter?.ids?.length) return true;
  return filter.ids.includes(panelId ?? -1) !== (filter.exclude === true);
}

/** What is drawn over one panel: events of queries that reach it, and of those written on a panel only its own. */
export function eventsFor(events: readonly BoardEvent[], dashboard: Dashboard, panelId: number | undefined): readonly BoardEvent[] {
  const queries = new Map(annotationQueries(dashboard).map((query) => [query.name, query]));
  return events.filter((event) => {
    const query = queries.get(event.source);
    return (!query || reaches(query, panelId)) && (event.panelId === undefined || event.panelId === panelId);
  });
}

/** What the own store answers (`GET /api/annotations`). */
export interface StoredAnnotation {
  readonly id: number;
  readonly time: number;
  readonly timeEnd?: number;
  readonly text?: string;
  readonly tags?: readonly string[];
  readonly panelId?: number;
  readonly login?: string;
  readonly newState?: string;
  readonly alertName?: string;
}
const stateColors: Readonly<Record<string, string>> = {
  alerting: 'red',
  ok: 'green',
  normal: 'green',
  pending: 'yellow',
  no_data: 'orange',
};
export function storedEvents(list: readonly StoredAnnotation[], query: AnnotationQuery): BoardEvent[] {
  return list.map(({ id, time, timeEnd, text, tags, panelId, login, newState, alertName }) => ({
    id: String(id),
    time,
    ...(timeEnd && timeEnd > time && { timeEnd }),
    color: stateColors[(newState ?? '').toLowerCase()] ?? query.iconColor ?? 'red',
    ...(alertName && { title: alertName }),
    ...(text && { text }),
    ...(tags && { tags }),
    ...(panelId && { panelId }),
    ...(login && { author: login }),
    source: query.name,
  }));
}

/** The address that asks the own store. Tags may hold variables, which are filled in before. */
export function storeQuery(
  query: AnnotationQuery,
  dashboardUid: string,
  range: { from: number; to: number },
  tags: readonly string[],
): URLSearchParams {
  const target = (query.target ?? query) as { type?: string; limit?: number; matchAny?: boolean };
  const asked = new URLSearchParams({
    from: String(Math.round(range.from)),
    to: String(Math.round(range.to)),
    limit: String(target.limit ?? 100),
  });
  if (target.type === 'tags') {
    for (const tag of tags) asked.append('tags', tag);
    if (target.matchAny) asked.set('matchAny', 'true');
  } else asked.set('dashboardUID', dashboardUid);
  return asked;
}

/** Events from the frames of any data source, by the names of their columns or as `mappings` says. */
export function frameEvents(frames: readonly FrameData[], query: AnnotationQuery): BoardEvent[] {
  return frames.flatMap((frame) => {
    const columns = {
      time: columnOf(frame, query, 'time', ({ type }) => type === 'time'),
      timeEnd: columnOf(frame, query, 'timeEnd'),
      title: columnOf(frame, query, 'title'),
      text: columnOf(frame, query, 'text', ({ type }) => type === 'string'),
      tags: columnOf(frame, query, 'tags'),
      id: columnOf(frame, query, 'id'),
      color: columnOf(frame, query, 'color'),
    };
    if (!columns.time) return [];
    const events: BoardEvent[] = [];
    for (let row = 0; row < frame.length; row++) {
      const time = Number(columns.time(row));
      if (!Number.isFinite(time)) continue;
      const word = (name: 'title' | 'text' | 'id' | 'color'): string => String(columns[name]?.(row) ?? '');
      const end = Number(columns.timeEnd?.(row) ?? 0);
      const tags = tagsOf(columns.tags?.(row));
      events.push({
        time,
        ...(end > time && { timeEnd: end }),
        color: word('color') || query.iconColor || 'red',
        ...(word('title') && { title: word('title') }),
        ...(word('text') && { text: word('text') }),
        ...(word('id') && { id: word('id') }),
        ...(tags.length > 0 && { tags }),
        source: query.name,
      });
    }
    return events;
  });
}

type Column = (row: number) => unknown;

function columnOf(frame: FrameData, query: AnnotationQuery, name: string, otherwise?: (field: FieldData) => boolean): Column | undefined {
  const { source = 'field', value, regex } = query.mappings?.[name] ?? {};
  if (source === 'skip') return;
  if (source === 'text') return () => value ?? '';
  const field =
    frame.fields.find((one) => one.name === (value || name)) ??
    frame.fields.find((one) => one.name.toLowerCase() === (value || name).toLowerCase()) ??
    (otherwise && frame.fields.find(otherwise));
  if (!field) return;
  const pattern = regex ? new RegExp(regex) : undefined;
  return (row) => {
    const found = valueAt(field, row);
    if (!pattern) return found;
    const match = pattern.exec(String(found ?? ''));
    return match ? (match[1] ?? match[0]) : undefined;
  };
}

function tagsOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value.map(String) : String(value ?? '').split(',');
  return list.map((tag) => tag.trim()).filter(Boolean);
}
