/** One row for each combination of values, with what is calculated from the rows behind it. */
import { type FieldData, type FieldType, type FrameData, fieldDisplayName, fieldMatcher, reduceField } from '@orrery/plugin-sdk/data';
import { own } from '@orrery/plugin-sdk/data/own';
import { column, defineTransformation, takeRows } from '@orrery/plugin-sdk/data/transform/index';
import { type Groups, groupRows, valuesOfGroups } from './groups.ts';

export interface GroupRule {
  readonly operation?: 'groupby' | 'aggregate' | null;
  readonly aggregations?: readonly string[];
}
interface GroupBy {
  readonly fields?: Readonly<Record<string, GroupRule>>;
}

export const groupBy = defineTransformation<GroupBy>({
  defaults: { fields: {} },
  apply: (frames, { fields: rules = {} }) => {
    const names = Object.keys(rules).filter((name) => rules[name]?.operation === 'groupby');
    if (names.length === 0) return frames;
    const isKey = fieldMatcher({ id: 'byNames', options: { names } });
    return frames.flatMap((frame) => {
      const keys = frame.fields.filter((field) => isKey(field, frame, frames));
      if (keys.length === 0) return [];
      const groups = groupRows(keys, frame.length);
      const nameOf = (field: FieldData): string =>
        // Alone in its answer a column is told apart from those of the same name; the one that groups is as it is.
        frames.length > 1 || names.includes(field.name) ? fieldDisplayName(field) : fieldDisplayName(field, frame, frames);
      const fields = [
        ...keyColumns(keys, groups),
        ...frame.fields.flatMap((field) =>
          aggregated(field, own(rules, nameOf(field)) ?? own(rules, field.name), nameOf(field), groups, typeOf),
        ),
      ];
      const { refId } = frame;
      return [{ ...(refId !== undefined && { refId }), fields, length: groups.count } satisfies FrameData];
    });
  },
});

export function keyColumns(keys: readonly FieldData[], groups: Groups): FieldData[] {
  return keys.map(({ labels: _, ...field }) => takeRows(field, groups.firstRows));
}

/** A column for each calculation. A field that groups counts its rows, and nothing else. */
function aggregated(
  field: FieldData,
  rule: GroupRule | undefined,
  name: string,
  groups: Groups,
  type: (reducer: string, field: FieldData, values: readonly unknown[]) => FieldType,
): FieldData[] {
  const { operation, aggregations = [] } = rule ?? {};
  if (!Array.isArray(aggregations)) return [];
  const counts = operation === 'groupby' && aggregations.length === 1 && aggregations[0] === 'count';
  return operation === 'aggregate' || counts ? aggregationColumns(field, name, aggregations, groups, type) : [];
}

export function aggregationColumns(
  field: FieldData,
  name: string,
  aggregations: readonly string[],
  groups: Groups,
  type: (reducer: string, field: FieldData, values: readonly unknown[]) => FieldType,
): FieldData[] {
  const results = aggregations.map(() => new Array<unknown>(groups.count));
  let group = 0;
  for (const values of valuesOfGroups(field, groups)) {
    for (const [at, reducer] of aggregations.entries()) results[at]![group] = reduceField(values, reducer);
    group++;
  }
  return aggregations.map((reducer, at) => column(`${name} (${reducer})`, type(reducer, field, results[at]!), results[at]!));
}

const counting = new Set(['count', 'distinctCount', 'changeCount', 'countAll']);
function typeOf(reducer: string, field: FieldData): FieldType {
  if (counting.has(reducer)) return 'number';
  return reducer === 'allIsNull' || reducer === 'allIsZero' ? 'boolean' : field.type;
}
