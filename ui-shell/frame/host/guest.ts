/** One frame with a plugin in it: greeted, started, listened to with care, and taken away when it misbehaves. */

import { type FromGuest, fromGuest, hello, type ToGuest, type Told } from '../messages.ts';
import { watch } from './liveness.ts';
import { createPatience } from './patience.ts';
import { shell } from './shell.ts';
import { t } from './text/index.ts';

export interface GuestSource {
  readonly plugin: string;
  /** For people. */
  readonly name: string;
  /** Address of the frame's document: answered without cookies, with the guest's own policy. */
  readonly document: string;
  readonly module: string;
  readonly css: string | null;
}
export interface GuestListener {
  heard(message: FromGuest): void;
  /** It is gone, and why, for a person. */
  ended(message: string): void;
  /** It is gone because another of its process hung: open it again. */
  lost(): void;
}
export interface Guest {
  readonly frame: HTMLIFrameElement;
  readonly told: Promise<Told>;
  send(message: ToGuest, transfer?: Transferable[]): void;
  close(): void;
}

const greetsWithinMs = 5_000;
const startsWithinMs = 20_000;
/** How often one that is only asked what it has goes with others that hang. */
const mostBeginnings = 5;
/** Of all guests: a thread that several share was last in what began last. */
let beginnings = 0;

/** Why a guest that went with a hung one said nothing of its plugin. */
const beganAnew = new Error('its process ended with another');

/** Documents that did not answer by the plugin's own host name: its other frames take the page's. */
const unreachable = new Set<string>();

function openGuest(source: GuestSource, into: Element, listener: GuestListener): Guest {
  const told = Promise.withResolvers<Told>();
  told.promise.catch(() => {});
  const { port1: port, port2: theirs } = new MessageChannel();
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.title = source.name;
  frame.className = 'o-guest';
  let isOpen = true;
  /** What it said to begin, a message or a press, in the order of all guests; none when it said that it is done. */
  let doing: { readonly order: number; readonly count: number } | undefined;
  const patience = createPatience();

  const own = unreachable.has(source.plugin) ? `/frame/${source.plugin}` : source.document;
  frame.src = own;
  const ungreeted = setTimeout(() => {
    if (own === `/frame/${source.plugin}`) return;
    unreachable.add(source.plugin);
    frame.src = `/frame/${source.plugin}`;
  }, greetsWithinMs);
  const overdue = setTimeout(() => end(t.late(source.name, startsWithinMs / 1000)), startsWithinMs);

  const close = (why?: Error): void => {
    if (!isOpen) return;
    isOpen = false;
    clearTimeout(ungreeted);
    clearTimeout(overdue);
    watching.end();
    removeEventListener('message', greeted);
    port.close();
    frame.remove();
    told.reject(why ?? new Error(t.closed(source.name)));
  };
  const end = (message: string): void => {
    if (!isOpen) return;
    told.reject(new Error(message));
    close();
    listener.ended(message);
  };
  const send = (message: ToGuest, transfer: Transferable[] = []): void => {
    if (!isOpen) return;
    port.postMessage(message, transfer);
  };
  // Siblings can post to this window as well, and every null origin reads "null": only this frame's window counts, and only once.
  const greeted = (event: MessageEvent): void => {
    if (event.source !== frame.contentWindow || event.data !== hello) return;
    removeEventListener('message', greeted);
    clearTimeout(ungreeted);
    frame.contentWindow?.postMessage(hello, '*', [theirs]);
    const { module, css } = source;
    send({ type: 'start', module, css, kit: shell().sheet, theme: shell().theme.peek().name, language: document.documentElement.lang });
    watching.greeted();
  };
  addEventListener('message', greeted);
  const watching = watch({
    plugin: source.plugin,
    // Where it is now: the address changes where its own host name does not answer.
    get group() {
      return new URL(frame.src, location.href).host;
    },
    ask: (id) => send({ type: 'ping', id }),
    began: () => doing?.order,
    blame: (suspects) => end(suspects.length > 1 ? t.oneHangs(source.name, suspects.join(', ')) : t.hangs(source.name)),
    lost() {
      close(beganAnew);
      listener.lost();
    },
    remove: () => frame.remove(),
  });

  const heard = (message: FromGuest): void => {
    if (message.type === 'pong') watching.answered(message.id);
    else if (message.type === 'begun') doing = { order: ++beginnings, count: message.count };
    else if (message.type === 'busy') doing = message.busy ? { order: ++beginnings, count: 0 } : undefined;
    else if (message.type === 'handled') doing = doing && doing.count > message.count ? doing : undefined;
    else {
      if (message.type === 'ready') {
        clearTimeout(overdue);
        const { type: _type, ...rest } = message;
        told.resolve(rest);
      }
      if (message.type === 'failed') told.reject(new Error(message.message));
      listener.heard(message);
    }
  };
  port.onmessage = ({ data, ports }) => {
    const budget = patience();
    const message = ports.length > 0 || budget.left < 0 ? undefined : fromGuest(data, budget);
    if (budget.left < 0) return end(t.floods(source.name));
    if (!message || message.type === 'image') return end(t.babbles(source.name));
    heard(message);
  };
  into.append(frame);
  return { frame, told: told.promise, send, close: () => close() };
}

/** Guests that were asked what their plugin has, and wait to show some of it: starting one takes longer than moving it. */
const warm = new Map<string, { readonly guest: Guest; readonly listener: { current: GuestListener }; readonly timer: number }>();
const warmForMs = 15_000;
const nobody: GuestListener = { heard: () => {}, ended: () => {}, lost: () => {} };

const asked = new Map<string, Promise<Told>>();

/** What a plugin's module says it has. */
export function askGuest(source: GuestSource): Promise<Told> {
  const known = asked.get(source.module) ?? askOnce(source);
  asked.set(source.module, known);
  known.catch(() => asked.delete(source.module));
  return known;
}

const tellsWithinMs = 10_000;
const forms = new Map<string, Promise<object>>();

/** How a plugin's transformations are offered and edited, in its own words. */
export function askForms(source: GuestSource): Promise<object> {
  const known = forms.get(source.module) ?? formsOnce(source);
  forms.set(source.module, known);
  known.catch(() => forms.delete(source.module));
  return known;
}
async function formsOnce(source: GuestSource): Promise<object> {
  const said = Promise.withResolvers<object>();
  const gone = (message: string): void => said.reject(new Error(message));
  const guest = openGuest(source, parking(), {
    heard(message) {
      if (message.type === 'forms') said.resolve(message.forms);
      if (message.type === 'failed') gone(message.message);
    },
    ended: gone,
    lost: () => gone(t.closed(source.name)),
  });
  const overdue = setTimeout(() => gone(t.late(source.name, tellsWithinMs / 1000)), tellsWithinMs);
  try {
    await guest.told;
    guest.send({ type: 'forms' });
    return await said.promise;
  } finally {
    clearTimeout(overdue);
    guest.close();
  }
}

/** Where guests are that nobody sees. */
function parking(): HTMLElement {
  let parking = document.getElementById('o-parked');
  if (!parking) {
    parking = document.createElement('div');
    parking.id = 'o-parked';
    parking.className = 'o-parked';
    parking.inert = true;
    document.body.append(parking);
  }
  return parking;
}

async function askOnce(source: GuestSource): Promise<Told> {
  const listener = { current: nobody };
  const open = (): Guest =>
    openGuest(source, parking(), {
      heard: (message) => listener.current.heard(message),
      ended: (message) => listener.current.ended(message),
      lost: () => listener.current.lost(),
    });
  let guest = open();
  let told: Told | undefined;
  for (let again = mostBeginnings; !told; again--) {
    told = await guest.told.catch((error) => {
      guest.close();
      if (error !== beganAnew || again === 0) throw error;
      guest = open();
      return undefined;
    });
  }
  const key = source.module;
  if (warm.has(key) || !('moveBefore' in Element.prototype)) guest.close();
  else warm.set(key, { guest, listener, timer: window.setTimeout(() => cool(key), warmForMs) });
  return told;
}

function cool(key: string): void {
  warm.get(key)?.guest.close();
  warm.delete(key);
}

/** A guest for one view: the warm one, where there is one, else a new one. */
export function takeGuest(source: GuestSource, into: Element, listener: GuestListener): Guest {
  const waiting = warm.get(source.module);
  warm.delete(source.module);
  if (!waiting) return openGuest(source, into, listener);
  clearTimeout(waiting.timer);
  try {
    // A frame that is appended elsewhere loads anew; moved, it stays what it is.
    (into as Element & { moveBefore(node: Node, before: Node | null): void }).moveBefore(waiting.guest.frame, null);
  } catch {
    waiting.guest.close();
    return openGuest(source, into, listener);
  }
  waiting.listener.current = listener;
  return waiting.guest;
}
