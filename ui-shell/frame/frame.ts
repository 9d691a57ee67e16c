/**
 * The one script of a guest's document. It runs before any guest code: takes away what the policy headers of some browsers do
 * not close, greets the page, takes its one port, and mounts the panel that the page names.
 */
import type { FrameData } from '@orrery/plugin-sdk/data';
import type { MountedPanel, Panel, PanelProps } from '@orrery/plugin-sdk/ui';
import { type FromFrame, hello, type ToFrame } from './messages.ts';

for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'WebTransport'])
  Reflect.deleteProperty(globalThis, name);

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
  const say = (message: FromFrame): void => port.postMessage(message);
  let panel: Panel | undefined;
  let mounted: MountedPanel | undefined;
  let frames: readonly FrameData[] = [];
  const failed = (error: unknown): void => say({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  addEventListener('error', (event) => failed(event.error ?? event.message));
  addEventListener('unhandledrejection', (event) => failed(event.reason));
  document.addEventListener('keydown', ({ defaultPrevented, key, ctrlKey, metaKey, shiftKey }) => {
    if (!defaultPrevented) say({ type: 'key', key, ctrl: ctrlKey, meta: metaKey, shift: shiftKey });
  });

  port.onmessage = ({ data }: MessageEvent<ToFrame>) => {
    if (data.type === 'ping') say({ type: 'pong', id: data.id });
    else if (data.type === 'start') start(data).catch(failed);
    else if (data.type === 'point') mounted?.pointAt?.(data.time, data.withValues);
    else if (data.type === 'step') mounted?.step?.(data.points);
    else if (data.type === 'hold') mounted?.hold?.(data.held);
    else if (data.type === 'picture') mounted?.picture?.();
    else if (data.type === 'update') {
      if (data.frames) frames = data.frames;
      // Under Trusted Types a guest cannot style by text: the theme comes as an attribute and the kit's own sheet.
      document.documentElement.dataset.theme = data.props.theme.name;
      const props: PanelProps = { ...data.props, frames };
      mounted?.update(props);
      if (panel) say({ type: 'event', event: { type: 'summary', text: panel.summary(props) } });
    }
  };

  async function start({ module, css, kit, name, theme, language }: Extract<ToFrame, { type: 'start' }>): Promise<void> {
    // Before anything is drawn: a document of another colour scheme than its frame is painted opaque.
    document.documentElement.dataset.theme = theme;
    document.documentElement.lang = language;
    const sheet = async (url: string): Promise<void> => {
      const { default: found } = (await import(/* @vite-ignore */ url, { with: { type: 'css' } })) as { default: CSSStyleSheet };
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, found];
    };
    const [{ panels }] = await Promise.all([
      import(/* @vite-ignore */ module) as Promise<{ panels?: Record<string, Panel> }>,
      sheet(kit),
      css ? sheet(css) : undefined,
    ]);
    panel = panels?.[name];
    if (!panel) throw new Error(`The module exports no panel "${name}".`);
    document.documentElement.classList.add('o-frame');
    const element = document.createElement('div');
    element.className = 'o-surface';
    document.body.append(element);
    mounted = panel.mount({ element, emit: (event) => say({ type: 'event', event }) });
    const { mount: _mount, summary: _summary, ...told } = panel;
    say({ type: 'ready', ...told });
  }
}
