/** What dimensions stand for: fixed values, or the last value of a field as it is shown. */
import {
  type DisplayValue,
  namedColor,
  numberAt,
  rangeOf,
  reduceField,
  type ResolvedField,
  resolveFields,
  shown,
} from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import type { CanvasOptions, Dimension } from './options.ts';

export interface Values {
  readonly fields: readonly ResolvedField[];
  field(dimension: Dimension<unknown> | undefined): ResolvedField | undefined;
  display(field: ResolvedField): DisplayValue;
  text(dimension: Dimension<string> | undefined): string;
  color(dimension: Dimension<string> | undefined, standard?: string): string | undefined;
  /** Between `min` and `max` by where the value lies in its field's range. */
  scale(dimension: Dimension<number> | undefined, standard: number): number;
  /** The value itself. */
  number(dimension: Dimension<number> | undefined, standard: number): number;
}

export function valuesOf(props: PanelProps<CanvasOptions>): Values {
  const fields = resolveFields(props.frames, props.fieldConfig, props);
  const byName = new Map<string, ResolvedField>();
  for (const each of fields) {
    if (!byName.has(each.field.name)) byName.set(each.field.name, each);
  }
  for (const each of fields) byName.set(each.displayName, each);
  const field = (dimension: Dimension<unknown> | undefined): ResolvedField | undefined =>
    dimension?.field && dimension.mode !== 'fixed' ? byName.get(dimension.field) : undefined;
  const display = (found: ResolvedField): DisplayValue => found.display(reduceField(found.field, 'lastNotNull') ?? null);
  const last = (found: ResolvedField): number | undefined => {
    for (let row = found.field.values.length - 1; row >= 0; row--) {
      const value = numberAt(found.field, row);
      if (value !== null) return value;
    }
    return;
  };
  return {
    fields,
    field,
    display,
    text(dimension) {
      const found = field(dimension);
      return found ? shown(display(found)) : String(dimension?.fixed ?? '');
    },
    color(dimension, standard) {
      const found = field(dimension);
      if (found) return display(found).color;
      const fixed = dimension?.fixed ?? standard;
      return fixed === undefined || fixed === '' ? undefined : namedColor(fixed, props.theme);
    },
    scale(dimension, standard) {
      const found = field(dimension);
      const value = found && last(found);
      if (!found || value === undefined) return dimension?.fixed ?? standard;
      const { min = 1, max = 10 } = dimension ?? {};
      const span = rangeOf(found.field, found.config);
      return span.max > span.min ? min + ((value - span.min) / (span.max - span.min)) * (max - min) : max;
    },
    number(dimension, standard) {
      const found = field(dimension);
      return (found ? last(found) : dimension?.fixed) ?? standard;
    },
  };
}

/** Every field that an element shows, for its tooltip. */
export function fieldsIn(values: Values, ...parts: readonly unknown[]): ResolvedField[] {
  const found = new Set<ResolvedField>();
  const look = (part: unknown, depth: number): void => {
    if (typeof part !== 'object' || part === null || depth > 3) return;
    const field = values.field(part as Dimension<unknown>);
    if (field) found.add(field);
    else if (!Array.isArray(part)) for (const inner of Object.values(part)) look(inner, depth + 1);
  };
  for (const part of parts) look(part, 0);
  return [...found];
}
