/** The scenarios by id. Each gives frames for one query; sizes are bounded whatever is asked. */
import type { FrameData, Query, TimeRange } from '@orrery/plugin-sdk';
import { field, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import { frameFromJson } from '@orrery/plugin-sdk/data/grafana-json';
import { frameFromCsv } from './csv.ts';
import { randomOf, seedOf } from './random.ts';

export interface TestQuery extends Query {
  readonly scenarioId?: string;
  readonly seriesCount?: number;
  readonly startValue?: number;
  readonly spread?: number;
  readonly noise?: number;
  readonly min?: number;
  readonly max?: number;
  readonly drop?: number;
  readonly alias?: string;
  readonly labels?: string;
  readonly stringInput?: string;
  readonly csvContent?: string;
  readonly rawFrameContent?: string;
  readonly lines?: number;
  readonly pulseWave?: {
    readonly timeStep?: number;
    readonly onCount?: number;
    readonly offCount?: number;
    readonly onValue?: number;
    readonly offValue?: number;
  };
  readonly csvWave?: readonly { readonly timeStep?: number; readonly valuesCSV?: string; readonly name?: string }[];
}
export type Scenario = (query: TestQuery, range: TimeRange) => FrameData[];

const mostSeries = 1_000;
const mostPoints = 100_000;

export const scenarios: Readonly<Record<string, Scenario>> = {
  random_walk: (query, range) =>
    Array.from({ length: bounded(query.seriesCount ?? 1, mostSeries) }, (_, index) => walk(query, range, index)),
  random_walk_table: (query, range) => {
    const [one] = [walk(query, range, 0)];
    const values = (one?.fields[1]?.values as Float64Array | undefined) ?? new Float64Array();
    const low = values.map((value) => value - 2);
    const high = values.map((value) => value + 2);
    const state = Array.from(values, (value) => (value > 60 ? 'high' : value < 40 ? 'low' : 'normal'));
    return [
      frame(
        [
          one?.fields[0] ?? timeField('Time', new Float64Array()),
          numberField('Value', values),
          numberField('Min', low),
          numberField('Max', high),
          stringField('Info', state),
        ],
        { refId: query.refId },
      ),
    ];
  },
  no_data_points: () => [],
  csv_content: (query) => [frameFromCsv(query.csvContent ?? '', query.refId)],
  csv_metric_values: (query, range) => {
    const texts = (query.stringInput ?? '1,20,90,30,5,0')
      .split(',')
      .map((text) => text.trim())
      .slice(0, mostPoints);
    const step = texts.length > 1 ? (range.to - range.from) / (texts.length - 1) : 0;
    const mask = Uint8Array.from(texts, (text) => Number(text === 'null' || text === ''));
    return [
      frame(
        [
          timeField(
            'Time',
            Float64Array.from(texts, (_, index) => Math.round(range.from + index * step)),
          ),
          numberField(
            query.alias || `${query.refId}-series`,
            Float64Array.from(texts, (text) => Number(text) || 0),
            mask.some(Boolean) ? { nulls: mask } : {},
          ),
        ],
        { refId: query.refId, name: query.alias || `${query.refId}-series` },
      ),
    ];
  },
  predictable_pulse: (query, range) => {
    const { timeStep = 60, onCount = 3, offCount = 3, onValue = 2, offValue = 1 } = query.pulseWave ?? {};
    return [wave(query, range, timeStep, (tick) => (tick % (onCount + offCount) < onCount ? onValue : offValue), query.alias || 'Pulse')];
  },
  predictable_csv_wave: (query, range) =>
    (query.csvWave ?? [{}]).slice(0, mostSeries).map(({ timeStep = 60, valuesCSV = '0,0,2,2,1,1', name }) => {
      const values = valuesCSV.split(',').map(Number);
      return wave(query, range, timeStep, (tick) => values[tick % values.length] ?? 0, name || query.alias || 'Wave');
    }),
  logs: (query, range) => {
    const count = bounded(query.lines ?? 10, 5_000);
    const random = randomOf(seedOf(`${query.refId}logs`));
    const levels = ['info', 'info', 'warn', 'error', 'debug'];
    const step = (range.to - range.from) / Math.max(count, 1);
    const level = Array.from({ length: count }, () => levels[Math.floor(random() * levels.length)] as string);
    return [
      frame(
        [
          timeField(
            'time',
            Float64Array.from({ length: count }, (_, index) => Math.round(range.to - index * step)),
          ),
          stringField(
            'line',
            level.map(
              (word, index) =>
                `t=${index} level=${word} msg="request served" status=${word === 'error' ? 500 : 200} duration=${Math.round(random() * 900)}ms`,
            ),
          ),
          stringField('level', level),
        ],
        { refId: query.refId, meta: { preferredVisualisationType: 'logs' } },
      ),
    ];
  },
  annotations: (query, range) => {
    const count = bounded(query.lines ?? 10, 1_000);
    const step = (range.to - range.from) / Math.max(count, 1);
    return [
      frame(
        [
          timeField(
            'time',
            Float64Array.from({ length: count }, (_, index) => Math.round(range.from + index * step)),
          ),
          stringField(
            'text',
            Array.from({ length: count }, (_, index) => `Event ${index + 1}`),
          ),
          stringField(
            'tags',
            Array.from({ length: count }, () => 'test'),
          ),
        ],
        {
          refId: query.refId,
          meta: { dataTopic: 'annotations' },
        },
      ),
    ];
  },
  raw_frame: (query) => {
    const list = JSON.parse(query.rawFrameContent || '[]') as unknown[];
    return list.slice(0, mostSeries).map((one) => ({ ...frameFromJson(one), refId: query.refId }));
  },
};

function walk(query: TestQuery, range: TimeRange, index: number): FrameData {
  const random = randomOf(seedOf(`${query.refId}${index}`) ^ Math.floor(range.from / 1000));
  const { spread = 1, noise = 0, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, drop = 0 } = query;
  const step = stepOf(query, range);
  const count = Math.floor((range.to - range.from) / step) + 1;
  const times = new Float64Array(count);
  const values = new Float64Array(count);
  let value = query.startValue ?? random() * 100;
  for (let row = 0; row < count; row++) {
    times[row] = range.from + row * step;
    values[row] = Math.min(Math.max(value + random() * noise, min), max);
    value = Math.min(Math.max(value + (random() - 0.5) * spread, min), max);
  }
  const mask = drop > 0 ? Uint8Array.from(values, () => Number(random() * 100 < drop)) : undefined;
  const name =
    (query.alias ?? '').replaceAll('$seriesIndex', String(index)) ||
    `${query.refId}-series${index > 0 || (query.seriesCount ?? 1) > 1 ? index : ''}`;
  return frame(
    [
      timeField('time', times),
      field(name, 'number', 'float64', values, { labels: labelsOf(query.labels, index), ...(mask && { nulls: mask }) }),
    ],
    { refId: query.refId, name },
  );
}

function wave(query: TestQuery, range: TimeRange, timeStep: number, valueAt: (tick: number) => number, name: string): FrameData {
  const stepMs = Math.max(timeStep * 1000, (range.to - range.from) / mostPoints, 1);
  const first = Math.ceil(range.from / stepMs) * stepMs;
  const count = Math.max(Math.floor((range.to - first) / stepMs) + 1, 0);
  const times = Float64Array.from({ length: count }, (_, index) => first + index * stepMs);
  return frame(
    [
      timeField('Time', times),
      numberField(
        name,
        times.map((time) => valueAt(Math.round(time / stepMs))),
        { labels: labelsOf(query.labels, 0) },
      ),
    ],
    { refId: query.refId, name },
  );
}

function stepOf({ intervalMs = 1000, maxDataPoints = 100 }: TestQuery, { from, to }: TimeRange): number {
  return Math.max(intervalMs, (to - from) / Math.min(Math.max(maxDataPoints, 1), mostPoints), 1);
}

/** `a=1, b=$seriesIndex` */
function labelsOf(text: string | undefined, index: number): Record<string, string> {
  return Object.fromEntries(
    (text ?? '')
      .replace(/^\{|\}$/g, '')
      .split(',')
      .flatMap((pair) => {
        const [key, value] = pair.split('=');
        return key?.trim() && value !== undefined
          ? [[key.trim(), value.trim().replace(/^"|"$/g, '').replaceAll('$seriesIndex', String(index))]]
          : [];
      }),
  );
}

function bounded(count: number, most: number): number {
  return Math.min(Math.max(Math.floor(count) || 0, 0), most);
}
