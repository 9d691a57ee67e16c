/** Single numbers out of frames: one a field and calculation, or one a row. What stat, gauge and bar gauge show. Pure. */
import {
  type DisplayValue,
  interpolate,
  isNull,
  numberAt,
  type ResolvedField,
  rawAt,
  reduceField,
  reducerInfo,
  reducerName,
  resolveFields,
  shown,
  toRegex,
  unitFormat,
} from '@orrery/plugin-sdk/data';
import type { FieldConfig } from '../../data/frame.ts';
import type { PanelPoint, PanelProps } from '../panel.ts';
import { valueLookup } from '../panel-host/links.ts';

/** `options.reduceOptions` of a dashboard. */
export interface ReduceOptions {
  readonly values: boolean;
  readonly calcs: readonly string[];
  /** Empty: all numbers. A name, or a pattern between slashes. */
  readonly fields: string;
  readonly limit?: number;
}
export interface SingleValue {
  readonly name: string;
  readonly display: DisplayValue;
  readonly color: string;
  readonly field: ResolvedField;
  readonly point: PanelPoint;
  /** There are links to follow. */
  readonly linked: boolean;
  /** The values behind the number, nulls kept. */
  readonly trend?: readonly (number | null)[];
  /** Percent from first to last. */
  readonly change?: number;
}
export interface SingleValueWishes {
  readonly trend?: boolean;
  readonly change?: boolean;
}

const rowLimit = 25;
export const reduceDefaults: ReduceOptions = { values: false, calcs: ['lastNotNull'], fields: '' };

export function singleValues(
  { frames, fieldConfig, theme, timeZone, now }: Omit<PanelProps, 'options'>,
  reduceOptions: ReduceOptions,
  wishes: SingleValueWishes = {},
): SingleValue[] {
  const fields = resolveFields(frames, fieldConfig, { theme, timeZone, now }).filter(
    ({ frame }) => frame.meta?.dataTopic !== 'annotations',
  );
  const chosen = fields.filter((field) => isChosen(field, reduceOptions.fields));
  if (reduceOptions.values) return rowValues(chosen, fields, reduceOptions.limit || rowLimit);
  const calcs = reduceOptions.calcs.length > 0 ? reduceOptions.calcs : reduceDefaults.calcs;
  return chosen.flatMap((field) => calcs.map((calc) => calculated(field, fields, calc, calcs.length > 1, wishes)));
}

function isChosen({ field, displayName }: ResolvedField, fields: string): boolean {
  if (fields === '') return field.type === 'number' || field.type === 'boolean' || field.type === 'enum';
  return displayName === fields || (toRegex(fields)?.test(displayName) ?? false);
}

function calculated(
  field: ResolvedField,
  all: readonly ResolvedField[],
  calc: string,
  several: boolean,
  wishes: SingleValueWishes,
): SingleValue {
  const display = displayOf(field, calc);
  const change = wishes.change ? reduceField(field.field, 'diffperc') : undefined;
  const point: PanelPoint = { frame: field.frameIndex, field: field.fieldIndex, row: null, calc };
  const hasTrend =
    wishes.trend &&
    field.field.type === 'number' &&
    field.field.values.length > 1 &&
    field.frame.fields.some(({ type }) => type === 'time');
  const written = template(field, all, point);
  return {
    name: written ?? (several ? `${field.displayName} ${reducerName(calc)}` : field.displayName),
    display,
    color: display.color,
    field,
    point,
    linked: isLinked(field),
    ...(hasTrend && { trend: Array.from(field.field.values, (_, index) => numberAt(field.field, index)) }),
    ...(typeof change === 'number' && Number.isFinite(change) && { change }),
  };
}

/** Whether a value leads anywhere: by its links, or by what can be done about it. */
export function isLinked({ config = {} }: { readonly config?: FieldConfig }): boolean {
  return [config.links, config.actions].some((list) => Array.isArray(list) && list.length > 0);
}

function displayOf(field: ResolvedField, calc: string): DisplayValue {
  const value = reduceField(field.field, calc);
  if (reducerInfo[calc]?.keepsUnit === false) {
    const numeric = Number(value);
    return { ...unitFormat(calc === 'diffperc' ? 'percent' : 'none')(numeric), numeric, color: field.display(value).color };
  }
  return field.display(value ?? null);
}

/** A display name that dashboards write with what it stands for: `${__field.labels.host}: ${__calc}`. */
function template(field: ResolvedField, all: readonly ResolvedField[], point: PanelPoint): string | undefined {
  const name = field.config.displayName;
  if (!name?.includes('$')) return;
  const data = valueLookup(field, all, point, undefined);
  return interpolate(name, (variable, path, format) =>
    variable === '__calc' ? { value: point.calc ?? '' } : data(variable, path, format),
  );
}

/** Row by row. A row is named by its texts, and by the field where several are shown. */
function rowValues(chosen: readonly ResolvedField[], all: readonly ResolvedField[], limit: number): SingleValue[] {
  const values: SingleValue[] = [];
  for (const field of chosen) {
    const siblings = all.filter(({ frameIndex }) => frameIndex === field.frameIndex);
    const naming = siblings.filter(({ field: { type }, fieldIndex }) => type === 'string' && fieldIndex !== field.fieldIndex);
    const numbers = siblings.filter(({ field: { type } }) => type === 'number').length;
    for (let row = 0; row < field.field.values.length && values.length < limit; row++) {
      const display = field.display(rawAt(field.field, row));
      const point: PanelPoint = { frame: field.frameIndex, field: field.fieldIndex, row };
      const texts = naming.flatMap((other) => (isNull(other.field, row) ? [] : [shown(other.display(rawAt(other.field, row)))]));
      const named = texts.length > 0 ? [...texts, ...(numbers > 1 ? [field.displayName] : [])].join(' ') : field.displayName;
      values.push({
        name: template(field, all, point) ?? named,
        display,
        color: display.color,
        field,
        point,
        linked: isLinked(field),
      });
    }
  }
  return values;
}
