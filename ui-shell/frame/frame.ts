/**
 * The one script of a guest's document. It runs before any guest code: takes away what the policy headers of some browsers do
 * not close, greets the page, takes its one port, and shows what the page asks for.
 */

import type { DatasourceUi, Pages, Panels, TransformationModule } from '@orrery/plugin-sdk/ui';
import type { Drawings } from '@orrery/plugin-sdk/ui/drawing.ts';
import { type Asking, createAsking } from './guest/asking.ts';
import { showEditor } from './guest/editor.tsx';
import { judgedFetch } from './guest/fetch.ts';
import { showPage } from './guest/page.tsx';
import { showPanel } from './guest/panel.ts';
import { type EditorPart, editorParts, type FromGuest, hello, type Start, type ToGuest } from './messages.ts';

export * from './shared.ts';
export { default } from './shared.ts';

for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'WebTransport'])
  Reflect.deleteProperty(globalThis, name);

/** What a module may export, see the contracts in the SDK. */
export interface GuestModule extends Partial<TransformationModule> {
  readonly panels?: Panels;
  readonly drawings?: Drawings;
  readonly datasources?: Readonly<Record<string, DatasourceUi>>;
  readonly pages?: Pages;
}
/** Something shown: it hears what the page says about it. */
export type Showing = (message: ToGuest) => void;

addEventListener('message', greeted);
parent.postMessage(hello, '*');

function greeted(event: MessageEvent): void {
  const [port] = event.ports;
  if (event.source !== parent || event.data !== hello || !port) return;
  // From here on nobody but the holder of the port is heard.
  removeEventListener('message', greeted);
  serve(port);
}

function serve(port: MessagePort): void {
  const say = (message: FromGuest): void => port.postMessage(message);
  const asking: Asking = createAsking(say);
  const failed = (error: unknown): void => say({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  let module: GuestModule | undefined;
  let showing: Showing | undefined;
  let begun = 0;
  let handled = 0;
  globalThis.fetch = judgedFetch(asking);
  addEventListener('error', (event) => failed(event.error ?? event.message));
  reportInput(say);
  giveRoom(say);
  followLinks(asking);

  port.onmessage = ({ data }: MessageEvent<ToGuest>) => {
    if (data.type === 'ping') return say({ type: 'pong', id: data.id });
    say({ type: 'begun', count: ++begun });
    // Told in a task of its own, after what the message set off: who never says so is who hangs.
    setTimeout(() => say({ type: 'handled', count: ++handled }));
    if (data.type === 'answer') asking.answered(data);
    else if (data.type === 'told') asking.told(data.id, data.value);
    else if (data.type === 'start') start(data).catch(failed);
    else if (data.type === 'show') show(data).catch(failed);
    else if (data.type === 'forms') tellForms().catch(failed);
    else showing?.(data);
  };

  async function start({ module: url, css, kit, theme, language }: Start): Promise<void> {
    // Before anything is drawn: a document of another colour scheme than its frame is painted opaque.
    const root = document.documentElement;
    root.dataset.theme = theme;
    root.lang = language;
    root.classList.add('o-frame');
    const sheet = async (from: string): Promise<void> => {
      const { default: found } = (await import(/* @vite-ignore */ from, { with: { type: 'css' } })) as { default: CSSStyleSheet };
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, found];
    };
    // With the font, which what draws on a canvas would else draw again for.
    const dressed = sheet(kit).then(() => document.fonts.load('12px Inter').catch(() => {}));
    [module] = await Promise.all([import(/* @vite-ignore */ url) as Promise<GuestModule>, dressed, css ? sheet(css) : undefined]);
    const { panels = {}, datasources = {}, pages = {} } = module;
    say({
      type: 'ready',
      panels: Object.fromEntries(Object.entries(panels).map(([name, { mount: _mount, summary: _summary, ...told }]) => [name, told])),
      datasources: Object.fromEntries(
        Object.entries(datasources).map(([name, { emptyQuery, ...ui }]) => [
          name,
          { ...(emptyQuery && { emptyQuery }), parts: editorParts.filter((part: EditorPart) => ui[part]) },
        ]),
      ),
      pages: Object.keys(pages),
    });
  }

  async function tellForms(): Promise<void> {
    const forms = (await module?.transformationForms?.()) ?? {};
    say({ type: 'forms', forms });
  }

  async function show({ view }: Extract<ToGuest, { type: 'show' }>): Promise<void> {
    const { panels = {}, datasources = {}, pages = {} } = module ?? {};
    if (view.kind === 'panel') {
      const panel = panels[view.name];
      if (panel) showing = showPanel(panel, say);
    } else if (view.kind === 'editor') {
      const ui = datasources[view.name];
      if (ui) showing = showEditor(ui, view.part, say, asking);
    } else {
      const page = pages[view.name];
      if (page) showing = showPage(page, asking);
    }
    if (!showing) throw new Error(`The module exports no ${view.kind} "${view.name}".`);
    say({ type: 'shown' });
  }
}

/** Keys it did not use go to the page; and that it was pressed or typed in is said before it deals with that. */
function reportInput(say: (message: FromGuest) => void): void {
  document.addEventListener('keydown', ({ defaultPrevented, key, ctrlKey, metaKey, shiftKey, target }) => {
    const isTyping = (target as Element | null)?.closest?.('input, textarea, select, [contenteditable], [role=textbox]');
    if (!defaultPrevented && (!isTyping || ctrlKey || metaKey)) say({ type: 'key', key, ctrl: ctrlKey, meta: metaKey, shift: shiftKey });
  });
  for (const name of ['pointerdown', 'click', 'keydown', 'input', 'change', 'wheel'])
    addEventListener(
      name,
      () => {
        say({ type: 'busy', busy: true });
        setTimeout(() => say({ type: 'busy', busy: false }));
      },
      { capture: true, passive: true },
    );
}

/** A link cannot be followed from here: the page is asked to. It decides by the address alone. */
function followLinks({ tell }: Asking): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest?.('a[href]');
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    tell('follow', link.getAttribute('href') ?? '');
  });
}

/** A menu cannot leave its frame: the frame gets larger while one is open. */
function giveRoom(say: (message: FromGuest) => void): void {
  const open = new Set<Element>();
  let before = '';
  const measure = (): void => {
    for (const each of open) if (!each.isConnected || !each.matches(':popover-open')) open.delete(each);
    const root = document.body.firstElementChild;
    const height = Math.ceil(root?.getBoundingClientRect().height ?? 0);
    const lowest = Math.max(0, ...[...open].map((each) => each.getBoundingClientRect().bottom + each.scrollHeight - each.clientHeight));
    const room = open.size > 0 ? Math.max(openRoom, Math.ceil(lowest - height)) : 0;
    if (before === `${height} ${room}`) return;
    before = `${height} ${room}`;
    say({ type: 'size', height, room });
  };
  document.addEventListener(
    'beforetoggle',
    (event) => {
      const { newState, target } = event as ToggleEvent & { target: Element };
      if (newState === 'open') open.add(target);
      queueMicrotask(measure);
    },
    true,
  );
  document.addEventListener('toggle', measure, true);
  const observer = new ResizeObserver(measure);
  new MutationObserver(() => {
    observer.disconnect();
    if (document.body.firstElementChild) observer.observe(document.body.firstElementChild);
  }).observe(document.body, { childList: true });
}
const openRoom = 320;
