/**
 * Whether a query is a stored one with values in the place of its variables, and nothing else. Values are bounded: those of a list must be
 * in it, others may hold nothing that ends a string, joins a condition or matches what was not chosen. Pure, and linear in its texts.
 */
const reference = /\$(\w+)|\[\[(\w+?)(?::\w+)?\]\]|\$\{(\w+)(?:(?:\.[^:^}[]+|\[[^\]]+\])*)(?::[^}]+)?\}/g;
const longest = 20_000;

export interface Bound {
  /** The values there are to choose from; absent where only the source knows them. */
  readonly values?: ReadonlySet<string>;
  /** What stands for all of them, where all may be chosen. */
  readonly all?: readonly string[];
}
export type Bounds = (name: string) => Bound;

/** Says what is asked beside itself: how much of it, and where it is drawn. */
const beside = new Set(['refId', 'datasource', 'datasourceId', 'intervalMs', 'maxDataPoints', 'hide', 'key', 'timeRange', 'requestId']);

export function isStored(asked: Readonly<Record<string, unknown>>, stored: Readonly<Record<string, unknown>>, bounds: Bounds): boolean {
  return sameKeys(without(asked), without(stored), bounds);
}
function without(query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([key, value]) => !beside.has(key) && value !== undefined));
}
function sameKeys(asked: Record<string, unknown>, stored: Record<string, unknown>, bounds: Bounds): boolean {
  const keys = Object.keys(stored);
  return (
    keys.length === Object.keys(asked).length && keys.every((key) => Object.hasOwn(asked, key) && same(asked[key], stored[key], bounds))
  );
}
function same(asked: unknown, stored: unknown, bounds: Bounds): boolean {
  if (typeof stored === 'string') return typeof asked === 'string' && fills(asked, stored, bounds);
  if (Array.isArray(stored))
    return Array.isArray(asked) && asked.length === stored.length && stored.every((one, at) => same(asked[at], one, bounds));
  if (typeof stored === 'object' && stored !== null) {
    if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) return false;
    return sameKeys(asked as Record<string, unknown>, stored as Record<string, unknown>, bounds);
  }
  return asked === stored;
}

/** The literal pieces one after the other, and between them what each variable may be. */
export function fills(asked: string, stored: string, bounds: Bounds): boolean {
  if (asked === stored) return true;
  if (asked.length > longest) return false;
  const references = [...stored.matchAll(reference)];
  let from = 0;
  let at = 0;
  for (const [index, found] of references.entries()) {
    const before = stored.slice(from, found.index);
    if (!asked.startsWith(before, at)) return false;
    at += before.length;
    from = found.index + found[0].length;
    const after = stored.slice(from, references[index + 1]?.index);
    const last = index === references.length - 1;
    // Two variables with nothing between them could be told apart in many ways.
    if (after === '' && !last) return false;
    const end = last ? asked.length - after.length : asked.indexOf(after, at);
    if (end < at) return false;
    const value = asked.slice(at, end);
    const name = found[1] ?? found[2] ?? found[3] ?? '';
    // Those that only the source can fill in come as they were written.
    if (value !== found[0] && !mayBe(value, bounds(name), isQuoted(stored.slice(0, found.index)))) return false;
    at = end;
  }
  return asked.slice(at) === stored.slice(from);
}

function isQuoted(before: string): boolean {
  let open = '';
  for (let at = 0; at < before.length; at++) {
    const one = before[at] as string;
    if (one === '\\') at++;
    else if (open) open = one === open ? '' : open;
    else if (one === '"' || one === "'" || one === '`') open = one;
  }
  return open !== '';
}

const word = String.raw`[\p{L}\p{N}_]`;
const escaped = String.raw`\\{1,2}[.*+?^$()\[\]{}|/-]`;
/** Within quotes: words with what stands inside of names, a dot only between words, so that it is no "anything". */
const one = String.raw`(?:${word}|${escaped}|[ :/@%=-])`;
const inQuotes = new RegExp(String.raw`^${one}(?:\.?${one})*$`, 'u');
const bare = new RegExp(String.raw`^${word}+(?:[.:]${word}+)*$`, 'u');

function mayBe(value: string, { values, all = [] }: Bound, quoted: boolean): boolean {
  if (all.includes(value)) return true;
  const items = itemsOf(value, quoted);
  return items?.every((item) => isInert(item, quoted) && (!values || values.has(plain(item)))) ?? false;
}
/** One value, or several in a form that variables take: `(a|b)`, `{a,b}`, `'a','b'`, `a,b`. */
function itemsOf(value: string, quoted: boolean): readonly string[] | undefined {
  const boxed = /^\((.*)\)$/s.exec(value)?.[1];
  if (boxed !== undefined && quoted) return boxed.split('|');
  const braced = /^\{(.*)\}$/s.exec(value)?.[1];
  if (braced !== undefined && quoted) return braced.split(',');
  if (quoted) return [value];
  const each = value.split(',');
  const inner = each.map((one) => /^'([^'"\\]*)'$/.exec(one)?.[1]);
  if (inner.every((one) => one !== undefined)) return inner as string[];
  return each;
}
function isInert(item: string, quoted: boolean): boolean {
  // Each quoted item of a list outside of quotes was unpacked above; what is left is as bare as any.
  return item.length <= 1_000 && (quoted ? inQuotes : bare).test(item);
}
const plain = (item: string): string => item.replace(/\\{1,2}(?=[.*+?^$()[\]{}|/-])/g, '');
