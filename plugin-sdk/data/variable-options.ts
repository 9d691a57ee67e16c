/** From what a variable's query gave to the options a person chooses from: regex, duplicates, order. And variables written by hand. */
import type { VariableOption } from './variable-value.ts';

export interface FoundValue {
  readonly text?: unknown;
  readonly value?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
}
export interface OptionRules {
  /** `/pattern/flags`, or a bare pattern for the whole text. */
  readonly regex?: string;
  readonly regexApplyTo?: 'value' | 'text';
  /** 0 as found; 1, 2 by code; 3, 4 by the first number; 5, 6 without case; 7, 8 as people count. Even ones fall. */
  readonly sort?: number;
}

export function optionsFrom(found: readonly FoundValue[], { regex = '', regexApplyTo = 'value', sort = 0 }: OptionRules): VariableOption[] {
  const items = found.map(({ text, value, properties }) => ({
    text: String(text ?? value ?? ''),
    value: String(value ?? text ?? ''),
    ...(properties && { properties }),
  }));
  const pick = regex ? picker(regex, regexApplyTo) : undefined;
  const matched = pick ? items.flatMap(pick) : items;
  const seen = new Set<string>();
  return ordered(
    matched.filter(({ value }) => !seen.has(value) && seen.add(value)),
    sort,
  );
}

function picker(regex: string, applyTo: 'value' | 'text'): (item: VariableOption) => VariableOption[] {
  const [, body, flags = ''] = /^\/(.*?)\/([gimsuy]*)$/s.exec(regex) ?? [];
  const many = flags.includes('g');
  const pattern = body === undefined ? new RegExp(`^${regex}$`) : new RegExp(body, flags.replace('g', ''));
  const every = new RegExp(pattern, `${pattern.flags}g`);
  return (item) => {
    const text = item[applyTo];
    const matches = many ? [...text.matchAll(every)] : [pattern.exec(text)].filter((match) => match !== null);
    const [first] = matches;
    if (!first) return [];
    const group = (name: string): string | undefined => matches.find(({ groups }) => groups?.[name])?.groups?.[name];
    const [value, shown] = [group('value'), group('text')];
    const properties = item.properties && { properties: item.properties };
    if (value !== undefined || shown !== undefined) return [{ text: shown ?? value!, value: value ?? shown!, ...properties }];
    if (matches.length > 1 && first.length > 1) return matches.map(([, one = '']) => ({ text: one, value: one }));
    return first.length > 1 ? [{ text: first[1] ?? '', value: first[1] ?? '', ...properties }] : [item];
  };
}

const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'accent' });
const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const firstNumber = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? -1);
const compares: readonly ((a: string, b: string) => number)[] = [
  byCode,
  (a, b) => firstNumber(a) - firstNumber(b),
  (a, b) => byCode(a.toLowerCase(), b.toLowerCase()),
  natural.compare,
];

function ordered(options: readonly VariableOption[], sort: number): VariableOption[] {
  const compare = compares[Math.ceil(sort / 2) - 1];
  if (!compare) return [...options];
  const ascending = [...options].sort((a, b) => compare(a.text, b.text));
  return sort % 2 === 0 ? ascending.reverse() : ascending;
}

/** `a, b\,c, Text : value`: parts by comma, text and value by the last spaced colon. */
export function customOptions(query: string): VariableOption[] {
  return (query.match(/(?:\\,|[^,])+/g) ?? [])
    .map((part) => part.replaceAll('\\,', ',').trim())
    .filter(Boolean)
    .map((part) => {
      const [, text, value] = /^(.+)\s:\s(.+)$/s.exec(part) ?? [];
      return text === undefined || value === undefined ? { text: part, value: part } : { text: text.trim(), value: value.trim() };
    });
}

/** Options as a JSON list of objects, which texts can reach into by `${name.property}`. Throws for anything else. */
export function jsonOptions(query: string): VariableOption[] {
  const wrong = 'The query of a JSON variable has to be a list of objects, such as [{"text": "One", "value": "1"}].';
  let list: unknown;
  try {
    list = JSON.parse(query);
  } catch (error) {
    throw new Error(`${wrong} It is not JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(list) || !list.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item)))
    throw new Error(wrong);
  return (list as Record<string, unknown>[]).map((properties) => {
    const value = String(properties.value ?? '');
    return { text: properties.text ? String(properties.text) : value, value, properties };
  });
}

/** A selection in the address: `var-name`, several values as a list, none as an empty text. */
export function variableParam(
  name: string,
  value: string | readonly string[],
  skipUrlSync = false,
): Readonly<Record<string, string | readonly string[]>> {
  if (skipUrlSync) return {};
  return { [`var-${name}`]: typeof value !== 'string' && value.length === 0 ? [''] : value };
}
