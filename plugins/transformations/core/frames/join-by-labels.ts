import type { FieldData, FrameData } from '@orrery/plugin-sdk/data';
import { own } from '@orrery/plugin-sdk/data/own';
import { column, concatenated, defineTransformation, paddedTo, takeRows } from '@orrery/plugin-sdk/data/transform/index';

interface JoinByLabels {
  /** The label whose values become columns. */
  readonly value?: string;
  /** The labels that make a row; all others when none are named. */
  readonly join?: readonly string[];
}

/** Values of one label side by side, those of the others in front. Times are dropped: rows belong together by their order. */
export const joinByLabels = defineTransformation<JoinByLabels>({
  apply: (frames, { value, join = [] }) => {
    // These sentences are data: dashboards made elsewhere show them in the same table.
    if (!value) return [problem('No value labele configured')];
    const labelled = frames.flatMap(({ fields }) => fields.filter(({ labels, type }) => labels && type !== 'time'));
    const known = new Set(frames.flatMap(({ fields }) => fields.flatMap(({ labels }) => Object.keys(labels ?? {}))));
    if (known.size === 0) return [problem('No labels in result')];
    if (!known.has(value)) return [problem('Value label not found')];
    const keys = (join.length > 0 ? join : [...known]).filter((label) => label !== value);
    return [table(labelled, value, keys)];
  },
});

function table(fields: readonly FieldData[], value: string, keys: readonly string[]): FrameData {
  const items = new Map<
    string,
    { readonly keys: readonly (string | undefined)[]; readonly values: Map<string | undefined, FieldData[]> }
  >();
  const first = new Map<string | undefined, FieldData>();
  for (const field of fields) {
    const found = keys.map((key) => own(field.labels!, key));
    const id = found.join(',');
    const item = items.get(id) ?? { keys: found, values: new Map<string | undefined, FieldData[]>() };
    items.set(id, item);
    const name = own(field.labels!, value);
    item.values.set(name, [...(item.values.get(name) ?? []), field]);
    if (!first.has(name)) first.set(name, field);
  }
  const blocks = [...items.values()].map((item) => {
    const columns = new Map([...item.values].map(([name, [one, ...more]]) => [name, more.length > 0 ? concatenated(one!, more) : one!]));
    return { keys: item.keys, columns, length: Math.max(1, ...[...columns.values()].map(({ values }) => values.length)) };
  });
  const keyColumns = keys.map((key, at) =>
    column(
      key,
      'string',
      blocks.flatMap((block) => new Array<unknown>(block.length).fill(block.keys[at])),
    ),
  );
  const valueColumns = [...first].map(([name, field]): FieldData => {
    const parts = blocks.map(({ columns, length }) => {
      const found = columns.get(name);
      return found ? paddedTo(found, length) : takeRows(field, new Int32Array(length).fill(-1));
    });
    const { kind, type, values, nulls } = concatenated(parts[0]!, parts.slice(1));
    return { name: String(name), type, kind, values, ...(nulls && { nulls }) };
  });
  const all = [...keyColumns, ...valueColumns];
  return { fields: all, length: all[0]?.values.length ?? 0 };
}

function problem(text: string): FrameData {
  return { meta: { notices: [{ severity: 'error', text }] }, fields: [column('Error', 'string', [text])], length: 0 };
}
