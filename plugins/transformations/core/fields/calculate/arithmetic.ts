/** Row by row between two fields, or a field and a number; and functions of one field. */
import { type FieldData, type FrameData, fieldDisplayName, rawAt } from '@orrery/plugin-sdk/data';
import { own } from '@orrery/plugin-sdk/data/own';
import { column, firstTimeField } from '@orrery/plugin-sdk/data/transform/index';
import { type Binary, type CalculateField, type Side, sideName } from './options.ts';

/** Values of one side, by row. */
type Cells = (row: number) => unknown;
type Operation = (left: number, right: number) => number;

// Null counts as 0 and nothing as no number, as JavaScript has it and dashboards rely on.
const binaryOperators: Readonly<Record<string, Operation>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};
const unaryOperators: Readonly<Record<string, (value: number, total: number) => number>> = {
  abs: Math.abs,
  exp: Math.exp,
  ln: Math.log,
  round: Math.round,
  floor: Math.floor,
  ceil: Math.ceil,
  percent: (value, total) => value / (total || 1),
};
export const unaryOperatorIds = Object.keys(unaryOperators);
export const binaryOperatorIds = Object.keys(binaryOperators);

/** Sides were texts once: the name of a field or a number. */
export function binaryOf({ binary }: CalculateField, frames: readonly FrameData[]): Binary {
  const names = new Set(frames.flatMap(({ fields }) => fields.map(({ name }) => name)));
  const side = (given: Side | string | undefined): Side => {
    if (typeof given !== 'string') return given ?? { fixed: '' };
    return Number.isNaN(Number(given)) || names.has(given) ? { matcher: { id: 'byName', options: given } } : { fixed: given };
  };
  return { left: side(binary?.left ?? ''), operator: binary?.operator ?? '+', right: side(binary?.right ?? '') };
}

export function isWithConstant({ mode, binary }: CalculateField): boolean {
  const right = binary?.right;
  const text = typeof right === 'object' ? right.fixed : right;
  return mode === 'binary' && text !== undefined && !Number.isNaN(Number(text));
}

function cellsOf(side: Side, frame: FrameData, frames: readonly FrameData[]): Cells | undefined {
  if (side.matcher?.id === 'byName') {
    const field = frame.fields.find((one) => fieldDisplayName(one, frame, frames) === String(side.matcher?.options ?? ''));
    if (field?.type === 'boolean') return (row) => (rawAt(field, row) ? 1 : 0);
    if (field) return (row) => rawAt(field, row);
  }
  const number = Number.parseFloat(String(side.fixed ?? side.matcher?.options ?? ''));
  return Number.isNaN(number) ? undefined : () => number;
}

function calculated(operator: string, left: Cells, right: Cells, length: number): unknown[] | undefined {
  const operation = own(binaryOperators, operator);
  return operation && Array.from({ length }, (_, row) => operation(left(row) as number, right(row) as number));
}

export function binaryValues({ left, operator, right }: Binary, frame: FrameData, frames: readonly FrameData[]): unknown[] | undefined {
  const [one, other] = [cellsOf(left, frame, frames), cellsOf(right, frame, frames)];
  return one && other && calculated(operator, one, other, frame.length);
}

/** The same calculation for each field of a type: a field more for each. */
export function binaryForType(binary: Binary, options: CalculateField, frames: readonly FrameData[]): FrameData[] {
  const type = binary.left.matcher?.options;
  return frames.flatMap((frame) => {
    const time = options.timeSeries === false ? undefined : firstTimeField(frame);
    const other = cellsOf(binary.right, frame, frames);
    const fields: FieldData[] = time ? [time] : [];
    let added = false;
    for (const field of frame.fields) {
      if (!options.replaceFields && field !== time) fields.push(field);
      if (field.type !== type || !other) continue;
      const values = calculated(binary.operator, (row) => rawAt(field, row), other, field.values.length);
      if (!values) continue;
      const name = `${field.name} ${binary.operator} ${sideName({ ...binary.right })}`;
      fields.push({
        ...column(name, field.type, values),
        ...(field.labels && { labels: field.labels }),
        ...(field.config && { config: field.config }),
      });
      added = true;
    }
    return options.replaceFields && !added ? [] : [{ ...frame, fields }];
  });
}

export function unaryValues({ unary }: CalculateField, frame: FrameData, frames: readonly FrameData[]): unknown[] | undefined {
  const { operator = 'abs', fieldName = '' } = unary ?? {};
  const field = frame.fields.findLast((one) => one.type === 'number' && fieldDisplayName(one, frame, frames) === fieldName);
  const operation = own(unaryOperators, operator);
  if (!field || field.values.length === 0 || !operation) return;
  const values = Array.from({ length: field.values.length }, (_, row) => rawAt(field, row) as number);
  const total = operator === 'percent' ? values.reduce((sum, value) => (Number.isFinite(value) ? sum + value : sum), 0) : 0;
  return values.map((value) => operation(value, total));
}
