/** Value mappings as lines to be edited, and back to what dashboards store. Pure. */
import type { MappingResult, ValueMapping } from '../../data/display/types.ts';

export interface FlatMapping {
  readonly kind: ValueMapping['type'];
  /** The value, pattern or special name. */
  readonly match: string;
  readonly from?: string;
  readonly to?: string;
  readonly result: MappingResult;
}

export function flattened(mappings: readonly ValueMapping[]): FlatMapping[] {
  return mappings.flatMap((mapping): FlatMapping[] => {
    switch (mapping.type) {
      case 'value':
        return Object.entries(mapping.options)
          .map(([match, result]) => ({ kind: 'value' as const, match, result }))
          .sort((a, b) => (a.result.index ?? 0) - (b.result.index ?? 0));
      case 'range': {
        const { from, to, result } = mapping.options;
        return [{ kind: 'range', match: '', from: from === null ? '' : String(from), to: to === null ? '' : String(to), result }];
      }
      case 'regex':
        return [{ kind: 'regex', match: mapping.options.pattern, result: mapping.options.result }];
      default:
        return [{ kind: 'special', match: mapping.options.match, result: mapping.options.result }];
    }
  });
}

/** Neighbouring single values become one mapping; two of one value keep the last, since an object can hold but one. */
export function packed(lines: readonly FlatMapping[]): ValueMapping[] {
  const mappings: ValueMapping[] = [];
  lines.forEach(({ kind, match, from, to, result: given }, index) => {
    const result = { ...given, index };
    if (kind === 'value') {
      const last = mappings.at(-1);
      if (last?.type === 'value' && !(match in last.options))
        mappings[mappings.length - 1] = { type: 'value', options: { ...last.options, [match]: result } };
      else mappings.push({ type: 'value', options: { [match]: result } });
    } else if (kind === 'range') mappings.push({ type: 'range', options: { from: edge(from), to: edge(to), result } });
    else if (kind === 'regex') mappings.push({ type: 'regex', options: { pattern: match, result } });
    else mappings.push({ type: 'special', options: { match, result } });
  });
  return mappings;
}

const edge = (text: string | undefined): number | null =>
  text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text);
