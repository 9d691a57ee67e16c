import { type FrameData, fieldDisplayName, rawAt } from '@orrery/plugin-sdk/data';
import { applyStep, type TransformStep } from '@orrery/plugin-sdk/data/transform/index';
import { transformations } from '../../../plugins/transformations/core/transformations.ts';
import type { Check, Golden } from './case.ts';
import { type GoldenFrame, toColumn } from './columns.ts';

interface Case {
  readonly id: string;
  readonly in: readonly GoldenFrame[];
  readonly cfg: readonly TransformStep[];
  readonly out: readonly GoldenFrame[] | { readonly error: string };
  readonly displayNames?: readonly (readonly string[])[];
}

export function* checks({ now, cases }: Golden): Iterable<Check> {
  for (const one of cases as Case[]) {
    const label = `${one.id} ${JSON.stringify(one.cfg)} on ${JSON.stringify(one.in).slice(0, 1200)}`;
    let after: readonly FrameData[] | undefined;
    const run = (): readonly FrameData[] =>
      (after ??= one.cfg.reduce<readonly FrameData[]>((frames, step) => {
        const known = Object.hasOwn(transformations, step.id) ? transformations[step.id] : undefined;
        return known && !step.disabled ? applyStep(frames, step, known, { timeZone: 'utc', now: Date.parse(now) }) : frames;
      }, one.in.map(columns)));
    yield {
      label,
      expected: Array.isArray(one.out) ? one.out.map(plain) : one.out,
      got: () => run().map((frame) => plain(told(frame))),
    };
    if (one.displayNames)
      yield {
        label: `names after ${label}`,
        expected: one.displayNames,
        got: () => run().map((frame) => frame.fields.map((field) => fieldDisplayName(field, frame, run()))),
      };
  }
}

function columns({ name, refId, meta, length, fields }: GoldenFrame): FrameData {
  return {
    ...(name !== undefined && { name }),
    ...(refId !== undefined && { refId }),
    ...(meta && { meta }),
    fields: fields.map(toColumn),
    length: length ?? fields[0]?.values?.length ?? 0,
  };
}

function told(frame: FrameData): Record<string, unknown> {
  return {
    ...frame,
    fields: frame.fields.map((field) => ({
      name: field.name,
      type: field.type,
      labels: field.labels,
      config: field.config,
      values: Array.from({ length: field.values.length }, (_, row) => inner(rawAt(field, row))),
    })),
  };
}
/** Frames inside of cells. */
function inner(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inner);
  return typeof value === 'object' && value !== null && Array.isArray((value as FrameData).fields) ? told(value as FrameData) : value;
}

/** An empty config is none; a column that is shorter than its frame is one with nothing at its end. */
function plain(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(plain);
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => {
      if (value === undefined || (key === 'config' && Object.keys(value as object).length === 0)) return [];
      if (key === 'values' && Array.isArray(value)) return [[key, trimmed(value.map(plain))]];
      return [[key, plain(value)]];
    }),
  );
}
function trimmed(values: readonly unknown[]): readonly unknown[] {
  return values.slice(0, values.findLastIndex((value) => value !== undefined) + 1);
}
