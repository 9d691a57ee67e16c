/** Frames of the golden files (values as plain arrays) as columns, and back. */
import { type FieldData, type FieldType, type FrameData, rawAt } from '@orrery/plugin-sdk/data';
import { frameFromJson } from '@orrery/plugin-sdk/data/grafana-json';

export interface GoldenField {
  readonly name: string;
  readonly type?: FieldType;
  readonly values?: readonly unknown[];
  readonly config?: FieldData['config'];
  readonly labels?: Record<string, string>;
}
export interface GoldenFrame {
  readonly name?: string;
  readonly refId?: string;
  readonly meta?: FrameData['meta'];
  readonly length?: number;
  readonly fields: readonly GoldenField[];
}

export function toFrame({ name, refId, meta, fields }: GoldenFrame): FrameData {
  return frameFromJson({
    schema: { name, refId, meta, fields: fields.map(({ values: _, ...field }) => field) },
    data: { values: fields.map(({ values = [] }) => values) },
  });
}

export function toColumn(given: GoldenField): FieldData {
  // A column of numbers may hold texts in the library, and then counts with texts; a decoder of ours would have read the numbers.
  const { values = [] } = given;
  const column = toFrame({ fields: [given] }).fields[0] as FieldData;
  return given.type === 'number' && values.some((value) => typeof value === 'string')
    ? { ...column, kind: 'json.RawMessage', values }
    : column;
}

export function fromFrame({ name, refId, length, fields }: FrameData): GoldenFrame {
  return {
    ...(name !== undefined && { name }),
    ...(refId !== undefined && { refId }),
    length,
    fields: fields.map((field) => ({
      name: field.name,
      type: field.type,
      config: field.config ?? {},
      ...(field.labels && { labels: field.labels }),
      ...(field.nanos && { nanos: [...field.nanos] }),
      values: Array.from({ length }, (_, row) => rawAt(field, row)),
    })),
  };
}
