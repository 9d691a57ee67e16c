/**
 * Panels that only draw, in workers: one a plugin, for all of its panels, inside a document of ours that runs nothing else. The page
 * has the canvases and the pointer; the worker gets data and gives pictures. One that hangs is ended at once, and nobody else notices.
 */
import type { MountedPanel, Panel, PanelProps, PanelSurface } from '@orrery/plugin-sdk/ui';
import { followPointer } from '@orrery/plugin-sdk/ui/drawing.ts';
import { type FromGuest, fromGuest, handOver, hello, type ToGuest, type Told } from '../messages.ts';
import type { ToWorkshop } from '../workshop.ts';
import { watch } from './liveness.ts';
import { createPatience } from './patience.ts';
import { panelTold } from './panel.ts';
import { t } from './text/index.ts';

export interface DrawingSource {
  readonly plugin: string;
  readonly name: string;
  readonly drawing: string;
  readonly workshop: string;
}

export async function drawnOutside(source: DrawingSource, name: string): Promise<Panel> {
  const told = (await bench(source).told).panels[name];
  if (!told) throw new Error(t.noPanel(name));
  return { ...panelTold(told), mount: (surface) => mountDrawing(source, name, surface) };
}

let workshop: Promise<(message: ToWorkshop, ports?: MessagePort[]) => void> | undefined;

/** The document that the workers are in: once a page, and there for good. */
function openWorkshop(address: string): Promise<(message: ToWorkshop, ports?: MessagePort[]) => void> {
  const opened = Promise.withResolvers<(message: ToWorkshop, ports?: MessagePort[]) => void>();
  const { port1: port, port2: theirs } = new MessageChannel();
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.hidden = true;
  frame.title = '';
  frame.src = address;
  const greeted = (event: MessageEvent): void => {
    if (event.source !== frame.contentWindow || event.data !== hello) return;
    removeEventListener('message', greeted);
    frame.contentWindow?.postMessage(hello, '*', [theirs]);
  };
  addEventListener('message', greeted);
  port.onmessage = () => opened.resolve((message, ports = []) => port.postMessage(message, ports));
  document.body.append(frame);
  return opened.promise;
}

interface Canvas {
  heard(message: FromGuest): void;
  ended(message: string): void;
}
interface Bench {
  readonly told: Promise<Told>;
  send(message: ToGuest, transfer?: Transferable[]): void;
  readonly canvases: Map<number, Canvas>;
  end(message: string): void;
}
const benches = new Map<string, Bench>();
let lastWorker = 0;
let lastCanvas = 0;
const startsWithinMs = 20_000;

/** The worker of a plugin, started when it is first asked for. */
function bench(source: DrawingSource): Bench {
  return benches.get(source.drawing) ?? openBench(source);
}

function openBench({ plugin, name, drawing, workshop: address }: DrawingSource): Bench {
  const told = Promise.withResolvers<Told>();
  told.promise.catch(() => {});
  const { port1: port, port2: theirs } = new MessageChannel();
  const worker = ++lastWorker;
  const canvases = new Map<number, Canvas>();
  workshop ??= openWorkshop(address);
  const opened = workshop.then((tell) => {
    tell({ type: 'open', worker }, [theirs]);
    return tell;
  });
  const end = (message: string): void => {
    if (benches.get(drawing) !== made) return;
    benches.delete(drawing);
    clearTimeout(overdue);
    watching?.end();
    void opened.then((tell) => tell({ type: 'end', worker }));
    port.close();
    told.reject(new Error(message));
    for (const canvas of [...canvases.values()]) canvas.ended(message);
  };
  const overdue = setTimeout(() => end(t.late(name, startsWithinMs / 1000)), startsWithinMs);
  let watching: ReturnType<typeof watch> | undefined;
  const made: Bench = { told: told.promise, canvases, end, send: (message, transfer = []) => port.postMessage(message, transfer) };
  benches.set(drawing, made);

  const patience = createPatience();
  port.onmessage = ({ data, ports }) => {
    const budget = patience();
    const message = ports.length > 0 || budget.left < 0 ? undefined : fromGuest(data, budget);
    if (budget.left < 0) return end(t.floods(name));
    if (!message) return end(t.babbles(name));
    if (message.type === 'pong') watching?.answered(message.id);
    else if (message.type === 'failed') end(message.message);
    else if (message.type === 'ready') {
      clearTimeout(overdue);
      const { type: _type, ...rest } = message;
      told.resolve(rest);
      watching = watch({
        plugin,
        group: made,
        ask: (id) => port.postMessage({ type: 'ping', id } satisfies ToGuest),
        began: () => 0,
        blame: () => end(t.hangs(name)),
        lost: () => {},
        remove: () => {},
      });
      watching.greeted();
    } else if (message.type === 'event' || message.type === 'image') canvases.get(message.canvas ?? -1)?.heard(message);
  };
  port.postMessage({
    type: 'start-drawing',
    module: new URL(drawing, new URL(address, location.href)).href,
    language: document.documentElement.lang,
  });
  return made;
}

function mountDrawing(source: DrawingSource, name: string, surface: PanelSurface): MountedPanel {
  const id = ++lastCanvas;
  const seat = bench(source);
  const canvas = surface.element.ownerDocument.createElement('canvas');
  canvas.className = 'o-canvas';
  surface.element.append(canvas);
  const context = canvas.getContext('bitmaprenderer');
  let asked = { width: 0, height: 0 };
  let sent: PanelProps['frames'] | undefined;
  let moved: number | undefined;
  seat.canvases.set(id, {
    heard(message) {
      if (message.type === 'event') surface.emit(message.event);
      if (message.type !== 'image') return;
      const { bitmap } = message;
      // Nothing larger than was asked for: that would be memory of the page. One of the size before is on its way, and not shown.
      if (bitmap.width > asked.width * 2 + 64 || bitmap.height > asked.height * 2 + 64) return seat.end(t.babbles(source.name));
      if (bitmap.width === asked.width && bitmap.height === asked.height) context?.transferFromImageBitmap(bitmap);
      else bitmap.close();
    },
    ended: (message) => surface.emit({ type: 'state', state: 'failed', message: message.endsWith('.') ? message : `${message}.` }),
  });
  seat.send({ type: 'canvas', canvas: id, name });
  const unfollow = followPointer(canvas, (pointer) => {
    if (moved !== undefined) cancelAnimationFrame(moved);
    const tell = (): void => seat.send({ type: 'pointer', canvas: id, pointer });
    // Of many moves between two frames, the last one counts.
    if (pointer.kind === 'move') moved = requestAnimationFrame(tell);
    else tell();
  });
  return {
    update(props) {
      const ratio = globalThis.devicePixelRatio || 1;
      asked = { width: Math.max(1, Math.round(props.width * ratio)), height: Math.max(1, Math.round(props.height * ratio)) };
      Object.assign(canvas.style, { width: `${props.width}px`, height: `${props.height}px` });
      const { frames, ...rest } = props;
      if (frames === sent) return seat.send({ type: 'draw', canvas: id, ratio, props: rest });
      sent = frames;
      const copy = handOver(frames);
      seat.send({ type: 'draw', canvas: id, ratio, props: rest, frames: copy.frames }, copy.transfer);
    },
    step: (points) => seat.send({ type: 'canvas-step', canvas: id, points }),
    hold: (held) => seat.send({ type: 'canvas-hold', canvas: id, held }),
    picture: () => surface.emit({ type: 'picture', url: canvas.toDataURL('image/png') }),
    dispose() {
      unfollow();
      seat.canvases.delete(id);
      seat.send({ type: 'canvas-gone', canvas: id });
      canvas.remove();
    },
  };
}
