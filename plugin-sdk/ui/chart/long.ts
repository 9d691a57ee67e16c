/** Long frames (`timeseries-long`): rows of time, texts and values become one series for each combination of the texts. */
import { type FieldData, type FrameData, isNull, numberAt } from '@orrery/plugin-sdk/data';

export function isLong(frame: FrameData): boolean {
  return frame.meta?.type === 'timeseries-long';
}

export function longToSeries(frame: FrameData): FrameData[] {
  const time = frame.fields.find(({ type }) => type === 'time');
  const texts = frame.fields.filter(({ type }) => type === 'string');
  const numbers = frame.fields.filter(({ type }) => type === 'number' || type === 'boolean');
  if (!time || texts.length === 0) return [frame];
  const groups = new Map<string, number[]>();
  for (let row = 0; row < frame.length; row++) {
    const key = JSON.stringify(texts.map((field) => (isNull(field, row) ? '' : String(field.values[row]))));
    const rows = groups.get(key);
    if (rows) rows.push(row);
    else groups.set(key, [row]);
  }
  const { type: _long, ...meta } = frame.meta ?? {};
  return [...groups].flatMap(([key, rows]) => {
    const names = JSON.parse(key) as string[];
    const labels = Object.fromEntries(texts.map((field, index) => [field.name, names[index] ?? '']));
    return numbers.map(
      (field): FrameData => ({ ...frame, meta, fields: [picked(time, rows), picked(field, rows, labels)], length: rows.length }),
    );
  });
}

function picked(field: FieldData, rows: readonly number[], labels?: Readonly<Record<string, string>>): FieldData {
  const { nanos: _nanos, ...rest } = field;
  const nulls = Uint8Array.from(rows, (row) => (isNull(field, row) ? 1 : 0));
  const { nulls: _nulls, ...bare } = rest;
  return {
    ...bare,
    ...(field.kind === 'bool' ? {} : { kind: field.type === 'time' ? ('time.Time' as const) : ('float64' as const) }),
    values:
      field.kind === 'bool'
        ? Uint8Array.from(rows, (row) => Number(field.values[row]))
        : Float64Array.from(rows, (row) => numberAt(field, row) ?? 0),
    ...(nulls.includes(1) && { nulls }),
    ...(labels && { labels: { ...field.labels, ...labels } }),
  };
}
