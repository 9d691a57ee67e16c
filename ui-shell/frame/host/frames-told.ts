/**
 * Frames of a stranger, made anew from what was said: every column as long as its frame and of the kind it says, everything beside the
 * columns plain data. What is none throws an Error that says what is wrong, for whoever wrote the plugin.
 */
import type { FieldData, FieldKind, FieldType, FrameData } from '@orrery/plugin-sdk/data';
import { arrays } from '@orrery/plugin-sdk/data/arrow-format';
import type { StepProblem } from '@orrery/plugin-sdk/data/transform/index';
import type { Piece } from '@orrery/plugin-sdk/ui/transform/parcel.ts';
import { isPlain, isRecord } from '../messages.ts';
import { t } from './text/index.ts';

const columns = {
  ...arrays,
  bool: Uint8Array,
  'time.Time': Float64Array,
  string: Array,
  'json.RawMessage': Array,
} as const satisfies Record<FieldKind, unknown>;
const types: readonly FieldType[] = ['time', 'number', 'string', 'boolean', 'enum', 'frame', 'nestedFrames', 'trace', 'geo', 'other'];
const numeric: readonly FieldType[] = ['time', 'number', 'boolean', 'enum'];

const mostFrames = 10_000;
const mostFields = 100_000;
/** Values in names, labels, configurations and cells that are no plain text or number, of all frames together. */
const mostBeside = 2_000_000;
const deepest = 4;

interface Left {
  fields: number;
  left: number;
}

export function framesTold(said: unknown, room: Left = { fields: mostFields, left: mostBeside }, depth = 0): readonly FrameData[] {
  if (!Array.isArray(said)) throw new Error('there is no list of frames');
  if (said.length > mostFrames) throw new Error(`there are ${said.length} frames`);
  if (depth > deepest) throw new Error('frames lie in frames too deep');
  return said.map((one: unknown, at) => frameTold(one, `frame ${at}`, room, depth));
}

function frameTold(said: unknown, where: string, room: Left, depth: number): FrameData {
  if (!isRecord(said)) throw new Error(`${where} is no frame`);
  const { name, refId, meta, fields, length } = said;
  if (!Array.isArray(fields)) throw new Error(`${where} has no fields`);
  if (typeof length !== 'number' || !Number.isInteger(length) || length < 0) throw new Error(`the length of ${where} is no number of rows`);
  room.fields -= fields.length;
  if (room.fields < 0) throw new Error(`there are more than ${mostFields} fields`);
  return {
    ...text({ name, refId }, where),
    ...plain({ meta }, where, room),
    fields: fields.map((field: unknown, at) => fieldTold(field, `field ${at} of ${where}`, length, room, depth)),
    length,
  };
}

function fieldTold(said: unknown, at: string, length: number, room: Left, depth: number): FieldData {
  if (!isRecord(said)) throw new Error(`${at} is no field`);
  const { name, labels, config, nullable } = said;
  const [type, kind] = [said.type as FieldType, said.kind as FieldKind];
  if (typeof name !== 'string') throw new Error(`${at} has no name`);
  const where = `"${name.slice(0, 80)}", ${at},`;
  if (!types.includes(type)) throw new Error(`${where} is of the type ${JSON.stringify(type)?.slice(0, 80)}, which there is not`);
  if (!Object.hasOwn(columns, kind)) throw new Error(`${where} is of the kind ${JSON.stringify(kind)?.slice(0, 80)}, which there is not`);
  const Column = columns[kind];
  if (!(said.values instanceof Column)) throw new Error(`${where} says ${kind}, and its values are no ${Column.name}`);
  if (numeric.includes(type) && Column === Array) throw new Error(`${where} is of the type ${type}, and its values are a list`);
  if (said.values.length < length) throw new Error(`${where} has ${said.values.length} values, and its frame ${length} rows`);
  if (labels !== undefined && !(isRecord(labels) && Object.values(labels).every((label) => typeof label === 'string')))
    throw new Error(`${where} has labels that are no texts`);
  return {
    name,
    type,
    kind,
    values: Array.isArray(said.values) ? cells(said.values, { type, kind, where, room, depth }) : (said.values as FieldData['values']),
    ...mask({ nulls: said.nulls }, Uint8Array, where, length),
    ...mask({ nanos: said.nanos }, Int32Array, where, length),
    ...plain({ labels, config }, where, room),
    ...(nullable === true && { nullable }),
  };
}

interface Column {
  readonly type: FieldType;
  readonly kind: FieldKind;
  readonly where: string;
  readonly room: Left;
  readonly depth: number;
}
function cells(values: readonly unknown[], { type, kind, where, room, depth }: Column): FieldData['values'] {
  const none = (value: unknown): boolean => value === null || value === undefined;
  if (kind === 'string') {
    const at = values.findIndex((value) => typeof value !== 'string');
    if (at >= 0) throw new Error(`${where} says string, and row ${at} is ${values[at] === null ? 'null' : typeof values[at]}`);
    return values as readonly string[];
  }
  if (type === 'nestedFrames') return values.map((value) => (none(value) ? null : framesTold(value, room, depth + 1)));
  if (type === 'frame') return values.map((value) => (none(value) ? null : framesTold([value], room, depth + 1)[0]));
  if (!isPlain(values, 0, room)) throw new Error(`${where} has values that are not plain, or too many`);
  return values;
}

function mask<Name extends 'nulls' | 'nanos'>(
  named: Record<Name, unknown>,
  Kind: typeof Uint8Array | typeof Int32Array,
  where: string,
  length: number,
): Partial<Pick<FieldData, Name>> {
  const [[name, value] = ['', undefined]] = Object.entries(named) as [string, unknown][];
  if (value === undefined) return {};
  if (!(value instanceof Kind) || value.length < length) throw new Error(`the ${name} of ${where} are no ${Kind.name} of ${length} rows`);
  return { [name]: value } as Partial<Pick<FieldData, Name>>;
}

function text<Named extends Record<string, unknown>>(named: Named, where: string): Partial<Record<keyof Named, string>> {
  for (const [name, value] of Object.entries(named))
    if (value !== undefined && typeof value !== 'string') throw new Error(`the ${name} of ${where} is no text`);
  return present(named) as Partial<Record<keyof Named, string>>;
}
function plain<Named extends Record<string, unknown>>(named: Named, where: string, room: Left): object {
  for (const [name, value] of Object.entries(named))
    if (value !== undefined && !(isRecord(value) && isPlain(value, 0, room)))
      throw new Error(`the ${name} of ${where} is not plain data, or too much`);
  return present(named);
}
function present(named: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

export function piecesTold(said: readonly unknown[], expected: unknown): readonly Piece[] {
  if (expected !== said.length) throw new Error(`its ${said.length} pieces are not those it told of`);
  for (const piece of said) if (!isRecord(piece) || !Array.isArray(piece.values)) throw new Error('a piece of a column is none');
  return said as readonly Piece[];
}

const longest = 500;
/** `isStep`: the plugin is called as the step is, which is said already. */
export function problemsTold(
  said: unknown,
  indexes: readonly number[],
  { name, isStep }: { readonly name: string; readonly isStep: boolean },
): readonly StepProblem[] {
  if (!Array.isArray(said)) throw new Error('there is no list of problems');
  return said.slice(0, indexes.length).map((one: unknown) => {
    const { index, id, code, message } = isRecord(one) ? one : {};
    if (!indexes.includes(index as number)) throw new Error('a problem is of no step');
    const words = String(message).slice(0, longest);
    const named = isStep ? words : `${name}: ${words}`;
    return {
      index: index as number,
      id: String(id).slice(0, longest),
      code: 'transform/failed',
      message: code === 'transform/unknown' ? t.noTransformation(name, String(id).slice(0, longest)) : named,
    };
  });
}
