import { type FieldData, type FrameData, rawAt } from '@orrery/plugin-sdk/data';
import { column, defineTransformation, joinedRefId, withoutConfig } from '@orrery/plugin-sdk/data/transform/index';
import { type Row, RowsOfKey } from './rows-of-key.ts';

/**
 * All frames as one table. Rows agree where the fields that every frame has are equal; they become one row unless another value speaks
 * against it.
 */
export const merge = defineTransformation({
  apply: (frames) => {
    if (frames.length < 2) return frames;
    const full = frames.filter(({ fields }) => fields.length > 0);
    if (full.length === 0) return frames.slice(0, 1);
    const names = new Set(full.flatMap(({ fields }) => fields.map(({ name }) => name)));
    // Of fields with the same name the last one of a frame counts.
    const byName = full.map(({ fields }) => new Map(fields.map((field) => [field.name, field])));
    const keys = [...names].filter((name) => byName.every((fields) => fields.has(name)));
    if (keys.length === 0) return frames;
    const columns = [...names];
    const rows = mergedRows(full, byName, columns, new Set(keys));
    const fields = columns.map((name, at) =>
      merged(
        full,
        name,
        rows.map((row) => row[at]),
      ),
    );
    return [{ refId: joinedRefId('merge', full), fields, length: rows.length }];
  },
});

function mergedRows(
  frames: readonly FrameData[],
  byName: readonly Map<string, FieldData>[],
  columns: readonly string[],
  keys: ReadonlySet<string>,
): Row[] {
  const all: Row[] = [];
  const byKey = new Map<string, RowsOfKey>();
  for (const [at, frame] of frames.entries()) {
    const present = columns.flatMap((name, index) => {
      const field = byName[at]!.get(name);
      return field ? [{ field, index, isKey: keys.has(name) }] : [];
    });
    // In the order of the frame's own fields, as the texts are put together.
    const keyFields = present.filter(({ isKey }) => isKey).map(({ field }) => field);
    const besides = present.filter(({ isKey }) => !isKey).map(({ index }) => index);
    for (let row = 0; row < frame.length; row++) {
      const key = keyFields.reduce((text, field) => text + String(rawAt(field, row)), '');
      let known = byKey.get(key);
      if (!known) byKey.set(key, (known = new RowsOfKey()));
      const made: Row = new Array(columns.length).fill(undefined);
      for (const { field, index } of present) made[index] = rawAt(field, row);
      let taken = false;
      for (const other of known.near(made, besides)) {
        if (!present.every(({ index }) => agrees(other[index], made[index]))) continue;
        for (const { index } of present) known.set(other, index, made[index]);
        taken = true;
      }
      if (taken) continue;
      all.push(made);
      known.add(made);
    }
  }
  return all;
}

function agrees(before: unknown, value: unknown): boolean {
  return before === undefined || before === null || before === value;
}

function merged(frames: readonly FrameData[], name: string, values: readonly unknown[]): FieldData {
  const first = frames.flatMap(({ fields }) => fields).find((field) => field.name === name)!;
  const { config } = withoutConfig(first, 'displayName');
  return column(
    name || 'Value',
    first.type,
    values.map((value) => readAs(first, value)),
    config ? { config } : {},
  );
}

/** A text where another frame has numbers is read as one. */
export function readAs({ type }: FieldData, value: unknown): unknown {
  if (typeof value !== 'string' || type === 'string') return value;
  if (type === 'number') return Number.parseFloat(value);
  return type === 'boolean' ? !/^[fF0]/.test(value) : value;
}
