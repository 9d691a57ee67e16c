/** From what a variable's query gave to the options a person chooses from: regex, duplicates, order, fixed ones, All. */
import type { StoredOption, VariableModel } from './types.ts';

export interface Option {
  readonly text: string;
  readonly value: string;
  /** Further columns of the answer: `${name.column}`. */
  readonly properties?: Readonly<Record<string, unknown>>;
}
export interface Found {
  readonly text?: unknown;
  readonly value?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
}
export const all: Option = { text: 'All', value: '$__all' };

export function optionOf({ text, value, properties }: Found | (StoredOption & { properties?: Record<string, unknown> })): Option {
  return { text: String(text ?? value ?? ''), value: String(value ?? text ?? ''), ...(properties && { properties }) };
}

export function toOptions(found: readonly Found[], model: VariableModel): Option[] {
  const { regex = '', regexApplyTo = 'value', sort = 0, includeAll, staticOptions = [], staticOptionsOrder = 'before' } = model;
  const items = found.map(optionOf);
  const matched = regex ? items.flatMap((item) => applyRegex(item, regex, regexApplyTo)) : items;
  const fixed = staticOptions.map(optionOf);
  const unsorted = staticOptionsOrder === 'sorted' ? [...fixed, ...matched] : matched;
  const ordered = sorted(withoutDuplicates(unsorted), sort);
  const merged =
    staticOptionsOrder === 'sorted' ? ordered : staticOptionsOrder === 'after' ? [...ordered, ...fixed] : [...fixed, ...ordered];
  const unique = fixed.length > 0 ? withoutDuplicates(merged) : merged;
  return includeAll ? [all, ...unique] : unique;
}

function withoutDuplicates(options: readonly Option[]): Option[] {
  const seen = new Set<string>();
  return options.filter(({ value }) => !seen.has(value) && seen.add(value));
}

function applyRegex(item: Option, regex: string, on: 'value' | 'text'): Option[] {
  const slashed = /^\/(.*)\/([gimsuy]*)$/s.exec(regex);
  const flags = slashed?.[2] ?? '';
  const pattern = new RegExp(slashed?.[1] ?? `^${regex}$`, flags.replace(/[gy]/g, ''));
  const subject = item[on];
  const matches = flags.includes('g')
    ? [...subject.matchAll(new RegExp(pattern, `${pattern.flags}g`))]
    : [pattern.exec(subject)].filter((match) => match !== null);
  const [first] = matches;
  if (!first) return [];
  const named = matches.find(({ groups }) => groups?.value !== undefined || groups?.text !== undefined);
  if (named) {
    const value = matches.find(({ groups }) => groups?.value !== undefined)?.groups?.value;
    const text = matches.find(({ groups }) => groups?.text !== undefined)?.groups?.text;
    return [{ value: value ?? text ?? '', text: text ?? value ?? '' }];
  }
  if (matches.length > 1 && first.length > 1) return matches.map(([, group = '']) => ({ text: group, value: group }));
  return first.length > 1 ? [{ text: first[1] ?? '', value: first[1] ?? '' }] : [item];
}

const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'accent' });
const firstNumber = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? -1);
const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function sorted(options: readonly Option[], sort: number): Option[] {
  if (sort === 0) return [...options];
  const compare = [
    (a: Option, b: Option) => byCode(a.text, b.text),
    (a: Option, b: Option) => firstNumber(a.text) - firstNumber(b.text),
    (a: Option, b: Option) => byCode(a.text.toLowerCase(), b.text.toLowerCase()),
    (a: Option, b: Option) => natural.compare(a.text, b.text),
  ][Math.ceil(sort / 2) - 1];
  const ascending = compare ? [...options].sort(compare) : [...options];
  return sort % 2 === 0 ? ascending.reverse() : ascending;
}

/** `a, b\,c, Text : value`: parts by comma, text and value by the last spaced colon. */
export function customOptions(query: string): Option[] {
  return (query.match(/(?:\\,|[^,])+/g) ?? [])
    .map((part) => part.replaceAll('\\,', ',').trim())
    .filter(Boolean)
    .map((part) => {
      const colon = part.lastIndexOf(' : ');
      return colon < 0 ? { text: part, value: part } : { text: part.slice(0, colon).trim(), value: part.slice(colon + 3).trim() };
    });
}

/** `[{"text": "A", "value": "a", ...}]`; every key can be asked for by `${name.key}`. */
export function jsonOptions(query: string): Option[] {
  const list: unknown = JSON.parse(query || '[]');
  if (!Array.isArray(list)) throw new Error('The values are no JSON list of objects.');
  return list.map((item: unknown) => {
    if (typeof item !== 'object' || item === null || !('value' in item)) throw new Error('Each value must be an object with a "value".');
    const { text, value } = item as Found;
    return optionOf({ text: text ?? value, value, properties: item as Record<string, unknown> });
  });
}

export function intervalOptions(query: string): Option[] {
  return (query.match(/"[^"]*"|[^,]+/g) ?? [])
    .map((part) => part.trim().replaceAll('"', ''))
    .filter(Boolean)
    .map((value) => ({ text: value, value }));
}

/** The selection that holds for these options: what was chosen where it still exists, else the first. */
export function validSelection(options: readonly Option[], wanted: readonly string[], model: VariableModel, fromUrl: boolean): Option[] {
  if (model.includeAll && wanted.some((value) => meansAll(value, model, options))) return [all];
  if (options.length === 0 && !fromUrl) return model.includeAll ? [all] : [];
  const kept = wanted.flatMap((value) => {
    const option = options.find((candidate) => candidate.value === value) ?? options.find(({ text }) => text === value);
    if (option) return [option];
    return fromUrl && value !== '' ? [{ text: value, value }] : [];
  });
  const chosen = kept.length > 0 ? kept : options.slice(0, 1);
  return model.multi ? chosen : chosen.slice(0, 1);
}

function meansAll(value: string, { allValue }: VariableModel, options: readonly Option[]): boolean {
  if (value === all.value || (allValue && value === allValue)) return true;
  return value === all.text && !options.some((option) => option.value === value);
}
