/** Units: a number and a unit id to text, prefix and suffix, as Grafana writes them (spec dashboards.md 5.6). */
import { formatDate } from './date-pattern.ts';
import { writeNumber } from './decimals.ts';
import { durationUnits } from './durations.ts';
import { fromNow } from './from-now.ts';
import { packedUnits } from './unit-table.ts';

export interface FormattedValue {
  readonly text: string;
  readonly prefix?: string;
  readonly suffix?: string;
}
/** `decimals` absent: as many as needed. Time zone: IANA, `utc` or `browser`. */
export type UnitFormat = (value: number | null | undefined, decimals?: number | null, timeZone?: string, now?: number) => FormattedValue;

const siSteps = ['f', 'p', 'n', 'µ', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const binarySteps = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'];
const countSteps = ['', 'K', 'M', 'B', 'T'];
const shortSteps = ['', ' K', ' Mil', ' Bil', ' Tri', ' Quadr', ' Quint', ' Sext', ' Sept'];

function fixed(suffix: string): UnitFormat {
  return (value, decimals) =>
    value === null || value === undefined ? { text: '' } : { text: writeNumber(value, decimals), suffix: suffix ? ` ${suffix}` : '' };
}

/** Divides by `factor` until the number is below it. `steps` are whole suffixes, `offset` the step the input is at. */
function scaled(factor: number, steps: readonly string[], offset: number): UnitFormat {
  return (value, decimals) => {
    if (value === null || value === undefined) return { text: '' };
    if (!Number.isFinite(value)) return { text: writeNumber(value) };
    const power = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)) / Math.log10(factor));
    const step = Math.max(0, Math.min(steps.length - 1, offset + power));
    return { text: writeNumber(value / factor ** (step - offset), decimals), suffix: steps[step]! };
  };
}
const si = (unit: string, step = 0): UnitFormat =>
  scaled(
    1000,
    siSteps.map((prefix) => ` ${prefix}${unit}`),
    5 + step,
  );
const binary = (unit: string, step = 0): UnitFormat =>
  scaled(
    1024,
    binarySteps.map((prefix) => ` ${prefix}${unit}`),
    step,
  );
/** K, M, B, T stand at the number; the unit follows after a space. */
function count(unit: string): UnitFormat {
  const scale = scaled(1000, countSteps, 0);
  return (value, decimals) => {
    const { text, suffix } = scale(value, decimals);
    return text === '' ? { text } : { text, suffix: `${suffix} ${unit}` };
  };
}

function currency(symbol: string, after: boolean): UnitFormat {
  const scale = scaled(1000, countSteps, 0);
  return (value, decimals) => {
    if (value === null || value === undefined) return { text: '' };
    const { text, suffix } = scale(Math.abs(value), decimals);
    const sign = value < 0 ? '-' : '';
    if (!after) return { text, prefix: sign + symbol, ...(suffix && { suffix }) };
    return { text, ...(sign && { prefix: sign }), ...(suffix !== undefined && { suffix: suffix + symbol }) };
  };
}

function financial(symbol: string, after: boolean): UnitFormat {
  return (value, decimals) => {
    if (value === null || value === undefined) return { text: '' };
    const places = decimals ?? undefined;
    const text = value.toLocaleString('en-US', { minimumFractionDigits: places ?? 0, maximumFractionDigits: places ?? 1 });
    return after ? { text, suffix: symbol } : { text, prefix: symbol };
  };
}

function words(yes: string, no: string): UnitFormat {
  return (value) => ({ text: value ? yes : no });
}
function date(pattern: string, shortToday?: string): UnitFormat {
  return (value, _decimals, timeZone = 'utc', now = Date.now()) => {
    if (value === null || value === undefined) return { text: 'Invalid date' };
    const today = shortToday !== undefined && formatDate(value, 'YYYY-MM-DD', timeZone) === formatDate(now, 'YYYY-MM-DD', timeZone);
    return { text: formatDate(value, today ? shortToday : pattern, timeZone) };
  };
}
const hex =
  (prefix: string): UnitFormat =>
  (value, decimals) => {
    if (value === null || value === undefined) return { text: '' };
    const text = Number.parseFloat(writeNumber(value, decimals)).toString(16).toUpperCase();
    return { text: prefix ? text.replace(/^-?/, (sign) => sign + prefix) : text };
  };

const percent =
  (factor: number): UnitFormat =>
  (value, decimals) =>
    value === null || value === undefined ? { text: '' } : { text: writeNumber(value * factor, decimals), suffix: '%' };

const special: Readonly<Record<string, UnitFormat>> = {
  none: (value, decimals) => ({ text: writeNumber(value, decimals) }),
  string: (value) => ({ text: String(value) }),
  short: scaled(1000, shortSteps, 0),
  percent: percent(1),
  percentunit: percent(100),
  hex: hex(''),
  hex0x: hex('0x'),
  sci: (value, decimals) => ({ text: value === null || value === undefined ? '' : value.toExponential(decimals ?? undefined) }),
  locale: (value, decimals) => ({
    text: value === null || value === undefined ? '' : value.toLocaleString(undefined, { maximumFractionDigits: decimals ?? undefined }),
  }),
  pressurepsi: scaled(1000, ['psi', 'ksi', 'Mpsi'], 0),
  dateTimeAsIso: date('YYYY-MM-DD HH:mm:ss'),
  dateTimeAsIsoNoDateIfToday: date('YYYY-MM-DD HH:mm:ss', 'HH:mm:ss'),
  dateTimeAsUS: date('MM/DD/YYYY h:mm:ss a'),
  dateTimeAsUSNoDateIfToday: date('MM/DD/YYYY h:mm:ss a', 'h:mm:ss a'),
  dateTimeAsLocal: date('local'),
  dateTimeAsLocalNoDateIfToday: date('local', 'local-time'),
  dateTimeAsSystem: date('YYYY-MM-DD HH:mm:ss'),
  dateTimeFromNow: (value, _decimals, _zone, now = Date.now()) => ({
    text: fromNow(value ?? Number.NaN, now),
  }),
  ...durationUnits,
};

const table = new Map<string, UnitFormat>(Object.entries(special));
for (const line of packedUnits.trim().split('\n')) {
  const [family, unit, ids] = line.split('|') as [string, string, string];
  for (const entry of ids.split(' ')) {
    const [id, step = '0'] = entry.split('@') as [string, string?];
    table.set(id, fromFamily(family, unit, Number(step)));
  }
}
function fromFamily(family: string, unit: string, step: number): UnitFormat {
  if (family === 'SI') return si(unit, step);
  if (family === 'bin') return binary(unit, step);
  if (family === 'count') return count(unit);
  if (family === 'cur' || family === 'curAfter') return currency(unit, family === 'curAfter');
  if (family === 'bool') return words(...(unit.split('/') as [string, string]));
  return fixed(unit);
}
table.set('farenheit', table.get('fahrenheit')!);

/** The format of a unit id; custom ids (`suffix:x`, `time:HH:mm`, `si:mF`) are made on demand, unknown ones are a suffix. */
export function unitFormat(id: string | undefined): UnitFormat {
  if (!id) return special.none!;
  let format = table.get(id);
  if (!format) {
    format = customUnit(id);
    table.set(id, format);
  }
  return format;
}

function customUnit(id: string): UnitFormat {
  const colon = id.indexOf(':');
  if (colon < 1) return fixed(id);
  const rest = id.slice(colon + 1);
  switch (id.slice(0, colon)) {
    case 'prefix':
      return (value, decimals) =>
        value === null || value === undefined ? { text: '' } : { text: writeNumber(value, decimals), prefix: rest };
    case 'suffix':
      return fixed(rest);
    case 'time':
      return date(rest);
    case 'si': {
      // The micro sign and the Greek letter look the same.
      const step = siSteps.indexOf(rest.charAt(0).replace('μ', 'µ'));
      return step >= 0 && step !== 5 ? si(rest.slice(1), step - 5) : si(rest);
    }
    case 'count':
      return count(rest);
    case 'currency': {
      const parts = rest.split(':');
      if (parts[0] === 'financial' && parts[1]) return financial(parts[1], parts[2] === 'suffix');
      return currency(rest, false);
    }
    case 'bool': {
      const slash = rest.indexOf('/');
      return slash < 0 ? words(rest, '-') : words(rest.slice(0, slash), rest.slice(slash + 1));
    }
    default:
      return fixed(id);
  }
}

export function isDateUnit(id: string | undefined): boolean {
  return id !== undefined && (id.startsWith('dateTime') || id.startsWith('time:'));
}
export function isBooleanUnit(id: string | undefined): boolean {
  return id?.startsWith('bool') ?? false;
}

/** Text, prefix and suffix as one string. */
export function written({ prefix = '', text, suffix = '' }: FormattedValue): string {
  return prefix + text + suffix;
}
