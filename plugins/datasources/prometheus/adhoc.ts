/** Ad hoc filters: every vector selector of a query asks for them too. */
import type { AdHocFilter } from './asking.ts';
import { selectorsOf } from './promql/selectors.ts';

export function withFilters(expr: string, filters: readonly AdHocFilter[] = []): string {
  const matchers = filters.flatMap(matcherOf);
  const selectors = matchers.length > 0 ? selectorsOf(expr) : undefined;
  if (!selectors) return expr;
  let filled = expr;
  // From the end, so that what comes before keeps its place.
  for (const { to, text, braces } of selectors.toReversed()) {
    const fresh = matchers.filter((matcher) => !text.includes(matcher)).join(',');
    if (!fresh) continue;
    if (!braces) filled = `${filled.slice(0, to)}{${fresh}}${filled.slice(to)}`;
    else {
      const inside = filled.slice(braces.from + 1, braces.to - 1).trimEnd();
      const separator = braces.empty || inside.endsWith(',') ? '' : ',';
      filled = `${filled.slice(0, braces.from + 1)}${inside}${separator}${fresh}${filled.slice(braces.to - 1)}`;
    }
  }
  return filled;
}

const compared = new Set(['=', '!=', '=~', '!~']);

/** `key op "value"`; none for a filter that is not filled in yet. */
export function matcherOf({ key, operator = '=', value = '', values }: AdHocFilter): string[] {
  if (!key?.trim()) return [];
  const name = /^[a-zA-Z_]\w*$/.test(key) ? key : JSON.stringify(key);
  if (operator === '=|' || operator === '!=|') {
    const alternatives = (values?.length ? values : value.split('|')).map(escapeRegex).join('|');
    return [`${name}${operator === '=|' ? '=~' : '!~'}${quoted(alternatives)}`];
  }
  return compared.has(operator) ? [`${name}${operator}${quoted(value)}`] : [];
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
function escapeRegex(text: string): string {
  return text.replace(/[\\^$*+?.()|{}[\]]/g, '\\$&');
}
