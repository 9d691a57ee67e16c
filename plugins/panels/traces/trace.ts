/** A frame of spans as a tree in the order of time. Pure. */
import { type FieldData, type FrameData, numberAt, parseDuration, rawAt } from '@orrery/plugin-sdk/data';
import type { SpanFilters } from './options.ts';

export interface Tag {
  readonly key: string;
  readonly value: string;
}
export interface Span {
  readonly id: string;
  readonly parent: string;
  readonly name: string;
  readonly service: string;
  readonly start: number;
  readonly duration: number;
  readonly depth: number;
  /** How many spans lie below it, all in all. They follow it in the list. */
  readonly below: number;
  readonly failed: boolean;
  readonly kind: string;
  readonly statusMessage: string;
  readonly row: number;
}
export interface Trace {
  readonly id: string;
  readonly frame: FrameData;
  readonly frameIndex: number;
  readonly spans: readonly Span[];
  readonly start: number;
  readonly end: number;
  readonly services: readonly string[];
}

const fieldNamed = (frame: FrameData, name: string): FieldData | undefined =>
  frame.fields.find((field) => field.name.toLowerCase() === name.toLowerCase());

export function traceOf(frames: readonly FrameData[]): Trace | undefined {
  const frameIndex = frames.findIndex((frame) => fieldNamed(frame, 'spanID') && fieldNamed(frame, 'startTime'));
  const frame = frames[frameIndex];
  if (!frame || frame.length === 0) return;
  const column = (name: string) => {
    const field = fieldNamed(frame, name);
    return (row: number): unknown => (field ? (rawAt(field, row) ?? undefined) : undefined);
  };
  const text = (name: string) => {
    const at = column(name);
    return (row: number): string => String(at(row) ?? '');
  };
  const number = (name: string) => {
    const field = fieldNamed(frame, name);
    return (row: number): number => (field ? (numberAt(field, row) ?? 0) : 0);
  };
  const [id, parent, name, service, kind, message] = [
    'spanID',
    'parentSpanID',
    'operationName',
    'serviceName',
    'kind',
    'statusMessage',
  ].map(text) as ((row: number) => string)[];
  const [start, duration, status] = ['startTime', 'duration', 'statusCode'].map(number) as ((row: number) => number)[];
  const tags = column('tags');
  if (!id || !parent || !name || !service || !kind || !message || !start || !duration || !status) return;

  const rows = Array.from({ length: frame.length }, (_, row) => row);
  const known = new Set(rows.map(id));
  const children = new Map<string, number[]>();
  for (const row of rows) {
    // A span whose parent is not here begins a tree of its own.
    const above = known.has(parent(row)) && parent(row) !== id(row) ? parent(row) : '';
    const list = children.get(above);
    if (list) list.push(row);
    else children.set(above, [row]);
  }
  for (const list of children.values()) list.sort((one, other) => start(one) - start(other) || one - other);

  const spans: (Omit<Span, 'below'> & { below: number })[] = [];
  const seen = new Set<number>();
  const walk = (from: readonly number[]): void => {
    const stack = from.toReversed().map((row) => ({ row, depth: 0, at: -1 }));
    while (stack.length > 0) {
      const top = stack.pop() as { row: number; depth: number; at: number };
      if (top.at >= 0) {
        (spans[top.at] as { below: number }).below = spans.length - top.at - 1;
        continue;
      }
      const { row, depth } = top;
      if (seen.has(row)) continue;
      seen.add(row);
      stack.push({ row, depth, at: spans.length });
      spans.push({
        ...{ id: id(row), parent: parent(row), name: name(row), service: service(row), kind: kind(row), statusMessage: message(row) },
        ...{ start: start(row), duration: Math.max(0, duration(row)), depth, below: 0, row },
        failed: status(row) === 2 || tagsOf(tags(row)).some(({ key, value }) => key === 'error' && value !== 'false'),
      });
      for (const child of (children.get(id(row)) ?? []).toReversed()) stack.push({ row: child, depth: depth + 1, at: -1 });
    }
  };
  walk(children.get('') ?? []);
  // Circles of parents hang on nothing: each is shown from its first span.
  for (const row of rows) if (!seen.has(row)) walk([row]);

  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const span of spans) {
    first = Math.min(first, span.start);
    last = Math.max(last, span.start + span.duration);
  }
  return {
    id: text('traceID')(0),
    frame,
    frameIndex,
    spans,
    start: first,
    end: Math.max(last, first + 0.001),
    services: [...new Set(spans.map((span) => span.service))],
  };
}

/** Lists of `{ key, value }`, or one object. */
function tagsOf(value: unknown): Tag[] {
  const text = (part: unknown): string => (typeof part === 'object' && part !== null ? JSON.stringify(part) : String(part ?? ''));
  if (typeof value === 'string') {
    try {
      return tagsOf(JSON.parse(value));
    } catch {
      return [];
    }
  }
  if (Array.isArray(value))
    return value.flatMap((one: { key?: unknown; value?: unknown } | null) =>
      one && one.key !== undefined ? [{ key: text(one.key), value: text(one.value) }] : [],
    );
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([key, part]) => ({ key, value: text(part) }));
  return [];
}

export interface SpanLog {
  readonly timestamp: number;
  readonly name: string;
  readonly fields: readonly Tag[];
}
function logsOf(value: unknown): SpanLog[] {
  const list: unknown = typeof value === 'string' ? parsed(value) : value;
  if (!Array.isArray(list)) return [];
  return list.flatMap((log: { timestamp?: unknown; name?: unknown; fields?: unknown } | null) =>
    log ? [{ timestamp: Number(log.timestamp) || 0, name: String(log.name ?? ''), fields: tagsOf(log.fields) }] : [],
  );
}
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return;
  }
}

export function detailsOf({ frame }: Trace, { row }: Span) {
  const at = (name: string): unknown => {
    const field = fieldNamed(frame, name);
    return field && rawAt(field, row);
  };
  const list = (name: string): readonly string[] => {
    const value = at(name);
    return Array.isArray(value) ? value.map(String) : [];
  };
  const references = at('references');
  return {
    tags: tagsOf(at('tags')),
    process: tagsOf(at('serviceTags')),
    logs: logsOf(at('logs')),
    warnings: list('warnings'),
    stacks: list('stackTraces'),
    references: Array.isArray(references)
      ? references.map((one: { traceID?: unknown; spanID?: unknown }) => ({
          traceID: String(one?.traceID ?? ''),
          spanID: String(one?.spanID ?? ''),
        }))
      : [],
  };
}

/** Spans that end last, from the root down: what made the trace take so long. */
function criticalPath({ spans }: Trace): ReadonlySet<string> {
  const path = new Set<string>();
  let at = 0;
  while (at < spans.length) {
    const span = spans[at] as Span;
    path.add(span.id);
    let next = -1;
    let latest = Number.NEGATIVE_INFINITY;
    for (let child = at + 1; child <= at + span.below; child += (spans[child] as Span).below + 1) {
      const { start, duration } = spans[child] as Span;
      if (start + duration > latest) [latest, next] = [start + duration, child];
    }
    if (next < 0) break;
    at = next;
  }
  return path;
}

/** Undefined while nothing is looked for. */
export function matches(
  trace: Trace,
  { query = '', serviceName, spanName, from, to, criticalPathOnly }: SpanFilters,
): ReadonlySet<string> | undefined {
  const words = query.trim().toLowerCase();
  const [least, most] = [from ? parseDuration(from) : undefined, to ? parseDuration(to) : undefined];
  if (!words && !serviceName && !spanName && least === undefined && most === undefined && !criticalPathOnly) return;
  const critical = criticalPathOnly ? criticalPath(trace) : undefined;
  const tags = fieldNamed(trace.frame, 'tags');
  return new Set(
    trace.spans
      .filter((span) => {
        if (serviceName && span.service !== serviceName) return false;
        if (spanName && span.name !== spanName) return false;
        if (least !== undefined && span.duration < least) return false;
        if (most !== undefined && span.duration > most) return false;
        if (critical && !critical.has(span.id)) return false;
        if (!words) return true;
        if (`${span.name} ${span.service} ${span.id}`.toLowerCase().includes(words)) return true;
        return (
          tags !== undefined && tagsOf(rawAt(tags, span.row)).some(({ key, value }) => `${key}=${value}`.toLowerCase().includes(words))
        );
      })
      .map(({ id }) => id),
  );
}
