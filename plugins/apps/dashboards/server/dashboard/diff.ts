/** What differs between two versions, as a delta that programs read and as lines for people. Pure. */

export type Delta = unknown[] | { readonly [key: string]: Delta };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** `[new]` added, `[old, new]` changed, `[old, 0, 0]` removed; lists by place, marked with `_t: "a"`. Undefined: no difference. */
export function deltaOf(before: unknown, after: unknown): Delta | undefined {
  if (isObject(before) && isObject(after)) {
    const parts = [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key): [string, Delta][] => {
      if (!Object.hasOwn(before, key)) return [[key, [after[key]]]];
      if (!Object.hasOwn(after, key)) return [[key, [before[key], 0, 0]]];
      const delta = deltaOf(before[key], after[key]);
      return delta ? [[key, delta]] : [];
    });
    return parts.length > 0 ? Object.fromEntries(parts) : undefined;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const parts = Array.from({ length: Math.max(before.length, after.length) }, (_, index): [string, Delta][] => {
      if (index >= before.length) return [[String(index), [after[index]]]];
      if (index >= after.length) return [[`_${index}`, [before[index], 0, 0]]];
      const delta = deltaOf(before[index], after[index]);
      return delta ? [[String(index), delta]] : [];
    }).flat();
    return parts.length > 0 ? { ...Object.fromEntries(parts), _t: 'a' as unknown as Delta } : undefined;
  }
  return same(before, after) ? undefined : [before, after];
}

export interface Change {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export function changesOf(before: unknown, after: unknown, path = ''): Change[] {
  const keys = (value: unknown) => (typeof value === 'object' && value !== null ? Object.keys(value) : undefined);
  const [left, right] = [keys(before), keys(after)];
  if (!left || !right || Array.isArray(before) !== Array.isArray(after)) return same(before, after) ? [] : [{ path, before, after }];
  const of = (value: unknown, key: string) => (value as Record<string, unknown>)[key];
  return [...new Set([...left, ...right])].flatMap((key) => {
    const at = path ? `${path}.${key}` : key;
    if (!left.includes(key)) return [{ path: at, after: of(after, key) }];
    if (!right.includes(key)) return [{ path: at, before: of(before, key) }];
    return changesOf(of(before, key), of(after, key), at);
  });
}

/** Every text is escaped: titles and queries are somebody else's words. */
export function htmlOf(changes: readonly Change[]): string {
  const cell = (value: unknown) => (value === undefined ? '' : `<code>${escaped(JSON.stringify(value) ?? '')}</code>`);
  const kind = ({ before, after }: Change) => (before === undefined ? 'added' : after === undefined ? 'deleted' : 'changed');
  const lines = changes.map(
    (change) =>
      `<li class="diff-item diff-${kind(change)}"><b>${escaped(change.path)}</b> ${kind(change)} ${cell(change.before)} ${cell(change.after)}</li>`,
  );
  return `<ul class="diff-list">${lines.join('')}</ul>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
