/**
 * Joins: frames side by side by a field that all of them have. Rows are looked up once a frame; the columns of typed arrays are then
 * picked without a detour over single values.
 */
import { type FieldData, type FrameData, fieldMatcher, rawAt } from '@orrery/plugin-sdk/data';
import { column, defineTransformation, firstTimeField, joinedRefId, takeRows } from '@orrery/plugin-sdk/data/transform/index';
import { sortedRows } from '../rows/sort.ts';

interface JoinByField {
  readonly byField?: string;
  readonly mode?: 'outer' | 'inner' | 'outerTabular';
}

export const joinByField = defineTransformation<JoinByField>({
  defaults: { mode: 'outer' },
  apply: (frames, { byField, mode }) => (frames.length < 2 ? frames : [joined(frames, byField, mode)]),
});

export const ensureColumns = defineTransformation({ apply: (frames) => seriesAsColumns(frames) });

/** Several series whose time has one name everywhere, as one wide table. */
export function seriesAsColumns(frames: readonly FrameData[]): readonly FrameData[] {
  const names = new Set(frames.map((frame) => firstTimeField(frame)?.name));
  const [name] = names;
  return frames.length > 1 && names.size === 1 && name ? [joined(frames, name, 'outer')] : frames;
}

/** A frame taken apart: what it is joined by, and what it brings along. */
interface Part {
  readonly key: FieldData;
  readonly fields: readonly FieldData[];
}

export function joined(frames: readonly FrameData[], byField: string | undefined, mode: JoinByField['mode']): FrameData {
  const refId = joinedRefId('joinByField', frames);
  const matches = byField
    ? fieldMatcher({ id: 'byName', options: byField })
    : fieldMatcher({ id: firstTimeField(frames[0]!) ? 'firstTimeField' : 'neverMatch' });
  const parts = frames.flatMap((frame) => {
    const key = frame.fields.find((field) => matches(field, frame, frames));
    return key ? [{ key, fields: frame.fields.filter((field) => field !== key).map((field) => told(field, frame)) }] : [];
  });
  const [first] = parts;
  if (!first) return { refId, fields: [], length: 0 };
  const all = [first.key, ...parts.flatMap(({ fields }) => fields)];
  if (mode === 'inner' && parts.length < frames.length) return { refId, fields: all.map((field) => takeRows(field, [])), length: 0 };
  const fields = mode === 'inner' || mode === 'outerTabular' ? tabular(parts, mode === 'outerTabular') : outer(parts);
  return { refId, fields, length: fields[0]?.values.length ?? 0 };
}

/** The frame's name goes along: as the name of its one value, else as a label. */
function told(field: FieldData, frame: FrameData): FieldData {
  const labels = field.labels ?? {};
  if (frame.name && field.name === 'Value') return { ...field, name: frame.name, labels };
  return { ...field, labels: frame.name && labels.name === undefined ? { ...labels, name: frame.name } : labels };
}

/** Every key once, in ascending order. Of rows with the same key in one frame the last one stays. */
function outer(parts: readonly Part[]): FieldData[] {
  const [first] = parts as [Part, ...Part[]];
  const columns = [first.key, ...parts.flatMap(({ fields }) => fields)];
  if (parts.every(({ key }) => sameKeys(first.key, key))) {
    const rows = looksAscending(first.key) ? undefined : sortedRows({ ...first.key, type: 'number' }, false);
    return rows ? columns.map((field) => takeRows(field, rows)) : columns;
  }
  const rising = unionOfRising(parts);
  if (rising) {
    const { nulls: _nulls, nanos: _nanos, ...key } = first.key;
    return [{ ...key, values: rising }, ...parts.flatMap((part) => aligned(part, placesInRising(part.key, rising), rising.length))];
  }
  const keys = [...new Set(parts.flatMap(({ key }) => keysOf(key)))].sort((a, b) => (a as number) - (b as number));
  const places = new Map(keys.map((key, place) => [key, place]));
  const placesOf = (key: FieldData): Int32Array =>
    Int32Array.from({ length: key.values.length }, (_, row) => places.get(rawAt(key, row)) ?? -1);
  return [takenKey(first.key, keys), ...parts.flatMap((part) => aligned(part, placesOf(part.key), keys.length))];
}

/** Of series: keys that rise, without gaps. They need no table to be looked up in. */
function unionOfRising(parts: readonly Part[]): Float64Array | undefined {
  const all: Float64Array[] = [];
  for (const { key } of parts) {
    const { values } = key;
    if (!(values instanceof Float64Array) || key.nulls || key.kind !== parts[0]!.key.kind || !risesThroughout(values)) return;
    all.push(values);
  }
  const together = new Float64Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const values of all) {
    together.set(values, at);
    at += values.length;
  }
  together.sort();
  let count = 0;
  for (const value of together) if (count === 0 || value !== together[count - 1]) together[count++] = value;
  return together.slice(0, count);
}
function risesThroughout(values: Float64Array): boolean {
  for (let row = 1; row < values.length; row++) if (!(values[row]! > values[row - 1]!)) return false;
  return !Number.isNaN(values[0]);
}
function placesInRising({ values }: FieldData, keys: Float64Array): Int32Array {
  let place = 0;
  return Int32Array.from(values as Float64Array, (value) => {
    while (keys[place] !== value) place++;
    return place;
  });
}

function keysOf(key: FieldData): unknown[] {
  return Array.from({ length: key.values.length }, (_, row) => rawAt(key, row));
}

function takenKey(key: FieldData, keys: readonly unknown[]): FieldData {
  if (key.kind === 'time.Time' && keys.every((value) => typeof value === 'number')) {
    const { nulls: _nulls, nanos: _nanos, ...rest } = key;
    return { ...rest, values: Float64Array.from(keys as number[]) };
  }
  const { labels, config } = key;
  return { ...column(key.name, key.type, keys), ...(labels && { labels }), ...(config && { config }) };
}

/** `to`: the place of each row among the keys of all. */
function aligned({ fields }: Part, to: Int32Array, length: number): FieldData[] {
  const { length: own } = to;
  const last = new Int32Array(length).fill(-1);
  for (let row = 0; row < own; row++) last[to[row]!] = row;
  return fields.map((field) => {
    if (!field.nulls && field.kind !== 'json.RawMessage') return takeRows(field, last);
    const span = spanOf(field);
    if (span === 'none') return spread(takeRows(field, last), placesOfNulls(field, to));
    if (span === 'threshold') return takeRows(field, last);
    // Lines go over every null of such a field: it takes no place, not even from an earlier value.
    const rows = new Int32Array(length).fill(-1);
    for (let row = 0; row < own; row++) if (rawAt(field, row) !== null) rows[to[row]!] = row;
    return takeRows(field, rows);
  });
}

function spanOf(field: FieldData): 'all' | 'threshold' | 'none' {
  const span = (field.config?.custom as { spanNulls?: unknown } | undefined)?.spanNulls;
  return span === true ? 'all' : span === -1 ? 'threshold' : 'none';
}

/** In the order of the rows. A row with a value may have taken the place since. */
function placesOfNulls(field: FieldData, to: Int32Array): number[] {
  return Array.from(to).filter((_, row) => rawAt(field, row) === null);
}

/** A null reaches over the rows beside it that other frames brought: else the join would close the gap. */
function spread(field: FieldData, places: readonly number[]): FieldData {
  if (places.length === 0 || !field.nulls) return field;
  const nulls = Uint8Array.from(field.nulls);
  let reached = -1;
  for (const place of places) {
    if (place <= reached) continue;
    for (let row = place - 1; row >= 0 && nulls[row]; row--) nulls[row] = 1;
    for (let row = place + 1; row < nulls.length && nulls[row]; row++) nulls[(reached = row)] = 1;
  }
  return { ...field, nulls };
}

function sameKeys(one: FieldData, other: FieldData): boolean {
  if (one.values === other.values) return true;
  if (one.values.length !== other.values.length) return false;
  for (let row = 0; row < one.values.length; row++) if (rawAt(one, row) !== rawAt(other, row)) return false;
  return true;
}

/** By samples: a wrong guess costs an order, not the data. */
function looksAscending(key: FieldData): boolean {
  let from = 0;
  let to = key.values.length - 1;
  while (from <= to && (rawAt(key, from) ?? null) === null) from++;
  while (to >= from && (rawAt(key, to) ?? null) === null) to--;
  const stride = Math.max(1, Math.floor((to - from + 1) / 50));
  let before = rawAt(key, from) as number;
  for (let row = from + stride; row <= to; row += stride) {
    const value = rawAt(key, row) as number | null | undefined;
    if (value === null || value === undefined) continue;
    if (value <= before) return false;
    before = value;
  }
  return true;
}

/** Every pair of rows with the same key. `outer`: and the rows of both sides that have no partner. */
function tabular(parts: readonly Part[], outerToo: boolean): FieldData[] {
  const [first, ...rest] = parts as [Part, ...Part[]];
  let keys = keysOf(first.key);
  const steps: { left: number[]; right: number[] }[] = [];
  for (const part of rest) {
    const right = keysOf(part.key);
    const step = pairs(keys, right, outerToo);
    steps.push(step);
    const before = keys;
    keys = step.left.map((row, at) => (row < 0 ? right[step.right[at]!] : before[row]));
  }
  // Back from the last: where each row of the whole lies in each frame.
  let rows = Int32Array.from({ length: keys.length }, (_, row) => row);
  const through = (places: readonly number[]): Int32Array<ArrayBuffer> => rows.map((row) => (row < 0 ? -1 : places[row]!));
  const sources: Int32Array[] = [];
  for (const { left, right } of steps.toReversed()) {
    sources.unshift(through(right));
    rows = through(left);
  }
  sources.unshift(rows);
  return [takenKey(first.key, keys), ...parts.flatMap(({ fields }, at) => fields.map((field) => takeRows(field, sources[at]!, 1)))];
}

function pairs(left: readonly unknown[], right: readonly unknown[], outerToo: boolean): { left: number[]; right: number[] } {
  const byKey = new Map<string, number[]>();
  for (const [row, key] of right.entries()) {
    const text = String(key);
    const rows = byKey.get(text);
    if (rows) rows.push(row);
    else byKey.set(text, [row]);
  }
  const matched = new Set<unknown>();
  const alone: number[] = [];
  const found: { left: number[]; right: number[] } = { left: [], right: [] };
  for (const [row, key] of left.entries()) {
    const rows = key === null || key === undefined ? undefined : byKey.get(String(key));
    if (!rows) {
      alone.push(row);
      continue;
    }
    matched.add(key);
    for (const other of rows) {
      found.left.push(row);
      found.right.push(other);
    }
  }
  if (!outerToo) return found;
  for (const row of alone) {
    found.left.push(row);
    found.right.push(-1);
  }
  // Keys are compared as texts here: numbers on the right count as unmatched even where they matched. Dashboards made elsewhere show it.
  for (const key of inObjectOrder([...byKey.keys()])) {
    if (matched.has(key)) continue;
    for (const row of byKey.get(key)!) {
      found.left.push(-1);
      found.right.push(row);
    }
  }
  return found;
}

/** Whole numbers first, ascending, then the rest as they came: the order in which the properties of an object are met. */
function inObjectOrder(keys: readonly string[]): string[] {
  const isIndex = (key: string): boolean => /^(0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
  return [...keys.filter(isIndex).sort((a, b) => Number(a) - Number(b)), ...keys.filter((key) => !isIndex(key))];
}
