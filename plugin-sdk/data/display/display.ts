/** What one value of a field looks like: mappings, unit, colour. */
import type { FieldData } from '../frame.ts';
import { parseIsoDate } from '../iso-date.ts';
import { grey, namedColor } from './colors.ts';
import { automaticDecimals } from './decimals.ts';
import { mappingFor } from './mappings.ts';
import { palette } from './palettes.ts';
import type { ColorScale } from './scale.ts';
import type { ColorTheme, DisplayConfig, DisplayValue, MappingResult } from './types.ts';
import { isBooleanUnit, isDateUnit, unitFormat } from './units.ts';
import { toNumber } from './values.ts';

export interface DisplayContext {
  readonly theme: ColorTheme;
  readonly timeZone: string;
  readonly now?: number;
}

/**
 * Made once a field, asked for every value. `decimals` are those of neighbouring ticks: they hold where the field has none of its
 * own, and zeros at the end are left out.
 */
export function displayProcessor(
  field: FieldData,
  config: DisplayConfig,
  scale: ColorScale,
  context: DisplayContext,
): (value: unknown, decimals?: number) => DisplayValue {
  const { theme, timeZone, now } = context;
  const unit = unitOf(field, config);
  const format = unitFormat(unit);
  const isDate = isDateUnit(unit);
  const { mappings, noValue = '' } = config;
  const mapping = mappings && mappings.length > 0 ? (value: unknown) => mappingFor(mappings, value) : undefined;
  const word = field.type === 'enum' && !mapping ? enumWords(config, theme) : undefined;
  const near = field.type === 'number' && config.decimals == null && !isDate && !isBooleanUnit(unit);
  const trims = !/^(currency|locale$)/.test(unit ?? '');

  return (given, decimals) => {
    if (word && (given === null || given === undefined)) return { text: '', numeric: Number.NaN, color: '' };
    const value = isDate && typeof given === 'string' ? (parseIsoDate(given, 'utc') ?? Number.NaN) : given;
    const numeric = unit === 'string' ? Number.NaN : toNumber(value);
    const mapped = (mapping ?? word)?.(value);
    let text: string | undefined = mapped?.text ?? undefined;
    let prefix: string | undefined;
    let suffix: string | undefined;
    if (text === undefined && !Number.isNaN(numeric) && typeof value !== 'boolean') {
      const told = near && decimals !== undefined;
      ({ text, prefix, suffix } = format(numeric, told ? decimals : config.decimals, timeZone, now));
      if (told && trims && text.includes('.') && !text.includes('e')) text = text.replace(/\.?0+$/, '');
    }
    if (text === undefined) text = textOf(value) || noValue;
    const placed = mapped?.color ? undefined : scale(Number.isNaN(numeric) ? Number.NEGATIVE_INFINITY : numeric);
    return {
      text,
      numeric,
      color: placed ? placed.color : word ? mapped!.color! : namedColor(mapped!.color!, theme),
      ...(placed && { percent: placed.percent }),
      ...(prefix && { prefix }),
      ...(suffix && { suffix }),
      ...(mapped?.icon && { icon: mapped.icon }),
    };
  };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(', ');
  return String(value);
}

/** Values of an enum are places in its list of texts. Its own colours come from the source: CSS, not names of a theme. */
function enumWords(config: DisplayConfig, theme: ColorTheme): ((value: unknown) => MappingResult) | undefined {
  const words = (config.type as { enum?: { text?: string[]; color?: string[] } } | undefined)?.enum;
  const colors = palette('palette-classic', theme) ?? [];
  return (
    words &&
    ((value) => {
      const index = Number(value);
      const color = words.color?.[index] ?? colors[index % colors.length] ?? grey;
      return { text: words.text ? words.text[index] : String(value), color };
    })
  );
}

/** Times without a date unit get a full one, booleans words, texts no number. */
function unitOf(field: FieldData, { unit }: DisplayConfig): string | undefined {
  if (field.type === 'time' && !isDateUnit(unit)) return fullDateUnit(field);
  if (field.type === 'boolean') return isBooleanUnit(unit) ? unit : 'bool';
  return unit || (field.type === 'string' ? 'string' : undefined);
}

/** Times that lie within a minute need their milliseconds to be told apart. */
function fullDateUnit({ values }: FieldData): string {
  const near = values.length > 1 && Math.abs(Number(values[values.length - 1]) - Number(values[0])) < 60_000;
  return near ? 'time:YYYY-MM-DD HH:mm:ss.SSS' : 'time:YYYY-MM-DD HH:mm:ss';
}

/** Decimals that keep neighbouring ticks apart. */
export function tickDecimals(step: number): number {
  return step > 0 ? Math.max(0, Math.min(20, automaticDecimals(step))) : 0;
}

/** Text, prefix and suffix as one string. */
export function shown({ prefix = '', text, suffix = '' }: Pick<DisplayValue, 'text' | 'prefix' | 'suffix'>): string {
  return prefix + text + suffix;
}
