/** What a query of TestData may say; every key is optional, and numbers are bounded wherever they count something. */
import type { Query } from '@orrery/plugin-sdk';

export interface TestQuery extends Query {
  readonly scenarioId?: string;
  readonly alias?: string;
  readonly labels?: string;
  readonly stringInput?: string;
  readonly seriesCount?: number;
  readonly startValue?: number;
  readonly spread?: number;
  readonly noise?: number;
  readonly min?: number;
  readonly max?: number;
  readonly drop?: number;
  readonly dropPercent?: number;
  readonly withNil?: boolean;
  readonly lines?: number;
  readonly levelColumn?: boolean;
  readonly csvContent?: string;
  readonly csvFileName?: string;
  readonly rawFrameContent?: string;
  readonly points?: readonly (readonly [number | null, number])[];
  readonly spanCount?: number;
  readonly flamegraphDiff?: boolean;
  readonly channel?: string;
  readonly pulseWave?: {
    readonly timeStep?: number;
    readonly onCount?: number;
    readonly offCount?: number;
    readonly onValue?: unknown;
    readonly offValue?: unknown;
  };
  readonly csvWave?: readonly {
    readonly timeStep?: number;
    readonly valuesCSV?: string;
    readonly labels?: string;
    readonly name?: string;
  }[];
  readonly nodes?: { readonly type?: string; readonly count?: number; readonly seed?: number };
  readonly stream?: {
    readonly type?: string;
    readonly speed?: number;
    readonly spread?: number;
    readonly noise?: number;
    readonly bands?: number;
  };
  readonly sim?: {
    readonly key?: { readonly type?: string; readonly tick?: number; readonly uid?: string };
    readonly config?: Readonly<Record<string, unknown>>;
    readonly last?: boolean;
    readonly stream?: boolean;
  };
  readonly usa?: {
    readonly mode?: string;
    readonly period?: string;
    readonly fields?: readonly string[];
    readonly states?: readonly string[];
  };
  readonly exemplarCount?: number;
  readonly errorSource?: string;
  readonly errorMessage?: string;
  readonly errorStatusCode?: number;
  readonly errorProbability?: number;
  readonly queryDelay?: string;
  readonly errorType?: string;
}

export const mostSeries = 1_000;
export const mostPoints = 10_000;
/** Of all series of a query together. */
const mostInAll = 1_000_000;
export function pointsEach(series: number): number {
  return Math.min(mostPoints, Math.floor(mostInAll / Math.max(series, 1)));
}

/** A whole number from 0 to `most`, whatever was asked. */
export function bounded(count: unknown, most: number, otherwise = 0): number {
  const number = count === undefined || count === null || count === '' ? otherwise : Number(count);
  return Math.min(Math.max(Math.floor(number) || 0, 0), most);
}

/** `{a="b", c=$seriesIndex}` */
export function labelsOf(text: string | undefined, index = 0): Record<string, string> {
  return Object.fromEntries(
    (text ?? '')
      .trim()
      .replace(/^\{|\}$/g, '')
      .split(',')
      .flatMap((pair) => {
        const [key, ...rest] = pair.split('=');
        const value = rest.join('=');
        return key?.trim() && rest.length > 0
          ? [[key.trim(), value.trim().replace(/^"|"$/g, '').replaceAll('$seriesIndex', String(index))]]
          : [];
      }),
  );
}

const servers = [
  'Backend-ops-01',
  'Backend-ops-02',
  'Frontend-web-01',
  'Frontend-web-02',
  'MySQL-01',
  'MySQL-02',
  'Postgres-01',
  'Auth-01',
  'Webserver-01',
  'UDP-013',
];
const places = ['Cellar', 'Living room', 'Porch', 'Bedroom', 'Guest room', 'Kitchen', 'Playroom', 'Bathroom', 'Outside', 'Roof', 'Terrace'];

export function nameOf({ alias = '', refId, labels }: TestQuery, index = 0): string {
  if (alias === '__server_names') return servers[index % servers.length] as string;
  if (alias === '__house_locations') return places[index % places.length] as string;
  const own = labelsOf(labels, index);
  return alias
    ? alias.replaceAll('$seriesIndex', String(index)).replace(/\{\{\s*(\w+)\s*\}\}/g, (_whole, label: string) => own[label] ?? '')
    : `${refId}-series${index > 0 ? index : ''}`;
}

/** Milliseconds between points: the panel's interval, wider where that would be more points than are made. */
export function stepOf(
  { intervalMs = 1000 }: TestQuery,
  { from, to }: { readonly from: number; readonly to: number },
  most = mostPoints,
): number {
  return Math.max(intervalMs, Math.ceil((to - from) / Math.max(most - 1, 1)), 1);
}
/** Every `step` from the start of the range to its end. */
export function timesOf({ from, to }: { readonly from: number; readonly to: number }, step: number, most = mostPoints): Float64Array {
  const count = Math.min(Math.floor((to - from) / step) + 1, most);
  return Float64Array.from({ length: Math.max(count, 0) }, (_, row) => from + row * step);
}
