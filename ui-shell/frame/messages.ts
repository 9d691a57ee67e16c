/**
 * What goes over the one port between the page and code that may not run in it, in a frame or in a worker. Plain data only; typed
 * arrays are copied once and handed over.
 */
import type { ContextAnswer, PanelEvent, PanelProps, PanelTheme } from '@orrery/plugin-sdk/ui';
import type { PenPointer } from '@orrery/plugin-sdk/ui/drawing.ts';

/** Which of a plugin's front end contributions a frame shows. */
export type View =
  | { readonly kind: 'panel'; readonly name: string }
  | { readonly kind: 'editor'; readonly name: string; readonly part: EditorPart }
  | { readonly kind: 'page'; readonly name: string };
export const editorParts = ['query', 'config', 'variable', 'annotation'] as const;
export type EditorPart = (typeof editorParts)[number];

/** First to a frame: whose code it is for. */
export interface Start {
  readonly type: 'start';
  readonly module: string;
  readonly css: string | null;
  readonly kit: string;
  readonly theme: PanelTheme['name'];
  /** Of the page: catalogues of texts are chosen by the document's language. */
  readonly language: string;
}
/** The same to a worker: it has no document, so nothing runs in it but what draws, or transforms data. */
export interface StartWorker {
  readonly type: 'start-drawing' | 'start-transforming';
  readonly module: string;
  readonly language: string;
}

/** A panel's properties; `frames` only when they changed: the far side keeps the last ones. */
interface Drawn {
  readonly props: Omit<PanelProps, 'frames'>;
  readonly frames?: PanelProps['frames'];
}
export type ToGuest =
  | Start
  | StartWorker
  | { readonly type: 'show'; readonly view: View }
  | ({ readonly type: 'update' } & Drawn)
  /** Properties of an editor or a page. Functions are named in `calls`: the guest makes its own, which ask back. */
  | { readonly type: 'props'; readonly props: object; readonly calls: readonly string[]; readonly theme: PanelTheme }
  | { readonly type: 'point'; readonly time: number | null; readonly withValues?: boolean }
  | { readonly type: 'hold'; readonly held: boolean }
  | { readonly type: 'picture' }
  | { readonly type: 'context'; readonly answer: ContextAnswer }
  | { readonly type: 'step'; readonly points: number }
  | { readonly type: 'answer'; readonly id: number; readonly value?: unknown; readonly failure?: CallFailure }
  /** To something the guest listens to: a live channel, a command. */
  | { readonly type: 'told'; readonly id: number; readonly value?: unknown }
  /** Workers hold several drawings of their plugin, each on a canvas of its own. */
  | { readonly type: 'canvas'; readonly canvas: number; readonly name: string }
  | ({ readonly type: 'draw'; readonly canvas: number; readonly ratio: number } & Drawn)
  | { readonly type: 'pointer'; readonly canvas: number; readonly pointer: PenPointer }
  | { readonly type: 'canvas-step'; readonly canvas: number; readonly points: number }
  | { readonly type: 'canvas-hold'; readonly canvas: number; readonly held: boolean }
  | { readonly type: 'canvas-gone'; readonly canvas: number }
  /** To one that nothing is shown of: how its transformations are offered and edited. */
  | { readonly type: 'forms' }
  | { readonly type: 'ping'; readonly id: number };

export interface CallFailure {
  readonly message: string;
  readonly status?: number;
  readonly requestId?: string;
  readonly body?: unknown;
}
/** What a plugin's module says it has, without its functions. */
export interface Told {
  readonly panels: Readonly<Record<string, object>>;
  readonly datasources: Readonly<Record<string, { readonly emptyQuery?: object; readonly parts: readonly EditorPart[] }>>;
  readonly pages: readonly string[];
}

export type FromGuest =
  | ({ readonly type: 'ready' } & Told)
  | { readonly type: 'shown' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'event'; readonly event: PanelEvent; readonly canvas?: number }
  /** What a drawing looks like, the only thing that is not plain data: the size is the one that was asked for. */
  | { readonly type: 'image'; readonly canvas: number; readonly bitmap: ImageBitmap }
  /** A key the guest did not use: the page's keyboard map goes on working. */
  | { readonly type: 'key'; readonly key: string; readonly ctrl: boolean; readonly meta: boolean; readonly shift: boolean }
  /** Height of what is in the frame, and how much more room what is open in it needs. */
  | { readonly type: 'size'; readonly height: number; readonly room: number }
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly type: 'describe'; readonly text: string }
  | { readonly type: 'forms'; readonly forms: object }
  /** Begins to deal with so many messages, and has dealt with them; `busy`: somebody pressed or typed in it, and it is dealing with that. */
  | { readonly type: 'begun'; readonly count: number }
  | { readonly type: 'handled'; readonly count: number }
  | { readonly type: 'busy'; readonly busy: boolean }
  | { readonly type: 'pong'; readonly id: number };

/** First and only words by `window.postMessage`, before the port. */
export const hello = 'orrery-frame';

/** Answers of the server for a guest, before they are a `Response` again. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: ArrayBuffer;
}

const isCount = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isText = (value: unknown): boolean => typeof value === 'string';

const isNumber = (value: unknown): boolean => typeof value === 'number';
const areAll = (value: unknown, holds: (each: Record<string, unknown>) => boolean): boolean =>
  Array.isArray(value) && value.every((each) => isRecord(each) && holds(each));
const mayBe = (value: unknown, holds: (value: unknown) => boolean): boolean => value === undefined || holds(value);
const isPoint = (value: unknown): boolean => isRecord(value) && isNumber(value.frame) && isNumber(value.field);

/** The page draws what these say: a part of another kind would end its drawing, not the guest's. */
const events: { readonly [Type in PanelEvent['type']]: (event: Record<string, unknown>) => boolean } = {
  legend: ({ items }) =>
    areAll(
      items,
      ({ name, color, values }) => isText(name) && isText(color) && areAll(values, ({ label, text }) => isText(label) && isText(text)),
    ),
  cursor: ({ time, x, y, values, label, annotations, exemplar, bars, ramp }) =>
    (time === null || isNumber(time)) &&
    isNumber(x) &&
    isNumber(y) &&
    areAll(values, ({ name, color, text, point }) => isText(name) && isText(color) && isText(text) && mayBe(point, isPoint)) &&
    mayBe(label, isText) &&
    mayBe(annotations, Array.isArray) &&
    mayBe(exemplar, isPoint) &&
    mayBe(bars, (all) => areAll(all, ({ share, color }) => isNumber(share) && isText(color))) &&
    mayBe(ramp, (one) => isRecord(one) && Array.isArray(one.colors) && one.colors.every(isText) && isText(one.from) && isText(one.to)),
  pin: () => true,
  choose: ({ point, x, y }) => isPoint(point) && isNumber(x) && isNumber(y),
  range: ({ from, to }) => isNumber(from) && isNumber(to),
  outside: ({ span }) => span === null || (isRecord(span) && isNumber(span.from) && isNumber(span.to)),
  annotate: ({ from, to }) => isNumber(from) && isNumber(to),
  // A picture is shown and saved by the page: it may be nothing but an image.
  picture: ({ url }) => url === null || (isText(url) && (url as string).startsWith('data:image/png;base64,')),
  state: ({ message }) => mayBe(message, isText),
  summary: ({ text }) => isText(text),
  context: ({ point, direction, limit, row }) =>
    isPoint(point) &&
    (direction === 'before' || direction === 'after') &&
    isCount(limit) &&
    isRecord(row) &&
    isNumber(row.time) &&
    isText(row.body) &&
    mayBe(row.nanos, isText) &&
    mayBe(row.id, isText),
  links: ({ links, actions, x, y }) =>
    areAll(links, () => true) && (actions === undefined || areAll(actions, () => true)) && isNumber(x) && isNumber(y),
  options: ({ options }) => isRecord(options),
};

/** Of each message, what must hold of its parts beside being plain. */
const shapes: { readonly [Type in FromGuest['type']]: (message: Record<string, unknown>) => boolean } = {
  ready: ({ panels, datasources, pages }) =>
    isRecord(panels) &&
    Object.values(panels).every((told) => isRecord(told) && isRecord(told.defaults) && lists.every((name) => isListOr(told[name]))) &&
    isRecord(datasources) &&
    Object.values(datasources).every((told) => isRecord(told) && Array.isArray(told.parts)) &&
    Array.isArray(pages),
  shown: () => true,
  failed: ({ message }) => isText(message),
  event: ({ event, canvas }) =>
    isRecord(event) &&
    Object.hasOwn(events, event.type as string) &&
    events[event.type as PanelEvent['type']](event) &&
    mayBe(canvas, isCount),
  image: ({ canvas }) => isCount(canvas),
  key: ({ key }) => isText(key),
  size: ({ height, room }) => isCount(height) && isCount(room),
  call: ({ id, name, args }) => isCount(id) && isText(name) && Array.isArray(args),
  describe: ({ text }) => isText(text),
  forms: ({ forms }) => isRecord(forms),
  begun: ({ count }) => isCount(count),
  handled: ({ count }) => isCount(count),
  busy: ({ busy }) => typeof busy === 'boolean',
  pong: ({ id }) => isCount(id),
};
const lists = ['editors', 'fieldEditors', 'interpolated', 'standardOptions'];
const isListOr = (value: unknown): boolean => value === undefined || Array.isArray(value);

/** A message of a guest is data from a stranger: only known shapes pass, and only plain values in them. */
export function fromGuest(data: unknown, budget: { left: number } = { left: mostOfOne }): FromGuest | undefined {
  if (!isRecord(data) || typeof data.type !== 'string' || !Object.hasOwn(shapes, data.type)) return;
  const { type } = data as unknown as FromGuest;
  const { bitmap, ...rest } = data;
  const ofOne = { left: Math.min(budget.left, mostOfOne) };
  const room = ofOne.left;
  const plain = isPlain(type === 'image' ? rest : data, 0, ofOne);
  budget.left -= room - ofOne.left;
  if (!plain || !shapes[type](data)) return;
  if (type === 'image' && !(typeof ImageBitmap !== 'undefined' && bitmap instanceof ImageBitmap)) return;
  return data as unknown as FromGuest;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Values in one message, and letters of a text that count as one. */
const mostOfOne = 200_000;
const lettersAsOne = 100;

/** No canvases, bitmaps, ports or blobs: drawing into a canvas of another process ends the page's. */
export function isPlain(value: unknown, depth: number, budget: { left: number }): boolean {
  budget.left -= typeof value === 'string' ? 1 + Math.floor(value.length / lettersAsOne) : 1;
  if (budget.left < 0) return false;
  if (value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value)) return true;
  if (typeof value !== 'object' || depth > 12) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth + 1, budget));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every((item) => isPlain(item, depth + 1, budget));
}

/** A copy of frames whose columns can be handed over: the page keeps its own for legend, tooltip and export. */
export function handOver(frames: PanelProps['frames']): { readonly frames: PanelProps['frames']; readonly transfer: ArrayBuffer[] } {
  const copies = new Map<ArrayBufferLike, ArrayBuffer>();
  const copied = (value: unknown): unknown => {
    if (ArrayBuffer.isView(value)) {
      const view = value as Uint8Array;
      const bytes = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) as ArrayBuffer;
      copies.set(bytes, bytes);
      const View = view.constructor as new (buffer: ArrayBuffer) => Uint8Array;
      return new View(bytes);
    }
    if (Array.isArray(value)) return typeof value[0] === 'object' ? value.map(copied) : value;
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, copied(part)]));
  };
  return { frames: frames.map(copied) as unknown as PanelProps['frames'], transfer: [...copies.values()] };
}
