/** Value mappings: the first that fits says what is written instead of the number. */
import { own } from '../own.ts';
import type { MappingResult, ValueMapping } from './types.ts';

export function mappingFor(mappings: readonly ValueMapping[] | undefined, value: unknown): MappingResult | undefined {
  for (const mapping of mappings ?? []) {
    const found = fits(mapping, value);
    if (found) return found;
  }
  return;
}

function fits(mapping: ValueMapping, value: unknown): MappingResult | undefined {
  switch (mapping.type) {
    case 'value':
      return value === null || value === undefined ? undefined : own(mapping.options, String(value));
    case 'range': {
      if (value === null || value === undefined) return;
      const number = Number.parseFloat(String(value));
      const { from, to, result } = mapping.options;
      if (Number.isNaN(number)) return;
      return number >= (from ?? Number.NEGATIVE_INFINITY) && number <= (to ?? Number.POSITIVE_INFINITY) ? result : undefined;
    }
    case 'regex': {
      if (typeof value !== 'string') return;
      const pattern = toRegex(mapping.options.pattern);
      if (!pattern?.test(value)) return;
      const { result } = mapping.options;
      pattern.lastIndex = 0;
      return result.text === undefined ? result : { ...result, text: value.replace(pattern, result.text) };
    }
    case 'special':
      return isSpecial(mapping.options.match, value) ? mapping.options.result : undefined;
  }
}

function isSpecial(match: string, value: unknown): boolean {
  const nothing = value === null || value === undefined;
  const notANumber = typeof value === 'number' && Number.isNaN(value);
  switch (match) {
    case 'null':
      return nothing;
    case 'nan':
      return notANumber;
    case 'null+nan':
      return nothing || notANumber;
    case 'true':
      return value === true || value === 'true';
    case 'false':
      return value === false || value === 'false';
    case 'empty':
      return value === '';
    default:
      return false;
  }
}

/** `/pattern/flags`, or a bare pattern for the whole text. Undefined where it is no regular expression. */
export function toRegex(pattern: string): RegExp | undefined {
  const [, body, flags] = /^\/(.*)\/([a-z]*)$/s.exec(pattern) ?? [];
  try {
    return body === undefined ? new RegExp(`^${pattern}$`) : new RegExp(body, flags);
  } catch {
    return;
  }
}
