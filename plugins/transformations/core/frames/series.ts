/** Time series in other shapes: one below the other, wide, one a frame, long, or one a row of a table. */
import {
  type FieldData,
  type FieldType,
  type FrameData,
  fieldMatcher,
  frameDisplayName,
  rawAt,
  reduceField,
} from '@orrery/plugin-sdk/data';
import { own } from '@orrery/plugin-sdk/data/own';
import {
  column,
  defineTransformation,
  firstTimeField,
  joinedRefId,
  plainValues,
  takeRows,
  withoutConfig,
} from '@orrery/plugin-sdk/data/transform/index';
import { sorted } from '../rows/sort.ts';
import { joined } from './join.ts';
import { readAs } from './merge.ts';

function isTimeSeries({ fields }: FrameData): boolean {
  return (
    fields.length >= 2 && fields.some(({ type }) => type === 'number') && fields.some((field) => field.type === 'time' && rises(field))
  );
}
/** By its first hundred values. */
function rises(time: FieldData): boolean {
  let greatest: number | null | undefined = null;
  for (let row = 0; row < Math.min(time.values.length, 100); row++) {
    const value = rawAt(time, row) as number | null | undefined;
    if (greatest !== null && !(value !== null && value! > greatest!)) return false;
    greatest = value;
  }
  return true;
}

/** `Time, Metric, Value`, the newest first. */
export const seriesToRows = defineTransformation({
  apply: (frames) => {
    if (frames.length === 0) return frames;
    const full = frames.filter(({ length }) => length > 0);
    if (!full.every(isTimeSeries)) return full;
    const refId = joinedRefId('seriesToRows', full);
    const [time, value] = [first(full, true), first(full, false)];
    if (!time || !value) return [{ refId, fields: [], length: 0 }];
    const times: unknown[] = [];
    const metrics: string[] = [];
    const values: unknown[] = [];
    for (const frame of full) {
      const at = frame.fields.findLastIndex(({ type }) => type === 'time');
      const name = frameDisplayName(frame);
      const [timeField, valueField] = [frame.fields[at]!, frame.fields[at === 0 ? 1 : 0]!];
      for (let row = 0; row < frame.length; row++) {
        times.push(rawAt(timeField, row));
        metrics.push(name);
        values.push(readAs(value, rawAt(valueField, row)));
      }
    }
    const made = (name: string, from: FieldData, cells: readonly unknown[]): FieldData => {
      const { config } = withoutConfig(from, 'displayName', 'displayNameFromDS');
      return column(name, from.type, cells, config ? { config } : {});
    };
    const both = [made('Time', time, times), column('Metric', 'string', metrics)];
    const cells = made('Value', value, values);
    const timeFirst = full[0]!.fields[0]!.type === 'time';
    const fields = timeFirst ? [...both, cells] : [cells, ...both];
    // By what stands first, whatever that is.
    return [sorted({ refId, fields, length: times.length }, 0, true)];
  },
});

function first(frames: readonly FrameData[], time: boolean): FieldData | undefined {
  return frames.flatMap(({ fields }) => fields).find(({ type }) => (type === 'time') === time);
}

interface PrepareTimeSeries {
  readonly format?: 'wide' | 'multi' | 'many' | 'long';
}

export const prepareTimeSeries = defineTransformation<PrepareTimeSeries>({
  apply: (frames, { format = 'wide' }) => {
    if (frames.length === 0) return frames;
    if (format === 'multi' || format === 'many') return frames.flatMap(longFrame).flatMap(perSeries);
    if (format === 'long') return frames.flatMap(longFrame);
    const matches = fieldMatcher({ id: 'firstTimeField' });
    const [only] = frames;
    if (frames.length > 1) {
      const { refId: _, ...wide } = joined(frames, undefined, 'outer');
      return [wide];
    }
    const time = only!.fields.findIndex((field) => matches(field, only!, frames));
    const ahead = time > 0 ? { ...only!, fields: [only!.fields[time]!, ...only!.fields.filter((_, at) => at !== time)] } : only!;
    return [time >= 0 && !rises(ahead.fields[0]!) ? sorted(ahead, 0, false) : ahead];
  },
});

const valueTypes = new Set<FieldType>(['number', 'boolean']);

/** Every combination of labels as a row for each time; texts and flags of the frame go along as labels. */
function longFrame(frame: FrameData): FrameData[] {
  const time = firstTimeField(frame);
  if (!time) return [];
  const factors = new Map<string, FieldData>();
  const types = new Map<string, FieldType>();
  const labels = new Set<string>();
  const byLabels = new Map<string, FieldData[]>();
  for (const field of frame.fields) {
    if (field.type === 'time') continue;
    if (field.type === 'string' || field.type === 'boolean') {
      if (!factors.has(field.name)) factors.set(field.name, field);
      labels.add(field.name);
      continue;
    }
    if ((types.get(field.name) ?? field.type) !== field.type) continue;
    types.set(field.name, field.type);
    const key = String(JSON.stringify(field.labels));
    byLabels.set(key, [...(byLabels.get(key) ?? []), field]);
    for (const label of Object.keys(field.labels ?? {})) labels.add(label);
  }
  const sets = [...byLabels].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fields]) => fields);
  const valueNames = [...types.keys()].sort();
  const labelNames = [...labels].sort();
  const times = plainValues(time) as number[];
  const order = times.map((_, row) => row).sort((a, b) => times[a]! - times[b]!);
  const rows = order.flatMap((row) => sets.map(() => row));
  const cell = (at: number, field: FieldData | undefined): unknown => field && rawAt(field, rows[at]!);
  const from = (at: number): readonly FieldData[] => sets[at % sets.length]!;
  const fields = [
    takeRows({ name: time.name, type: time.type, kind: time.kind, values: time.values, ...(time.nulls && { nulls: time.nulls }) }, rows),
    ...valueNames.map((name) =>
      column(
        name,
        types.get(name)!,
        rows.map((_, at) =>
          cell(
            at,
            from(at).findLast((field) => field.name === name),
          ),
        ),
      ),
    ),
    ...labelNames.map((name) =>
      column(
        name,
        'string',
        rows.map((_, at) => own(from(at)[0]!.labels ?? {}, name) ?? cell(at, factors.get(name))),
      ),
    ),
  ];
  const { name, refId, meta } = frame;
  return [
    {
      ...(name !== undefined && { name }),
      ...(refId !== undefined && { refId }),
      meta: { ...meta, type: 'timeseries-long' },
      fields,
      length: rows.length,
    },
  ];
}

/** From long: a frame for each value field and combination of labels. */
function perSeries(long: FrameData): FrameData[] {
  const [time] = long.fields as readonly [FieldData, ...FieldData[]];
  const labelFields = long.fields.filter(({ type }) => type === 'string');
  const { name, refId, meta } = long;
  const rest = { ...(name !== undefined && { name }), ...(refId !== undefined && { refId }), meta: { ...meta, type: 'timeseries-multi' } };
  return long.fields
    .filter(({ type }) => valueTypes.has(type))
    .flatMap((field): FrameData[] => {
      if (labelFields.length === 0) return [{ ...rest, fields: [time, field], length: long.length }];
      const bySeries = new Map<string, number[]>();
      for (let row = 0; row < long.length; row++) {
        // What a wide frame had no value for is nothing that happened.
        if (rawAt(field, row) === undefined || (rawAt(time, row) ?? null) === null) continue;
        const key = labelFields.map((label) => String(rawAt(label, row) ?? '')).join('/');
        const rows = bySeries.get(key);
        if (rows) rows.push(row);
        else bySeries.set(key, [row]);
      }
      return [...bySeries.values()].map((rows) => ({
        ...rest,
        fields: [
          takeRows(time, rows),
          {
            ...takeRows(field, rows),
            labels: Object.fromEntries(labelFields.map((label) => [label.name, rawAt(label, rows[0]!) as string])),
          },
        ],
        length: rows.length,
      }));
    });
}

interface TrendOptions {
  readonly stat?: string;
  readonly timeField?: string;
}

/** A table for each query: a row for each series, with its labels and the series itself. */
export const timeSeriesTable = defineTransformation<Readonly<Record<string, TrendOptions>>>({
  apply: (frames, options) => {
    const refIds = [...new Set(frames.flatMap(({ refId }) => (refId === undefined ? [] : [refId])))];
    const passed = refIds.flatMap((refId) => frames.filter((frame) => frame.refId === refId && !isTimeSeries(frame)));
    const tables = refIds.flatMap((refId) =>
      tableOf(
        refId,
        frames.filter((frame) => frame.refId === refId && isTimeSeries(frame)),
        own(options, refId) ?? {},
      ),
    );
    return [...passed, ...tables];
  },
});

function tableOf(refId: string, frames: readonly FrameData[], { stat = 'lastNotNull', timeField }: TrendOptions): FrameData[] {
  const series = frames.flatMap((frame) => {
    const time = timeField === undefined ? firstTimeField(frame) : frame.fields.find(({ name }) => name === timeField);
    return time ? frame.fields.filter(({ type }) => type === 'number').map((field) => ({ time, field })) : [];
  });
  if (series.length === 0) return [];
  const labels = [...new Set(series.flatMap(({ field }) => Object.keys(field.labels ?? {})))];
  const trends = series.map(({ time, field }) => ({
    fields: [time, field],
    length: field.values.length,
    value: reduceField(field, stat) ?? null,
  }));
  return [
    {
      refId,
      fields: [
        ...labels.map((label) =>
          column(
            label,
            'string',
            series.map(({ field }) => own(field.labels ?? {}, label) ?? ''),
          ),
        ),
        { name: `Trend #${refId}`, type: 'frame', kind: 'json.RawMessage', values: trends },
      ],
      length: series.length,
    },
  ];
}
