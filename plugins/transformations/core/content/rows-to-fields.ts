import { type FieldData, type FrameData, rawAt } from '@orrery/plugin-sdk/data';
import { column, defineTransformation } from '@orrery/plugin-sdk/data/transform/index';
import { type ConfigMapping, configAt, isKnown, keyOf, nameIn } from './config-handlers.ts';

interface RowsToFields {
  readonly mappings?: readonly ConfigMapping[];
}

/** A field for each row: one column names it, one is its value, the others become its configuration or its labels. */
export const rowsToFields = defineTransformation<RowsToFields>({
  apply: (frames, { mappings = [] }) => frames.map((frame) => converted(frame, mappings)),
});

function converted(frame: FrameData, mappings: readonly ConfigMapping[]): FrameData {
  const isMapped = (key: string): boolean => mappings.some(({ handlerKey }) => handlerKey === key);
  const keys = new Map<FieldData, string>();
  let name: FieldData | undefined;
  let value: FieldData | undefined;
  for (const field of frame.fields) {
    let key = keyOf(nameIn(field, frame), mappings);
    const told = mappings.some(({ fieldName }) => fieldName === nameIn(field, frame));
    if (!told && !isKnown(key)) {
      if (!name && !isMapped('field.name') && field.type === 'string') key = 'field.name';
      else if (!value && !isMapped('field.value') && field.type === 'number') key = 'field.value';
      else key = 'field.label';
    }
    if (key === 'field.name') name = field;
    if (key === 'field.value') value = field;
    keys.set(field, key);
  }
  if (!name || !value) return frame;
  const [names, values] = [name, value];
  const fields = Array.from({ length: names.values.length }, (_, row) =>
    column(String(rawAt(names, row)), values.type, [rawAt(values, row)], {
      config: configAt(frame, row, keys),
      labels: { ...names.labels, ...labelsAt(frame, row, keys) },
    }),
  );
  return { fields, length: 1 };
}

function labelsAt(frame: FrameData, row: number, keys: ReadonlyMap<FieldData, string>): Record<string, string> {
  return Object.fromEntries(
    frame.fields.flatMap((field) => {
      const value = rawAt(field, row);
      return keys.get(field) === 'field.label' && value !== null && value !== undefined ? [[nameIn(field, frame), value as string]] : [];
    }),
  );
}
