import { type FieldData, type FrameData, fieldDisplayName, rawAt } from '@orrery/plugin-sdk/data';
import { column, defineTransformation } from '@orrery/plugin-sdk/data/transform/index';
import { emptyValueOf } from './empty-value.ts';

interface Transpose {
  readonly firstFieldName?: string;
  readonly restFieldsName?: string;
  readonly emptyValue?: string;
}

/** Rows as columns. A first field of texts, times or words gives the columns their names. */
export const transpose = defineTransformation<Transpose>({
  apply: (frames, options) => frames.map((frame) => ({ ...transposed(frame, frames, options), refId: `transpose-${frame.refId}` })),
});

function transposed(frame: FrameData, frames: readonly FrameData[], { firstFieldName, restFieldsName, emptyValue }: Transpose): FrameData {
  const [first] = frame.fields;
  if (!first) return frame;
  const headed = first.type === 'string' || first.type === 'time' || first.type === 'enum';
  const fields = headed ? frame.fields.slice(1) : frame.fields;
  const types = new Set(fields.map(({ type }) => type));
  const type = types.size === 1 ? [...types][0]! : 'string';
  const names = column(
    firstFieldName || 'Field',
    'string',
    fields.map((field) => fieldDisplayName(field, frame, frames)),
  );
  const empty = emptyValueOf(emptyValue);
  const columns = Array.from({ length: first.values.length }, (_, row) => {
    const values = fields.map((field) => (type === 'string' ? asText(field, row, empty) : rawAt(field, row)));
    const labels = headed ? { [first.name]: asText(first, row, empty) } : { row: row + 1 };
    return column(restFieldsName || 'Value', type, values, { labels: labels as Record<string, string> });
  });
  return { ...frame, fields: [names, ...columns], length: fields.length };
}

function asText(field: FieldData, row: number, empty: unknown): unknown {
  const value = rawAt(field, row);
  if (value === null || value === undefined) return empty;
  if (field.type === 'enum')
    return (field.config?.type as { enum?: { text?: string[] } } | undefined)?.enum?.text?.[value as number] ?? empty;
  return field.type === 'other' || typeof value === 'object' ? JSON.stringify(value) : String(value);
}
