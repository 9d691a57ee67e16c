/** From what a variable's query gave to the options a person chooses from: regex, duplicates, order, All. */
import type { VariableModel } from './types.ts';

export interface Option {
  readonly text: string;
  readonly value: string;
}
export const all: Option = { text: 'All', value: '$__all' };

export function toOptions(
  found: readonly { text?: unknown; value?: unknown }[],
  { regex = '', sort = 0, includeAll }: VariableModel,
): Option[] {
  const items = found.map(({ text, value }) => ({ text: String(text ?? value ?? ''), value: String(value ?? text ?? '') }));
  const matched = regex ? items.flatMap((item) => applyRegex(item, regex)) : items;
  const seen = new Set<string>();
  const unique = matched.filter(({ value }) => !seen.has(value) && seen.add(value));
  const ordered = sorted(unique, sort);
  return includeAll ? [all, ...ordered] : ordered;
}

function applyRegex(item: Option, regex: string): Option[] {
  const slashed = /^\/(.*)\/([gimsuy]*)$/s.exec(regex);
  const flags = slashed?.[2] ?? '';
  const pattern = new RegExp(slashed?.[1] ?? `^${regex}$`, flags.replace(/[gy]/g, ''));
  const matches = flags.includes('g')
    ? [...item.value.matchAll(new RegExp(pattern, `${pattern.flags}g`))]
    : [pattern.exec(item.value)].filter((match) => match !== null);
  const [first] = matches;
  if (!first) return [];
  const named = matches.find(({ groups }) => groups?.value !== undefined || groups?.text !== undefined)?.groups;
  if (named) return [{ value: named.value ?? named.text ?? '', text: named.text ?? named.value ?? '' }];
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

/** The selection that holds for these options: what was chosen where it still exists, else the first. */
export function validSelection(options: readonly Option[], wanted: readonly string[], variable: VariableModel, fromUrl: boolean): Option[] {
  const kept = wanted.flatMap((value) => {
    const option = options.find((candidate) => candidate.value === value) ?? options.find(({ text }) => text === value);
    if (option) return [option];
    return fromUrl && value !== '' ? [{ text: value, value }] : [];
  });
  if (kept.some(({ value }) => value === all.value) && variable.includeAll) return [all];
  const chosen = kept.length > 0 ? kept : options.slice(0, 1);
  return variable.multi ? chosen : chosen.slice(0, 1);
}
