/** What one value of a field looks like: mappings, unit, colour. */
import type { FieldData } from '../frame.ts';
import { namedColor } from './colors.ts';
import { automaticDecimals } from './decimals.ts';
import { mappingFor } from './mappings.ts';
import type { ColorScale } from './scale.ts';
import type { ColorTheme, DisplayConfig, DisplayValue } from './types.ts';
import { isBooleanUnit, isDateUnit, unitFormat } from './units.ts';
import { toNumber } from './values.ts';

interface Context {
  readonly theme: ColorTheme;
  readonly timeZone: string;
  readonly now?: number;
}

export function displayProcessor(
  field: FieldData,
  config: DisplayConfig,
  scale: ColorScale,
  context: Context,
): (value: unknown, decimals?: number) => DisplayValue {
  const { theme, timeZone, now } = context;
  const boolean = field.type === 'boolean';
  let unit = config.unit;
  if (field.type === 'time' && !isDateUnit(unit)) unit = fullDateUnit(field);
  if (boolean && !isBooleanUnit(unit)) unit = 'bool';
  const format = unitFormat(unit);
  const words = (config.type as { enum?: { text?: string[]; color?: string[] } } | undefined)?.enum;

  return (value, decimals) => {
    const numeric = unit === 'string' ? Number.NaN : toNumber(value);
    let text: string | undefined;
    let color: string | undefined;
    let icon: string | undefined;
    const mapped = mappingFor(config.mappings, value);
    if (mapped) {
      text = mapped.text;
      if (mapped.color) color = namedColor(mapped.color, theme);
      icon = mapped.icon;
    } else if (words && typeof value === 'number') {
      text = words.text?.[value];
      const own = words.color?.[value];
      if (own) color = namedColor(own, theme);
    }
    let prefix: string | undefined;
    let suffix: string | undefined;
    const number = boolean && value !== null && value !== undefined ? (value ? 1 : 0) : numeric;
    if (!Number.isNaN(number) && text === undefined && value !== null && value !== undefined) {
      const places = config.decimals ?? decimals ?? (Math.abs(number) < 1e-300 ? 0 : undefined);
      ({ text, prefix, suffix } = format(number, places, timeZone, now));
    }
    const scaled = scale(Number.isNaN(numeric) ? Number.NEGATIVE_INFINITY : numeric);
    if (boolean && !color) color = namedColor(value ? 'green' : 'red', theme);
    if (text === undefined) {
      text =
        value === null || value === undefined
          ? ''
          : Array.isArray(value)
            ? value.join(', ')
            : typeof value === 'object'
              ? JSON.stringify(value)
              : String(value);
    }
    if (text === '') text = config.noValue ?? '';
    return {
      text,
      numeric,
      color: color ?? scaled.color,
      percent: scaled.percent,
      ...(prefix && { prefix }),
      ...(suffix && { suffix }),
      ...(icon && { icon }),
    };
  };
}

/** Times that lie within a minute need their milliseconds to be told apart. */
function fullDateUnit(field: FieldData): string {
  const { values } = field;
  const first = Number(values[0]);
  const last = Number(values[values.length - 1]);
  return values.length > 1 && last - first < 60_000 ? 'time:YYYY-MM-DD HH:mm:ss.SSS' : 'time:YYYY-MM-DD HH:mm:ss';
}

/** Decimals that keep neighbouring ticks apart. */
export function tickDecimals(step: number): number {
  return step > 0 ? Math.max(0, Math.min(20, automaticDecimals(step))) : 0;
}

/** Text, prefix and suffix as one string. */
export function shown({ prefix = '', text, suffix = '' }: Pick<DisplayValue, 'text' | 'prefix' | 'suffix'>): string {
  return prefix + text + suffix;
}
