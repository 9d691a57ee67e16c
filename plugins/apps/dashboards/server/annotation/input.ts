/** What clients send as an annotation, read and judged. Pure. */
import { fieldsOf, textOf } from '../answers.ts';

export interface Written {
  readonly time: number;
  readonly timeEnd: number;
  readonly text: string;
  readonly tags: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}
export type Reading<Value> = { readonly value: Value } | { readonly wrong: string };

const longestTag = 190;

/** `before` gives what the body leaves out. A region that is given backwards is turned round. */
export function readAnnotation(body: unknown, before: Written, nowMs: number): Reading<Written> {
  const { time, timeEnd, text, tags, data } = fieldsOf(body);
  const read = readTags(tags ?? before.tags);
  if ('wrong' in read) return read;
  const start = moment(time ?? before.time, nowMs);
  const end =
    timeEnd === undefined && time !== undefined && before.timeEnd === before.time ? start : moment(timeEnd ?? before.timeEnd, start);
  if (start === undefined || end === undefined) return { wrong: 'time and timeEnd are moments in epoch milliseconds' };
  const said = text === undefined ? before.text : textOf(text);
  if (!said.trim()) return { wrong: 'text field should not be empty' };
  const kept = data === undefined ? before.data : fieldsOf(data);
  return { value: { time: Math.min(start, end), timeEnd: Math.max(start, end), text: said, tags: read.value, data: kept } };
}

/** Graphite's form: `what`, `when` in seconds, tags in one text with blanks between. */
export function readGraphite(body: unknown, nowMs: number): Reading<Written> {
  const { what, when, tags, data } = fieldsOf(body);
  if (!textOf(what).trim()) return { wrong: 'what field should not be empty' };
  const read = readTags(typeof tags === 'string' ? tags.split(' ').filter(Boolean) : (tags ?? []));
  if ('wrong' in read) return read;
  const seconds = Number(when ?? 0);
  if (!Number.isFinite(seconds) || seconds < 0) return { wrong: 'when is a moment in epoch seconds' };
  const time = seconds === 0 ? nowMs : Math.trunc(seconds * 1000);
  const text = textOf(data) ? `${textOf(what)}\n${textOf(data)}` : textOf(what);
  return { value: { time, timeEnd: time, text, tags: read.value, data: {} } };
}

function readTags(tags: unknown): Reading<string[]> {
  if (!Array.isArray(tags)) return { wrong: 'tags should be a string or a list of strings' };
  const wrong = tags.find((tag) => typeof tag !== 'string');
  if (wrong !== undefined) return { wrong: `each tag should be a string; found ${JSON.stringify(wrong)}` };
  const read = (tags as string[]).map((tag) => tag.trim()).filter(Boolean);
  const long = read.find((tag) => tag.length > longestTag);
  return long ? { wrong: `a tag has at most ${longestTag} characters; found ${long.length}` } : { value: [...new Set(read)] };
}

function moment(value: unknown, fallback: number | undefined): number | undefined {
  const at = Math.trunc(Number(value));
  if (value === 0 || value === null) return fallback;
  return Number.isSafeInteger(at) && at >= 0 ? at : undefined;
}
