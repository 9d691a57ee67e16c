/** What a panel asks: its targets with variables filled in, an interval for its width, and the data sources they go to. */
import type { Query, QueryRequest } from '@orrery/plugin-sdk';
import { interpolate, intervalFor, type Lookup, parseDuration, type Resolved } from '@orrery/plugin-sdk/data';
import { findDatasource, isExpression, isMixed, nameOf } from './datasource-ref.ts';
import { filtersForQuery } from './filters.ts';
import type { Range } from './lookup.ts';
import type { KnownDatasource, PanelModel, Target } from './types.ts';
import type { Variables } from './variables.ts';
import { t } from '../text/index.ts';

export interface PanelRequest {
  readonly from: string;
  readonly to: string;
  readonly purpose?: QueryRequest['purpose'];
  readonly queries: readonly (Query & { readonly datasource: { readonly uid: string; readonly type: string } })[];
}
/** A query that cannot be asked, and the sentence that says why. */
export interface Refused {
  readonly refId: string;
  readonly why: string;
}
/** Targets that ask nothing yet are in neither list. */
export interface Prepared {
  readonly request: PanelRequest;
  readonly refused: readonly Refused[];
}

export interface PrepareParts {
  readonly range: Range;
  readonly width: number;
  readonly datasources: readonly KnownDatasource[];
  readonly lookup: Lookup;
  /** For ad hoc filters and groupings. */
  readonly variables?: Variables;
  /** Does something on this server evaluate expressions? */
  readonly expressions?: boolean;
}

export function prepareQuery(
  panel: PanelModel,
  targets: readonly Target[],
  { range, width, datasources, lookup, variables = new Map(), expressions = false }: PrepareParts,
): Prepared {
  const points = panel.maxDataPoints ?? Math.max(Math.round(width), 1);
  const queries: PanelRequest['queries'][number][] = [];
  const refused: Refused[] = [];
  for (const target of targets) {
    const refId = target.refId ?? 'A';
    const ref = isMixed(panel.datasource) ? target.datasource : (target.datasource ?? panel.datasource);
    if (isExpression(ref)) {
      if (expressions) queries.push({ ...filled(target, lookup, 'raw'), refId, datasource: { uid: '__expr__', type: '__expr__' } });
      else refused.push({ refId, why: t.asking.noExpressions(refId) });
      continue;
    }
    const datasource = findDatasource(ref, datasources, lookup);
    if (!datasource) {
      refused.push({ refId, why: t.asking.noSource(nameOf(ref)) });
      continue;
    }
    if (!datasource.available) {
      refused.push({ refId, why: t.asking.noPlugin(datasource.name, datasource.type) });
      continue;
    }
    if (asksNothing(target, datasource)) continue;
    const least = parseDuration(interpolate(panel.interval || String(datasource.jsonData.timeInterval ?? ''), lookup)) ?? 0;
    const interval = intervalFor(range, points, least);
    queries.push({
      ...filled(target, leavingIntervals(lookup), formatFor(datasource.type)),
      ...narrowing(datasource, datasources, variables, lookup),
      refId,
      datasource: { uid: datasource.uid, type: datasource.type },
      intervalMs: interval.ms,
      maxDataPoints: points,
    });
  }
  return { request: { from: String(Math.round(range.from)), to: String(Math.round(range.to)), queries }, refused };
}

/** What was added and not written yet is no question, and no failure either. */
function asksNothing(target: Target, { asks }: KnownDatasource): boolean {
  return asks?.every((key) => target[key] === undefined || target[key] === null || String(target[key]).trim() === '') ?? false;
}

/** Ad hoc filters and groupings reach every query of their own data source. */
function narrowing(datasource: KnownDatasource, known: readonly KnownDatasource[], variables: Variables, lookup: Lookup): Partial<Query> {
  const mine = [...variables.values()].filter(
    ({ model }) =>
      (model.type === 'adhoc' || model.type === 'groupby') && findDatasource(model.datasource, known, lookup)?.uid === datasource.uid,
  );
  const filters = mine.flatMap(({ model, filters: own = [] }) => filtersForQuery([...(model.baseFilters ?? []), ...own], lookup));
  const keys = mine.filter(({ model }) => model.type === 'groupby').flatMap(({ selected }) => selected.map(({ value }) => value));
  return { ...(filters.length > 0 && { adhocFilters: filters }), ...(keys.length > 0 && { groupByKeys: keys }) };
}

/** Texts that the data source replaces itself, since only it knows its scrape interval. */
const leftToTheSource = new Set(['__interval', '__interval_ms', '__rate_interval', '__rate_interval_ms', 'interval']);

function leavingIntervals(lookup: Lookup): Lookup {
  return (name, path, format) => (leftToTheSource.has(name) && !lookup(name, path, format)?.text ? undefined : lookup(name, path, format));
}

type Format = Parameters<typeof interpolate>[2];

function filled(target: Target, lookup: Lookup, format: Format): Query {
  const { datasource: _, ...rest } = target;
  return deep(rest, lookup, format) as Query;
}

function deep(value: unknown, lookup: Lookup, format: Format): unknown {
  if (typeof value === 'string') return interpolate(value, lookup, format);
  if (Array.isArray(value)) return value.map((item) => deep(item, lookup, format));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deep(item, lookup, format)]));
  return value;
}

/** How several values stand inside a query, where the query does not say. */
function formatFor(type: string): Format {
  if (type === 'prometheus' || type === 'loki') return alternatives;
  if (type === 'elasticsearch' || type === 'opensearch') return 'lucene';
  if (type === 'influxdb') return 'regex';
  if (/mysql|postgres|mssql|clickhouse|sqlite/.test(type)) return quotedList;
  return 'glob';
}

/**
 * Alternatives of a regular expression inside a quoted string, hence the doubled backslashes. The value of a variable that can only ever
 * have one stands as it is.
 */
function alternatives(value: Resolved['value'], _name: string, { orAll }: Resolved): string {
  if (!Array.isArray(value) && !orAll) return String(value ?? '').replace(/\\/g, '\\\\');
  const escaped = (Array.isArray(value) ? value : [value ?? '']).map((item) =>
    String(item).replace(/[\\^$*+?.()|{}[\]]/g, (mark) => (mark === '\\' ? '\\\\\\\\' : `\\\\${mark}`)),
  );
  return escaped.length === 1 ? (escaped[0] as string) : `(${escaped.join('|')})`;
}
function quotedList(value: Resolved['value'], _name: string, { orAll }: Resolved): string {
  if (!Array.isArray(value) && !orAll) return String(value ?? '');
  return (Array.isArray(value) ? value : [value ?? ''])
    .map((item) => (typeof item === 'number' ? String(item) : `'${String(item).replaceAll("'", "''")}'`))
    .join(',');
}
