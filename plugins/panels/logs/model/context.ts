/** What is known of the lines around one: those of the data at hand until the source tells its own. Pure. */
import { rawAt } from '@orrery/plugin-sdk/data';
import type { ContextAnswer, ContextEvent, PanelPoint } from '@orrery/plugin-sdk/ui';
import { type Level } from './levels.ts';
import { levelOf, type Lines, linesOf, nanosOf, placeOf, textOf } from './lines.ts';

export type Side = ContextEvent['direction'];
export interface NearLine {
  readonly row: ContextEvent['row'];
  readonly level: Level;
}
export interface SideState {
  /** From the nearest to the farthest. */
  readonly lines: readonly NearLine[];
  readonly state: 'asked' | 'more' | 'end' | 'failed';
  readonly failure?: string;
}
export interface Around {
  readonly line: number;
  readonly point: PanelPoint;
  readonly sides: Readonly<Partial<Record<Side, SideState>>>;
}
export const sides = ['before', 'after'] as const;
/** Lines on each side of one question. */
export const atOnce = 10;
const athand = 5;

export function aroundLine(lines: Lines, line: number): Around {
  const { source, row } = placeOf(lines, line);
  return { line, point: { frame: source.index, field: source.frame.fields.indexOf(source.body), row }, sides: {} };
}

/** The question for the next lines of a side, and that it is asked. */
export function asking(around: Around, lines: Lines, direction: Side): { readonly around: Around; readonly event: ContextEvent } {
  const known = around.sides[direction]?.lines ?? [];
  const row = (known.at(-1) ?? nearLine(lines, around.line)).row;
  const event: ContextEvent = { type: 'context', point: around.point, direction, limit: atOnce, row };
  return { around: withSide(around, direction, { lines: known, state: 'asked' }), event };
}

/** Answers come late, twice, or about another line: only the one that is waited for counts. */
export function heard(around: Around | undefined, { asked, frames, failure }: ContextAnswer): Around | undefined {
  const side = around?.sides[asked.direction];
  if (!around || side?.state !== 'asked' || JSON.stringify(asked.point) !== JSON.stringify(around.point)) return around;
  if (failure !== undefined) return withSide(around, asked.direction, { lines: side.lines, state: 'failed', failure });
  if (!frames) return { ...around, sides: {} };
  const more = nearest(linesOf(frames), asked.direction).slice(0, asked.limit);
  return withSide(around, asked.direction, { lines: [...side.lines, ...more], state: more.length < asked.limit ? 'end' : 'more' });
}

/** The neighbours in the data at hand, of the same source and whatever is filtered, in order of time. */
export function atHand(lines: Lines, line: number): Readonly<Record<Side, readonly NearLine[]>> {
  const { source } = placeOf(lines, line);
  const last = source.start + source.frame.length - 1;
  const up = Array.from({ length: Math.min(athand, line - source.start) }, (_, at) => nearLine(lines, line - 1 - at));
  const down = Array.from({ length: Math.min(athand, last - line) }, (_, at) => nearLine(lines, line + 1 + at));
  const newestFirst = (lines.times[source.start] ?? 0) > (lines.times[last] ?? 0);
  return newestFirst ? { before: down, after: up } : { before: up, after: down };
}

function nearest(lines: Lines, direction: Side): NearLine[] {
  const order = Array.from({ length: lines.count }, (_, line) => line);
  const way = direction === 'before' ? -1 : 1;
  const time = (line: number): number => lines.times[line] ?? 0;
  order.sort((one, other) => way * (time(one) - time(other) || nanosOf(lines, one) - nanosOf(lines, other)));
  return order.map((line) => nearLine(lines, line));
}

export function nearLine(lines: Lines, line: number): NearLine {
  const { source, row } = placeOf(lines, line);
  const [exact, id] = [source.exact, source.id].map((field) => (field ? rawAt(field, row) : undefined));
  return {
    level: levelOf(lines, line),
    row: {
      time: lines.times[line] ?? Number.NaN,
      body: textOf(lines, line),
      ...(exact !== undefined && exact !== null && { nanos: String(exact) }),
      ...(id !== undefined && id !== null && { id: String(id) }),
    },
  };
}

function withSide(around: Around, direction: Side, side: SideState): Around {
  return { ...around, sides: { ...around.sides, [direction]: side } };
}
