import { type FieldData, type FrameData, fieldDisplayName } from '@orrery/plugin-sdk/data';
import { own } from '@orrery/plugin-sdk/data/own';
import { column, constantText, defineTransformation, withoutConfig } from '@orrery/plugin-sdk/data/transform/index';

interface LabelsToFields {
  readonly mode?: 'columns' | 'rows';
  readonly keepLabels?: readonly string[];
  readonly valueLabel?: string;
}

/** Labels as columns beside the values, or as a table of name and value for each field. */
export const labelsToFields = defineTransformation<LabelsToFields>({
  apply: (frames, options) =>
    options.mode === 'rows'
      ? frames.flatMap((frame) => frame.fields.flatMap((field) => asRows(field, frame, frames, options)))
      : frames.map((frame) => asColumns(frame, options)),
});

function asColumns(frame: FrameData, { keepLabels = [], valueLabel }: LabelsToFields): FrameData {
  const wanted = keepLabels.length > 0 ? new Set(keepLabels) : undefined;
  const found = new Map<string, Set<string>>();
  const fields = frame.fields.map((field) => {
    if (!field.labels) return field;
    let { name } = field;
    for (const [label, value] of Object.entries(field.labels)) {
      if (wanted && !wanted.has(label)) continue;
      if (label === valueLabel) name = value;
      else found.set(label, (found.get(label) ?? new Set()).add(value));
    }
    const { labels: _, ...plain } = withoutConfig(field, 'displayName', 'displayNameFromDS');
    return { ...plain, name };
  });
  const columns = [...found].flatMap(([label, values]) => [...values].map((value) => constantText(label, value, frame.length)));
  return { ...frame, fields: [...fields, ...columns] };
}

function asRows(field: FieldData, frame: FrameData, frames: readonly FrameData[], { keepLabels }: LabelsToFields): FrameData[] {
  const { labels } = field;
  if (!labels) return [];
  const keys = keepLabels ?? Object.keys(labels);
  if (keys.length === 0) return [];
  const values = keys.map((key) => own(labels, key));
  const fields = [column('label', 'string', keys), column('value', 'string', values)];
  return [{ ...frame, name: fieldDisplayName(field, frame, frames), fields, length: keys.length }];
}
