/** What a panel asks: its targets with variables filled in, an interval for its width, and the data sources they go to. */
import type { Query } from '@orrery/plugin-sdk';
import { interpolate, type Lookup, type Resolved } from '@orrery/plugin-sdk/data/interpolate';
import { intervalFor, parseDuration } from '@orrery/plugin-sdk/data/interval';
import type { DatasourceRef, KnownDatasource, PanelModel } from './types.ts';
import { findDatasource, nameOf } from './variables.ts';

export interface PanelRequest {
  readonly from: string;
  readonly to: string;
  readonly queries: readonly (Query & { readonly datasource: { readonly uid: string; readonly type: string } })[];
}
export type Prepared = { readonly request: PanelRequest } | { readonly nothing: string };

export interface PrepareParts {
  readonly range: { readonly from: number; readonly to: number };
  readonly width: number;
  readonly datasources: readonly KnownDatasource[];
  readonly lookup: Lookup;
}

export function prepareQuery(panel: PanelModel, { range, width, datasources, lookup }: PrepareParts): Prepared {
  const asked = (panel.targets ?? []).filter(({ hide }) => !hide);
  if (asked.length === 0) return { nothing: 'This panel has no query.' };
  const points = panel.maxDataPoints ?? Math.max(Math.round(width), 1);
  const queries: PanelRequest['queries'][number][] = [];
  for (const target of asked) {
    const ref = mixed(panel.datasource) ? target.datasource : (target.datasource ?? panel.datasource);
    const datasource = findDatasource(ref, datasources, lookup);
    if (!datasource) return { nothing: `The data source ${nameOf(ref)} is not configured.` };
    if (!datasource.available) return { nothing: `No active plugin answers for the data source ${datasource.name} (${datasource.type}).` };
    const least = parseDuration(interpolate(panel.interval || String(datasource.jsonData.timeInterval ?? ''), lookup)) ?? 0;
    const interval = intervalFor(range, points, least);
    const scoped = leavingIntervals(lookup);
    queries.push({
      ...filled(target, scoped),
      refId: target.refId ?? 'A',
      datasource: { uid: datasource.uid, type: datasource.type },
      intervalMs: interval.ms,
      maxDataPoints: points,
    });
  }
  return { request: { from: String(Math.round(range.from)), to: String(Math.round(range.to)), queries } };
}

/** Texts that the data source replaces itself, since only it knows its scrape interval. */
const leftToTheSource = new Set(['__interval', '__interval_ms', '__rate_interval', '__rate_interval_ms']);

function leavingIntervals(lookup: Lookup): Lookup {
  return (name, path, format) => (leftToTheSource.has(name) ? undefined : lookup(name, path, format));
}

function filled(target: Query, lookup: Lookup): Query {
  const { datasource: _, ...rest } = target as Query & { datasource?: DatasourceRef };
  return deep(rest, lookup) as Query;
}

function deep(value: unknown, lookup: Lookup): unknown {
  if (typeof value === 'string') return interpolate(value, lookup, queryFormat);
  if (Array.isArray(value)) return value.map((item) => deep(item, lookup));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deep(item, lookup)]));
  return value;
}

/** Several values inside a query become alternatives of a regular expression; one stands as it is. */
function queryFormat(value: Resolved['value']): string {
  if (!Array.isArray(value)) return String(value ?? '');
  const escaped = value.map((item) => String(item).replace(/[\\^$*+?.()|{}[\]/]/g, '\\\\$&'));
  return escaped.length === 1 ? (escaped[0] as string) : `(${escaped.join('|')})`;
}

function mixed(ref: DatasourceRef | string | null | undefined): boolean {
  return (typeof ref === 'string' ? ref : ref?.uid) === '-- Mixed --';
}
