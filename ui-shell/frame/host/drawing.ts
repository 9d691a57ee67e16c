/**
 * Panels that only draw, in workers: one a plugin, for all of its panels. The page has the canvases and the pointer; the worker gets
 * data and gives pictures.
 */
import type { MountedPanel, Panel, PanelProps, PanelSurface } from '@orrery/plugin-sdk/ui';
import { followPointer } from '@orrery/plugin-sdk/ui/drawing.ts';
import { type FromGuest, handOver } from '../messages.ts';
import { panelTold } from './panel.ts';
import { t } from './text/index.ts';
import { openSeat, type Seat, type WorkerSource } from './workshop.ts';

export async function drawnOutside(source: WorkerSource, name: string): Promise<Panel> {
  const told = (await bench(source).told).panels[name];
  if (!told) throw new Error(t.noPanel(name));
  return { ...panelTold(told), mount: (surface) => mountDrawing(source, name, surface) };
}

interface Canvas {
  heard(message: FromGuest): void;
  ended(message: string): void;
}
interface Bench extends Seat {
  readonly canvases: Map<number, Canvas>;
}
const benches = new Map<string, Bench>();
let lastCanvas = 0;

/** The worker of a plugin, started when it is first asked for. */
function bench(source: WorkerSource): Bench {
  return benches.get(source.file) ?? openBench(source);
}

function openBench(source: WorkerSource): Bench {
  const canvases = new Map<number, Canvas>();
  const seat = openSeat(source, 'start-drawing', {
    heard(message) {
      if (message?.type === 'event' || message?.type === 'image') canvases.get(message.canvas ?? -1)?.heard(message);
      return message !== undefined;
    },
    ended(message) {
      benches.delete(source.file);
      for (const canvas of [...canvases.values()]) canvas.ended(message);
    },
  });
  const made = { ...seat, canvases };
  benches.set(source.file, made);
  return made;
}

function mountDrawing(source: WorkerSource, name: string, surface: PanelSurface): MountedPanel {
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
