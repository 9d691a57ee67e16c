/**
 * Frames as Grafana's JSON: schema and columns apart, NaN and infinities as null with a list of where they stood, nanoseconds beside
 * the milliseconds. Written as text directly: objects on the way would cost more than the text.
 */
import type { FieldData, FrameData } from './frame.ts';

export { frameFromJson } from './grafana-json-read.ts';

export function frameToJson({ name, refId, meta, fields }: FrameData): string {
  const schema = {
    ...(name !== undefined && { name }),
    ...(refId !== undefined && { refId }),
    ...(meta !== undefined && { meta }),
    fields: fields.map(({ name: column, type, kind, labels, config, nulls, nullable }) => ({
      name: column,
      type,
      typeInfo: { frame: kind, ...((nulls || nullable) && { nullable: true }) },
      ...(labels && { labels }),
      ...(config && { config }),
    })),
  };
  const columns = fields.map(columnToJson);
  const entities = columns.some((column) => column.entities)
    ? `,"entities":[${columns.map(({ entities: one }) => one ?? 'null').join(',')}]`
    : '';
  const nanos = columns.some((column) => column.nanos) ? `,"nanos":[${columns.map((column) => column.nanos ?? 'null').join(',')}]` : '';
  return `{"schema":${JSON.stringify(schema)},"data":{"values":[${columns.map(({ values }) => values).join(',')}]${entities}${nanos}}}`;
}

interface ColumnText {
  readonly values: string;
  readonly entities?: string;
  readonly nanos?: string;
}

function columnToJson(column: FieldData): ColumnText {
  const { kind, values, nulls, nanos } = column;
  if (kind === 'string')
    return { values: `[${(values as readonly string[]).map((text, row) => (nulls?.[row] ? 'null' : JSON.stringify(text))).join(',')}]` };
  if (kind === 'json.RawMessage' || column.type === 'frame') {
    return { values: JSON.stringify((values as readonly unknown[]).map((value, row) => (nulls?.[row] ? null : value))) };
  }
  if (kind === 'bool')
    return {
      values: `[${Array.from(values as Uint8Array, (value, row) => (nulls?.[row] ? 'null' : value ? 'true' : 'false')).join(',')}]`,
    };
  if (kind === 'float64' || kind === 'float32' || kind === 'time.Time') {
    const text = floats(values as Float64Array, nulls);
    return nanos?.some((part) => part !== 0) ? { ...text, nanos: `[${nanos.join(',')}]` } : text;
  }
  const numbers = values as Int32Array;
  return { values: nulls ? `[${Array.from(numbers, (value, row) => (nulls[row] ? 'null' : value)).join(',')}]` : `[${numbers.join(',')}]` };
}

function floats(values: Float64Array | Float32Array, nulls: Uint8Array | undefined): ColumnText {
  const parts = new Array<string | number>(values.length);
  const odd = { NaN: [] as number[], Inf: [] as number[], NegInf: [] as number[] };
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (nulls?.[row]) parts[row] = 'null';
    else if (Number.isFinite(value)) parts[row] = value;
    else {
      parts[row] = 'null';
      odd[Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : 'NegInf'].push(row);
    }
  }
  const found = Object.entries(odd).filter(([, rows]) => rows.length > 0);
  const text = `[${parts.join(',')}]`;
  return found.length > 0 ? { values: text, entities: JSON.stringify(Object.fromEntries(found)) } : { values: text };
}
