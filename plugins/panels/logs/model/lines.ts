/**
 * Lines of logs where they lie, in the columns of their frames: a million of them make no object each. Frames of the newer shape
 * (`log-lines`: timestamp, body, severity, labels) and of older ones (a time, the first text, labels beside it) are read alike.
 */
import { type FieldData, type FrameData, isNull, numberAt, rawAt } from '@orrery/plugin-sdk/data';
import { isLinked } from '@orrery/plugin-sdk/ui/chart/single-values.ts';
import { type Level, levelNamed, levelOfText, levels } from './levels.ts';

export interface Source {
  readonly frame: FrameData;
  /** Index among the panel's frames. */
  readonly index: number;
  readonly time: FieldData;
  readonly body: FieldData;
  readonly level?: FieldData | undefined;
  /** An object a row. */
  readonly labels?: FieldData | undefined;
  /** Nanoseconds since the epoch, as text. */
  readonly exact?: FieldData | undefined;
  readonly id?: FieldData | undefined;
  /** The other fields, by their index. */
  readonly extras: readonly number[];
  /** Number of its first line. */
  readonly start: number;
}
export interface Lines {
  readonly sources: readonly Source[];
  readonly count: number;
  /** Epoch ms of each line. */
  readonly times: Float64Array;
  /** Words that the query looked for. */
  readonly words: readonly string[];
  /** Levels as far as anybody asked: 0 is not known yet. */
  readonly levelCache: Uint8Array;
}

const levelNames = ['severity', 'level', 'detected_level', 'lvl', 'loglevel'];

const kept = new WeakMap<readonly FrameData[], Lines>();

/** Drawing and summary ask for the same. */
export function linesOf(frames: readonly FrameData[]): Lines {
  const known = kept.get(frames) ?? readLines(frames);
  kept.set(frames, known);
  return known;
}

function readLines(frames: readonly FrameData[]): Lines {
  const sources: Source[] = [];
  let count = 0;
  frames.forEach((frame, index) => {
    if (frame.meta?.dataTopic === 'annotations') return;
    const source = sourceOf(frame, index, count);
    if (!source) return;
    sources.push(source);
    count += frame.length;
  });
  const times = new Float64Array(count);
  for (const { time, frame, start } of sources) {
    if (time.values instanceof Float64Array && !time.nulls && time.values.length === frame.length) times.set(time.values, start);
    else for (let row = 0; row < frame.length; row++) times[start + row] = numberAt(time, row) ?? Number.NaN;
  }
  const words = sources.flatMap(({ frame }) => (Array.isArray(frame.meta?.searchWords) ? (frame.meta.searchWords as unknown[]) : []));
  return {
    ...{ sources, count, times },
    words: [...new Set(words.filter((word): word is string => typeof word === 'string' && word !== ''))],
    levelCache: new Uint8Array(count),
  };
}

function sourceOf(frame: FrameData, index: number, start: number): Source | undefined {
  const { fields } = frame;
  const named = (...names: readonly string[]): FieldData | undefined => {
    for (const name of names) {
      const found = fields.find((field) => field.name.toLowerCase() === name);
      if (found) return found;
    }
    return;
  };
  const isNew = frame.meta?.type === 'log-lines';
  const times = fields.filter(({ type }) => type === 'time');
  const time = (isNew && times.find(({ name }) => name === 'timestamp')) || times[0];
  const texts = fields.filter(({ type }) => type === 'string');
  const id = named('id');
  const exact = texts.find(({ name }) => name === 'tsNs');
  const body =
    (isNew && texts.find(({ name }) => name === 'body')) ||
    texts.find(({ name }) => ['line', 'body', 'message', 'msg'].includes(name.toLowerCase())) ||
    texts.find((field) => field !== id && field !== exact);
  if (!time || !body) return;
  const labels = fields.find(({ name, type }) => name === 'labels' && (type === 'other' || type === 'string')) ?? named('attributes');
  const level = levelNames.map((name) => named(name)).find((field) => field?.type === 'string' || field?.type === 'number');
  const known = new Set<FieldData | undefined>([time, body, labels, exact, id]);
  return {
    ...{ frame, index, time, body, level, labels, exact, id, start },
    extras: fields.flatMap((field, at) => (known.has(field) || field.type === 'nestedFrames' || field.name === 'labelTypes' ? [] : [at])),
  };
}

export interface Place {
  readonly source: Source;
  readonly row: number;
}
export function placeOf({ sources }: Lines, line: number): Place {
  let [low, high] = [0, sources.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sources[middle]!.start <= line) low = middle;
    else high = middle - 1;
  }
  const source = sources[low]!;
  return { source, row: line - source.start };
}

export function textOf(lines: Lines, line: number): string {
  const { source, row } = placeOf(lines, line);
  return isNull(source.body, row) ? '' : String(source.body.values[row]);
}

/** Nanoseconds below the millisecond. */
export function nanosOf(lines: Lines, line: number): number {
  const { source, row } = placeOf(lines, line);
  const nanos = source.time.nanos?.[row];
  if (nanos !== undefined) return nanos;
  const exact = source.exact && !isNull(source.exact, row) ? String(source.exact.values[row]) : '';
  return /^\d{13,}$/.test(exact) ? Number(exact.slice(-6)) : 0;
}

export type Labels = Readonly<Record<string, string>>;
const none: Labels = {};

export function labelsOf({ source, row }: Place): Labels {
  const own = source.labels ? rawAt(source.labels, row) : undefined;
  const given = typeof own === 'string' ? parsed(own) : own;
  if (given === null || given === undefined || typeof given !== 'object') return source.body.labels ?? none;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, typeof value === 'string' ? value : (JSON.stringify(value) ?? '')]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return;
  }
}

export function levelOf(lines: Lines, line: number): Level {
  const known = lines.levelCache[line];
  if (known) return levels[known - 1]!;
  const level = findLevel(lines, line);
  lines.levelCache[line] = levels.indexOf(level) + 1;
  return level;
}

/** By the field, else by the label, else by the words of the line. */
function findLevel(lines: Lines, line: number): Level {
  const place = placeOf(lines, line);
  const { source, row } = place;
  if (source.level && !isNull(source.level, row)) {
    const named = levelNamed(String(rawAt(source.level, row)));
    if (named) return named;
  }
  const labels = labelsOf(place);
  for (const name of levelNames) {
    const named = labels[name] === undefined ? undefined : levelNamed(labels[name]);
    if (named) return named;
  }
  return levelOfText(textOf(lines, line));
}

export interface Detail {
  readonly name: string;
  readonly value: string;
  /** Of the field, where links may lead on from it. */
  readonly field?: number;
  readonly links: boolean;
}

/** Labels and the other fields of a line, in this order. */
export function detailsOf(place: Place): Detail[] {
  const { source, row } = place;
  const labels = Object.entries(labelsOf(place)).map(([name, value]): Detail => ({ name, value, links: false }));
  const fields = source.extras.flatMap((index): Detail[] => {
    const field = source.frame.fields[index]!;
    if (isNull(field, row)) return [];
    const raw = rawAt(field, row);
    const value = typeof raw === 'object' ? (JSON.stringify(raw) ?? '') : String(raw);
    const links = isLinked(field);
    return value === '' && !links ? [] : [{ name: field.name, value, field: index, links }];
  });
  return [...labels, ...fields];
}

/** Labels that every line has alike. Streams are few where lines are many: those of the same labels are looked at once. */
export function commonLabels(lines: Lines, sample = 5_000): Labels {
  let common: Record<string, string> | undefined;
  const step = Math.max(1, Math.ceil(lines.count / sample));
  for (let line = 0; line < lines.count; line += step) {
    const labels = labelsOf(placeOf(lines, line));
    if (!common) common = { ...labels };
    else for (const name of Object.keys(common)) if (labels[name] !== common[name]) delete common[name];
    if (Object.keys(common).length === 0) break;
  }
  return common ?? none;
}
