/** Which lines are shown, in which order: sorted, filtered, those alike as one. In short tasks, however many there are. */
import { sortRows } from '@orrery/plugin-sdk/ui/work/merge-sort.ts';
import type { Slices } from '@orrery/plugin-sdk/ui/work/slices.ts';
import type { LogsOptions } from '../options.ts';
import { type Level, levels } from './levels.ts';
import { type Lines, levelOf, nanosOf, textOf } from './lines.ts';

export interface Wish {
  readonly sortOrder: LogsOptions['sortOrder'];
  readonly dedupStrategy: LogsOptions['dedupStrategy'];
  readonly search: string;
  readonly hiddenLevels: readonly Level[];
}
export interface Arranged {
  readonly rows: Uint32Array;
  /** How many lines each stands for, where some stand for more than one. */
  readonly copies?: Uint32Array;
}
const between = 4_096;

export async function arrange(lines: Lines, wish: Wish, work: Slices): Promise<Arranged> {
  let rows = await inTime(lines, work);
  if (wish.sortOrder !== 'Ascending') rows = rows.toReversed();
  if (wish.hiddenLevels.length > 0) rows = await filtered(rows, (line) => !wish.hiddenLevels.includes(levelOf(lines, line)), work);
  if (wish.search) {
    const finds = finder(wish.search);
    rows = await filtered(rows, (line) => finds(textOf(lines, line)), work);
  }
  return wish.dedupStrategy === 'none' ? { rows } : together(lines, rows, keyOf[wish.dedupStrategy], work);
}

/** From old to new. Most sources send one way or the other already. */
async function inTime(lines: Lines, work: Slices): Promise<Uint32Array> {
  const { times, count } = lines;
  let [rises, falls] = [true, true];
  for (let line = 1; line < count && (rises || falls); line++) {
    const [before, now] = [times[line - 1]!, times[line]!];
    // The same millisecond says nothing about which came first.
    const order = before === now ? nanosOf(lines, line) - nanosOf(lines, line - 1) : now - before;
    if (order < 0) rises = false;
    else if (order > 0) falls = false;
    else if (Number.isNaN(order)) [rises, falls] = [false, false];
    if (line % between === 0 && work.spent()) await work.pause();
  }
  const all = new Uint32Array(count);
  for (let line = 0; line < count; line++) all[line] = rises ? line : falls ? count - 1 - line : line;
  if (rises || falls) return all;
  const compare = (one: number, other: number): number => {
    const [a, b] = [times[one]!, times[other]!];
    if (a !== b) return (Number.isNaN(a) ? Number.NEGATIVE_INFINITY : a) - (Number.isNaN(b) ? Number.NEGATIVE_INFINITY : b) || 0;
    return nanosOf(lines, one) - nanosOf(lines, other);
  };
  return sortRows(all, compare, work);
}

async function filtered(rows: Uint32Array, keeps: (line: number) => boolean, work: Slices): Promise<Uint32Array> {
  const kept = new Uint32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at++) {
    if (keeps(rows[at]!)) kept[count++] = rows[at]!;
    if (at % 256 === 0 && work.spent()) await work.pause();
  }
  return kept.subarray(0, count);
}

/** Letters of either case; `/…/` is an expression. */
function finder(search: string): (text: string) => boolean {
  const pattern = patternOf(search);
  if (pattern) return (text) => pattern.test(text);
  const needle = search.toLowerCase();
  return (text) => text.toLowerCase().includes(needle);
}

export function patternOf(search: string): RegExp | undefined {
  const expression = /^\/(.+)\/(i?)$/.exec(search);
  if (!expression) return;
  try {
    return new RegExp(expression[1]!, expression[2]);
  } catch {
    return;
  }
}

const keyOf: Readonly<Record<'exact' | 'numbers' | 'signature', (text: string) => string>> = {
  exact: (text) => text.replace(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, ''),
  numbers: (text) => text.replace(/\d/g, ''),
  signature: (text) => text.replace(/\w/g, ''),
};

/** Neighbours that are alike. */
async function together(lines: Lines, rows: Uint32Array, key: (text: string) => string, work: Slices): Promise<Arranged> {
  const kept = new Uint32Array(rows.length);
  const copies = new Uint32Array(rows.length);
  let count = 0;
  let before: string | undefined;
  for (let at = 0; at < rows.length; at++) {
    const now = key(textOf(lines, rows[at]!));
    if (now === before) copies[count - 1]!++;
    else {
      kept[count] = rows[at]!;
      copies[count++] = 1;
    }
    before = now;
    if (at % 256 === 0 && work.spent()) await work.pause();
  }
  return { rows: kept.subarray(0, count), copies: copies.subarray(0, count) };
}

/** How many lines there are of each level. */
export async function countLevels(lines: Lines, work: Slices): Promise<ReadonlyMap<Level, number>> {
  const counts = new Map<Level, number>();
  for (let line = 0; line < lines.count; line++) {
    const level = levelOf(lines, line);
    counts.set(level, (counts.get(level) ?? 0) + 1);
    if (line % 256 === 0 && work.spent()) await work.pause();
  }
  return new Map(levels.flatMap((level) => (counts.has(level) ? [[level, counts.get(level)!] as const] : [])));
}
