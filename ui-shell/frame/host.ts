/**
 * A panel in a document of null origin, behind the same contract as one in the page. The page draws header, legend and tooltip;
 * what the frame says is checked by shape, what it is given is data. A frame that stops answering is taken away.
 */
import type { MountedPanel, Panel, PanelProps, PanelSurface } from '@orrery/plugin-sdk/ui';
import { handle, keyName } from '../keyboard.ts';
import { ownSheet } from '../modules.ts';
import { themeName } from '../theme.ts';
import { type FromFrame, fromFrame, hello, type ToFrame } from './messages.ts';

export interface FrameSource {
  /** URL of the frame document: answered without cookies, with the guest's own policy. */
  readonly document: string;
  readonly module: string;
  readonly css: string | null;
  readonly name: string;
  readonly title: string;
}

const pingEveryMs = 500;
const missesAllowed = 3;
const startsWithinMs = 10_000;

/** Defaults are the guest's word and are needed before the first drawing, so one frame is started to ask for them. */
export async function framedPanel(source: FrameSource): Promise<Panel> {
  const parking = document.createElement('div');
  parking.hidden = true;
  document.body.append(parking);
  try {
    const ready = await new Promise<Extract<FromFrame, { type: 'ready' }>>((resolve, reject) => {
      const guest = openFrame(source, parking, (message) => {
        if (message.type === 'ready') resolve(message);
        if (message.type === 'failed') reject(new Error(message.message));
        if (message.type === 'ready' || message.type === 'failed') guest.close();
      });
    });
    return {
      defaults: ready.defaults as Record<string, unknown>,
      ...(ready.fieldDefaults && { fieldDefaults: ready.fieldDefaults as Panel['fieldDefaults'] & object }),
      ...(ready.bleeds === true && { bleeds: true }),
      ...(ready.drawsEmpty === true && { drawsEmpty: true }),
      ...(ready.editors && { editors: ready.editors as Panel['editors'] & object }),
      ...(ready.fieldEditors && { fieldEditors: ready.fieldEditors as Panel['fieldEditors'] & object }),
      ...(ready.interpolated && { interpolated: ready.interpolated.filter((path) => typeof path === 'string') }),
      mount: (surface) => mountFrame(source, surface),
      // The guest's own sentence comes as an event after each drawing.
      summary: ({ title }) => title || source.title,
    };
  } finally {
    parking.remove();
  }
}

function mountFrame(source: FrameSource, surface: PanelSurface): MountedPanel {
  let isReady = false;
  let latest: PanelProps | undefined;
  let sent: PanelProps['frames'] | undefined;
  const guest = openFrame(source, surface.element, (message) => {
    if (message.type === 'ready') {
      isReady = true;
      if (latest) update(latest);
    } else if (message.type === 'event') surface.emit(message.event);
    else if (message.type === 'key') {
      const name = keyName({ key: message.key, ctrlKey: message.ctrl, metaKey: message.meta, altKey: false });
      if (name) handle(name);
    } else if (message.type === 'failed') surface.emit({ type: 'state', state: 'unsuitable', message: message.message });
  });
  const update = (props: PanelProps): void => {
    latest = props;
    if (!isReady) return;
    const { frames, ...rest } = props;
    if (frames === sent) guest.send({ type: 'update', props: rest });
    else guest.send({ type: 'update', props: rest, frames });
    sent = frames;
  };
  return {
    update,
    pointAt: (time, withValues) => guest.send({ type: 'point', time, ...(withValues && { withValues }) }),
    step: (points) => guest.send({ type: 'step', points }),
    hold: (held) => guest.send({ type: 'hold', held }),
    picture: () => guest.send({ type: 'picture' }),
    dispose: () => guest.close(),
  };
}

interface Guest {
  send(message: ToFrame): void;
  close(): void;
}

function openFrame(source: FrameSource, into: HTMLElement, heard: (message: FromFrame) => void): Guest {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.title = source.title;
  frame.src = source.document;
  const { port1: port, port2: theirs } = new MessageChannel();
  let missed = 0;
  let pingId = 0;
  let pinging: ReturnType<typeof setInterval> | undefined;
  const overdue = setTimeout(() => end(`The panel did not start within ${startsWithinMs / 1000} s.`), startsWithinMs);

  const close = (): void => {
    clearTimeout(overdue);
    clearInterval(pinging);
    removeEventListener('message', greeted);
    port.close();
    frame.remove();
  };
  const end = (message: string): void => {
    close();
    heard({ type: 'failed', message });
  };
  // Siblings can post to this window as well, and every null origin reads "null": only this frame's window counts, and only once.
  const greeted = (event: MessageEvent): void => {
    if (event.source !== frame.contentWindow || event.data !== hello) return;
    removeEventListener('message', greeted);
    frame.contentWindow?.postMessage(hello, '*', [theirs]);
    port.postMessage({
      type: 'start',
      module: source.module,
      css: source.css,
      kit: ownSheet,
      name: source.name,
      theme: themeName.peek(),
      language: document.documentElement.lang,
    } satisfies ToFrame);
  };
  addEventListener('message', greeted);

  port.onmessage = ({ data }) => {
    const message = fromFrame(data);
    if (!message) return end('The panel sent something that is no message of the contract.');
    if (message.type === 'pong') {
      if (message.id === pingId) missed = 0;
      return;
    }
    if (message.type === 'ready') {
      clearTimeout(overdue);
      pinging = setInterval(() => {
        if (document.hidden) return;
        if (missed++ >= missesAllowed) return end('The panel stopped answering and was taken away.');
        port.postMessage({ type: 'ping', id: ++pingId } satisfies ToFrame);
      }, pingEveryMs);
    }
    heard(message);
  };
  into.append(frame);
  return { send: (message) => port.postMessage(message), close };
}
