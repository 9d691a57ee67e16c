import { type FieldData, type FrameData, fieldMatcher, rawAt } from '@orrery/plugin-sdk/data';
import { defineTransformation, takeRows } from '@orrery/plugin-sdk/data/transform/index';
import { groupRows } from './groups.ts';

interface Naming {
  readonly asLabels?: boolean;
  readonly append?: boolean;
  readonly withNames?: boolean;
  readonly separator1?: string;
  readonly separator2?: string;
}
interface PartitionByValues {
  readonly fields?: readonly string[];
  readonly keepFields?: boolean;
  readonly naming?: Naming;
}

/** A frame for each combination of values of some fields. */
export const partitionByValues = defineTransformation<PartitionByValues>({
  defaults: { fields: [], keepFields: false },
  apply: (frames, { fields: names = [], keepFields, naming = {} }) => {
    const [frame] = frames;
    if (!frame || names.length === 0) return frames;
    const matches = fieldMatcher({ id: 'byNames', options: { names } });
    const keys = frame.fields.filter((field) => matches(field, frame, frames));
    if (keys.length === 0) return frames;
    return partitioned(
      frame,
      keys,
      frame.fields.filter((field) => keepFields || !keys.includes(field)),
      naming,
    );
  },
});

function partitioned(frame: FrameData, keys: readonly FieldData[], kept: readonly FieldData[], naming: Naming): FrameData[] {
  const groups = groupRows(keys, frame.length);
  const { asLabels = true, append = false, withNames = false, separator1 = '=', separator2 = ' ' } = naming;
  return nestedOrder(keys, groups.firstRows).map((group) => {
    const rows = groups.rows.subarray(groups.starts[group], groups.starts[group + 1]);
    const values = keys.map((key) => [key.name, String(rawAt(key, rows[0]!))] as const);
    const told = values.map(([name, value]) => (withNames ? `${name}${separator1}${value}` : value)).join(separator2);
    const name = asLabels ? frame.name : append && frame.name ? `${frame.name} ${told}` : told;
    return {
      ...(name !== undefined && { name }),
      fields: kept.map((field) => takeRows({ ...field, labels: { ...field.labels, ...(asLabels && Object.fromEntries(values)) } }, rows)),
      length: rows.length,
    };
  });
}

/** By the values of the first field as they are first met, inside each by those of the next. */
function nestedOrder(keys: readonly FieldData[], firstRows: Int32Array): number[] {
  const ranks = keys.map(() => new Map<unknown, number>());
  const places = Array.from(firstRows, (row) =>
    keys.map((key, at) => {
      const value = rawAt(key, row);
      const known = ranks[at]!;
      if (!known.has(value)) known.set(value, known.size);
      return known.get(value)!;
    }),
  );
  return places
    .map((_, group) => group)
    .sort((a, b) => {
      const at = keys.findIndex((_, key) => places[a]![key] !== places[b]![key]);
      return at < 0 ? 0 : places[a]![at]! - places[b]![at]!;
    });
}
