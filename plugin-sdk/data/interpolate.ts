/**
 * Variables in text: `$name`, `[[name:format]]`, `${name.path:format}`, in one pass, never scanned again. Pure: whoever calls
 * says what a name means. Grammar and formats as in dashboards made for Grafana.
 */

import { formatDate } from './display/date-pattern.ts';
import { own } from './own.ts';
import { queryEncode, strict, strictEncode } from './url-text.ts';

export type VariableValue = string | number | boolean | null | undefined | readonly (string | number)[] | Readonly<Record<string, unknown>>;

export interface Resolved {
  readonly value: VariableValue;
  /** What a person sees; the value when absent. */
  readonly text?: string | readonly string[];
  /** All is selected: formats `text` and `queryparam` say so. */
  readonly all?: boolean;
  /** One value, in whose place All could be selected: queries are written for several. */
  readonly orAll?: boolean;
  /** Replaces All verbatim, whatever the format. */
  readonly allValue?: string;
  /** A piece of an address that is written already: no format touches it. */
  readonly written?: boolean;
}

/** Undefined: not a variable, the text stays as it is. A path is what stands between the name and the format: `labels.host`, `[0]`. */
export type Lookup = (name: string, path: string | undefined, format: string | undefined) => Resolved | undefined;
export type Format = string | ((value: VariableValue, name: string, resolved: Resolved) => string);

const pattern = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)((?:\.[^:^}[]+|\[[^\]]+\])*)(?::([^}]+))?\}/g;

export function interpolate(text: string, lookup: Lookup, fallback: Format = 'glob'): string {
  return text.replace(
    pattern,
    (whole, plain?: string, boxed?: string, boxedFormat?: string, braced?: string, path?: string, format?: string) => {
      const name = plain ?? boxed ?? braced ?? '';
      const asked = boxedFormat ?? format;
      const found = lookup(name, path ? pathOf(path) : undefined, asked);
      if (!found) return whole;
      if (found.all && found.allValue !== undefined && asked !== 'text' && asked !== 'queryparam') {
        // It may hold variables itself; what they stand for is not looked through again.
        const plain = interpolate(found.allValue, (...of) => withoutAllValue(lookup(...of)));
        return asked === 'percentencode' ? strictEncode(plain) : plain;
      }
      if (found.written) return String(found.value ?? '');
      return formatValue(found, name, asked ?? fallback);
    },
  );
}

/** Names of the variables that a text uses, built-ins included. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(pattern)].map(([, plain, boxed, , braced]) => plain ?? boxed ?? braced ?? '');
}

function pathOf(text: string): string {
  return text.startsWith('.') ? text.slice(1) : text;
}
function withoutAllValue(found: Resolved | undefined): Resolved | undefined {
  return found?.allValue === undefined ? found : { value: found.value, ...(found.text !== undefined && { text: found.text }), all: true };
}

/** Asks one after the other; the first that knows the name answers. */
export function firstOf(...lookups: readonly Lookup[]): Lookup {
  return (...of) => {
    for (const lookup of lookups) {
      const found = lookup(...of);
      if (found) return found;
    }
    return;
  };
}

export function formatValue(resolved: Resolved, name: string, format: Format): string {
  const { value } = resolved;
  if (value === null || value === undefined) return '';
  if (typeof format === 'function') return format(value, name, resolved);
  const [kind = '', ...rest] = format.split(':');
  const args = rest.length > 0 ? rest.join(':') : undefined;
  if (kind === 'text') return resolved.all ? 'All' : textOf(resolved);
  if (kind === 'queryparam') {
    if (resolved.all) return `var-${name}=$__all`;
    return each(isList(value) && value.length === 0 ? '' : value, (item) => `var-${name}=${queryEncode(item)}`, '&');
  }
  if (typeof value === 'object' && !Array.isArray(value) && kind !== 'json') return String(value);
  const formatter = own(formats, kind) ?? formats.glob;
  return (formatter as Formatter)(value, name, args);
}

type Formatter = (value: VariableValue, name: string, args: string | undefined) => string;

const formats: Readonly<Record<string, Formatter>> = {
  glob: (value) => (isList(value) ? (value.length > 1 ? `{${value.join(',')}}` : value.join('')) : String(value)),
  raw: joined,
  csv: joined,
  distributed: (value, name) =>
    isList(value) ? value.map((item, index) => (index === 0 ? item : `${name}=${item}`)).join(',') : String(value),
  doublequote: (value) => each(value, (item) => `"${item.replaceAll('"', '\\"')}"`, ','),
  singlequote: (value) => each(value, (item) => `'${item.replaceAll("'", "\\'")}'`, ','),
  sqlstring: (value) => each(value, (item) => `'${item.replaceAll("'", "''").replaceAll('"', '\\"')}'`, ','),
  json: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  lucene: (value) => {
    if (!isList(value)) return lucene(String(value));
    return value.length === 0 ? '__empty__' : `(${value.map((item) => `"${lucene(String(item))}"`).join(' OR ')})`;
  },
  percentencode: (value) => strictEncode(isList(value) ? `{${value.join(',')}}` : String(value)),
  uriencode: (value) => strict(encodeURI(isList(value) ? `{${value.join(',')}}` : String(value))),
  pipe: (value) => each(value, String, '|'),
  regex: (value) => {
    if (!isList(value)) return escapeRegex(String(value));
    const items = value.map((item) => escapeRegex(String(item)));
    return items.length === 1 ? (items[0] as string) : `(${items.join('|')})`;
  },
  join: (value, _name, separator = ',') => each(value, String, separator),
  customqueryparam: (value, name, args = '') => {
    const [key = name, prefix = ''] = args.split(':');
    return each(value, (item) => `${strictEncode(key || name)}=${strictEncode(`${prefix}${item}`)}`, '&');
  },
  html: (value) => (isList(value) ? value.map((item) => escapeHtml(String(item))).join(', ') : escapeHtml(String(value))),
  date: (value, _name, args = '') => dateText(value, args),
};

function dateText(value: VariableValue, format: string): string {
  const time = typeof value === 'number' ? value : typeof value === 'string' ? Number.parseInt(value, 10) : Number.NaN;
  if (Number.isNaN(time)) return 'NaN';
  if (format === 'seconds') return String(Math.round(time / 1000));
  if (format === 'ms') return String(time);
  if (!format || format === 'iso') return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : 'Invalid date';
  return formatDate(time, format, 'browser');
}

function isList(value: VariableValue): value is readonly (string | number)[] {
  return Array.isArray(value);
}
function joined(value: VariableValue): string {
  return isList(value) ? value.join(',') : String(value);
}
function each(value: VariableValue, convert: (item: string) => string, separator: string): string {
  return (isList(value) ? value : [value]).map((item) => convert(String(item))).join(separator);
}
function textOf({ value, text }: Resolved): string {
  const shown = text ?? (isList(value) ? value.map(String) : String(value));
  return typeof shown === 'string' ? shown : shown.join(' + ');
}
function escapeRegex(text: string): string {
  return text.replace(/[\\^$*+?.()|{}[\]/]/g, '\\$&');
}
function lucene(text: string): string {
  return text !== '' && !Number.isNaN(Number(text)) ? text : text.replace(/([!*+\-=<>\s&|()[\]{}^~?:\\/"])/g, '\\$1');
}
function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
    .replaceAll('&#38;', '&amp;')
    .replaceAll('&#60;', '&lt;')
    .replaceAll('&#62;', '&gt;')
    .replaceAll('&#34;', '&quot;');
}
