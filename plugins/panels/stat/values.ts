/** The numbers to show: one a field and calculation, or one a row. Pure. */
import {
  type DisplayValue,
  isNull,
  numberAt,
  rawAt,
  reduceField,
  reducerInfo,
  type ResolvedField,
  resolveFields,
  shown,
  toRegex,
  unitFormat,
} from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import type { StatOptions } from './options.ts';

export interface StatValue {
  readonly name: string;
  readonly display: DisplayValue;
  readonly color: string;
  /** The values behind the number, nulls kept. */
  readonly trend?: readonly (number | null)[];
  /** Percent from first to last. */
  readonly change?: number;
}

const rowLimit = 25;

export function statValues({ frames, fieldConfig, theme, timeZone, now, options }: PanelProps<StatOptions>): StatValue[] {
  const fields = resolveFields(frames, fieldConfig, { theme, timeZone, now });
  const { reduceOptions, graphMode, showPercentChange } = options;
  const chosen = fields.filter((field) => isChosen(field, reduceOptions.fields));
  if (reduceOptions.values) return chosen.flatMap((field) => rows(field, fields)).slice(0, reduceOptions.limit ?? rowLimit);
  return chosen.flatMap((field) =>
    reduceOptions.calcs.map((calc) => {
      const display = displayOf(field, calc);
      const change = showPercentChange ? reduceField(field.field, 'diffperc') : undefined;
      const hasTrend =
        graphMode !== 'none' &&
        field.field.type === 'number' &&
        field.field.values.length > 1 &&
        field.frame.fields.some(({ type }) => type === 'time');
      return {
        name: reduceOptions.calcs.length > 1 ? `${field.displayName} ${calc}` : field.displayName,
        display,
        color: display.color,
        ...(hasTrend && { trend: Array.from(field.field.values, (_, index) => numberAt(field.field, index)) }),
        ...(typeof change === 'number' && Number.isFinite(change) && { change }),
      };
    }),
  );
}

function isChosen({ field, displayName }: ResolvedField, fields: string): boolean {
  if (fields === '') return field.type === 'number' || field.type === 'boolean' || field.type === 'enum';
  return toRegex(fields)?.test(displayName) ?? false;
}

function displayOf(field: ResolvedField, calc: string): DisplayValue {
  const value = reduceField(field.field, calc);
  if (reducerInfo[calc]?.keepsUnit === false) {
    const numeric = Number(value);
    return { ...unitFormat(calc === 'diffperc' ? 'percent' : 'none')(numeric), numeric, color: field.display(value).color };
  }
  return field.display(value ?? null);
}

/** A row is named by its first text, if it has one. */
function rows(field: ResolvedField, all: readonly ResolvedField[]): StatValue[] {
  const naming = all.find(
    (other) => other.frameIndex === field.frameIndex && other.field.type === 'string' && other.fieldIndex !== field.fieldIndex,
  );
  const values: StatValue[] = [];
  for (let index = 0; index < field.field.values.length; index++) {
    const display = field.display(rawAt(field.field, index));
    const name = naming && !isNull(naming.field, index) ? shown(naming.display(rawAt(naming.field, index))) : field.displayName;
    values.push({ name, display, color: display.color });
  }
  return values;
}
