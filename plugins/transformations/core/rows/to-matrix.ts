import { type FieldData, type FrameData, fieldMatcher, rawAt } from '@orrery/plugin-sdk/data';
import { column, defineTransformation, plainValues, withoutConfig } from '@orrery/plugin-sdk/data/transform/index';
import { emptyValueOf } from './empty-value.ts';

interface GroupingToMatrix {
  readonly columnField?: string;
  readonly rowField?: string;
  readonly valueField?: string;
  readonly emptyValue?: string;
}

/** A column for each value of one field, a row for each of another, and in the cells a third. Of several values the last one stays. */
export const groupingToMatrix = defineTransformation<GroupingToMatrix>({
  defaults: { columnField: 'Time', rowField: 'Time', valueField: 'Value' },
  apply: (frames, options) => {
    const [frame] = frames;
    if (!frame || frames.length !== 1) return frames;
    const names = [options.columnField || 'Time', options.rowField || 'Time', options.valueField || 'Value'] as const;
    const [across, down, value] = names.map((name) => named(frame, name));
    if (!across || !down || !value) return frames;
    return [matrix(across, down, value, `${names[1]}\\${names[0]}`, options.emptyValue)];
  },
});

function named(frame: FrameData, name: string): FieldData | undefined {
  const matches = fieldMatcher({ id: 'byName', options: name });
  return frame.fields.find((field) => matches(field, frame, [frame]));
}

function matrix(across: FieldData, down: FieldData, value: FieldData, title: string, emptyValue: string | undefined): FrameData {
  const columns = [...new Set(plainValues(across))];
  const rows = [...new Set(plainValues(down))];
  const cells = new Map<string, Map<string, unknown>>();
  for (let row = 0; row < value.values.length; row++) {
    const name = String(rawAt(across, row));
    let cell = cells.get(name);
    if (!cell) cells.set(name, (cell = new Map()));
    cell.set(String(rawAt(down, row)), rawAt(value, row));
  }
  const empty = value.type === 'frame' ? undefined : emptyValueOf(emptyValue);
  const plain = withoutConfig(value, 'displayName', ...(columns.some((name) => typeof name === 'number') ? ['displayNameFromDS'] : []));
  const first = column(title, down.type, rows, down.config ? { config: down.config } : {});
  const fields = columns.map((name) => {
    const inside = cells.get(String(name));
    const values = rows.map((row) => inside?.get(String(row)) ?? empty);
    return column(
      name === null || name === undefined ? '' : String(name),
      value.type,
      values,
      plain.config ? { config: plain.config } : {},
    );
  });
  return { fields: [first, ...fields], length: rows.length };
}
