/** What goes over the one port between the page and a sandboxed panel. Plain data only; buffers are handed over, not shared. */
import type { PanelEvent, PanelProps } from '@orrery/plugin-sdk/ui';

/** Page to frame, first: which panel to load. */
interface Start {
  readonly type: 'start';
  readonly module: string;
  readonly css: string | null;
  readonly kit: string;
  readonly name: string;
  readonly theme: 'night' | 'day';
  /** Of the page: catalogues of texts are chosen by the document's language. */
  readonly language: string;
}
export type ToFrame =
  | Start
  /** `frames` only when they changed: the frame keeps the last ones. */
  | { readonly type: 'update'; readonly props: Omit<PanelProps, 'frames'>; readonly frames?: PanelProps['frames'] }
  | { readonly type: 'point'; readonly time: number | null; readonly withValues?: boolean }
  | { readonly type: 'hold'; readonly held: boolean }
  | { readonly type: 'picture' }
  | { readonly type: 'step'; readonly points: number }
  | { readonly type: 'ping'; readonly id: number };

export type FromFrame =
  | {
      readonly type: 'ready';
      readonly defaults: object;
      readonly fieldDefaults?: object;
      readonly bleeds?: boolean;
      readonly drawsEmpty?: boolean;
      readonly editors?: readonly object[];
      readonly fieldEditors?: readonly object[];
      readonly interpolated?: readonly string[];
    }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'event'; readonly event: PanelEvent }
  /** A key the panel did not use: the page's keyboard map goes on working. */
  | { readonly type: 'key'; readonly key: string; readonly ctrl: boolean; readonly meta: boolean; readonly shift: boolean }
  | { readonly type: 'pong'; readonly id: number };

/** First and only words by `window.postMessage`, before the port. */
export const hello = 'orrery-frame';

const kinds = new Set(['ready', 'failed', 'event', 'key', 'pong']);
const events = new Set(['legend', 'cursor', 'pin', 'choose', 'range', 'annotate', 'picture', 'state', 'summary', 'options', 'links']);
const lists = ['editors', 'fieldEditors', 'interpolated'] as const;

/** A message of a guest is data from a stranger: only known shapes pass, and only plain values in them. */
export function fromFrame(data: unknown): FromFrame | undefined {
  const message = data as FromFrame;
  if (typeof message !== 'object' || message === null || !kinds.has(message.type) || !isPlain(message, 0)) return;
  if (message.type === 'event' && !(isRecord(message.event) && events.has(message.event.type))) return;
  if (message.type === 'ready' && !isRecord(message.defaults)) return;
  if (message.type === 'ready' && lists.some((name) => message[name] !== undefined && !Array.isArray(message[name]))) return;
  // A picture is shown and saved by the page: it may be nothing but an image.
  if (message.type === 'event' && message.event.type === 'picture' && !isPicture(message.event.url)) return;
  if (message.type === 'event' && message.event.type === 'options' && !isRecord(message.event.options)) return;
  if (message.type === 'key' && typeof message.key !== 'string') return;
  if (message.type === 'failed' && typeof message.message !== 'string') return;
  return message;
}

function isPicture(url: unknown): boolean {
  return url === null || (typeof url === 'string' && url.startsWith('data:image/png;base64,'));
}

function isRecord(value: unknown): value is Record<string, unknown> & { type: string } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** No canvases, bitmaps, ports or blobs: drawing into a canvas of another process ends the page's. */
function isPlain(value: unknown, depth: number): boolean {
  if (value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value)) return true;
  if (typeof value !== 'object' || depth > 8) return false;
  if (Array.isArray(value)) return value.length <= 10_000 && value.every((item) => isPlain(item, depth + 1));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every((item) => isPlain(item, depth + 1));
}
