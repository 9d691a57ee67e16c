/**
 * What a plugin's worker starts with. It has no document and no network already; what is left that could cost more than this one
 * worker is taken away before the plugin's code is loaded. A worker has no second global object to get it back from.
 */

import type { PanelProps } from '@orrery/plugin-sdk/ui';
import { createPen, type Drawings, type Pen } from '@orrery/plugin-sdk/ui/drawing.ts';
import type { FromGuest, StartWorker, ToGuest } from './messages.ts';

for (const name of ['Worker', 'SharedWorker', 'BroadcastChannel', 'WebTransport']) Reflect.deleteProperty(globalThis, name);

interface Seat {
  readonly pen: Pen;
  frames: PanelProps['frames'];
}

export function serve(port: MessagePort): void {
  const say = (message: FromGuest, transfer: Transferable[] = []): void => port.postMessage(message, transfer);
  const seats = new Map<number, Seat>();
  let drawings: Drawings = {};
  const failed = (error: unknown): void => say({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  addEventListener('error', (event) => failed((event as ErrorEvent).error ?? (event as ErrorEvent).message));

  // What is said before the drawings are here waits for them, in its order.
  let started: Promise<void> = Promise.resolve();
  // By itself, because what transforms hears the rest in its own way.
  port.addEventListener('message', ({ data }: MessageEvent<ToGuest>) => {
    if (data.type === 'ping') say({ type: 'pong', id: data.id });
  });
  port.onmessage = ({ data }: MessageEvent<ToGuest>) => {
    if (data.type === 'start-drawing' || data.type === 'start-transforming') {
      started = data.type === 'start-drawing' ? startDrawing(data) : startTransforming(data);
      started.catch(failed);
    } else if (data.type !== 'ping') started.then(() => hear(data)).catch(failed);
  };
  say({ type: 'begun', count: 0 });

  function hear(data: ToGuest): void {
    if (data.type === 'canvas') open(data.canvas, data.name);
    else if (data.type === 'canvas-gone') {
      seats.get(data.canvas)?.pen.dispose();
      seats.delete(data.canvas);
    } else if (data.type === 'draw') {
      const seat = seats.get(data.canvas);
      if (data.frames && seat) seat.frames = data.frames;
      if (seat) seat.pen.update({ ...data.props, frames: seat.frames }, data.ratio);
    } else if (data.type === 'pointer') seats.get(data.canvas)?.pen.pointer(data.pointer);
    else if (data.type === 'canvas-step') seats.get(data.canvas)?.pen.step(data.points);
    else if (data.type === 'canvas-hold') seats.get(data.canvas)?.pen.hold(data.held);
  }

  /** The plugin's `worker.js`: the SDK's part in it takes the port. */
  async function startTransforming({ module, language }: StartWorker): Promise<void> {
    Object.assign(globalThis, { orreryLanguage: language, orreryPort: port });
    await import(/* @vite-ignore */ module);
    say({ type: 'ready', panels: {}, datasources: {}, pages: [] });
  }

  async function startDrawing({ module, language }: StartWorker): Promise<void> {
    Object.assign(globalThis, { orreryLanguage: language });
    ({ drawings = {} } = (await import(/* @vite-ignore */ module)) as { drawings?: Drawings });
    const told = Object.entries(drawings).map(([name, { draw: _draw, ...rest }]) => [name, rest]);
    say({ type: 'ready', panels: Object.fromEntries(told), datasources: {}, pages: [] });
  }

  function open(canvas: number, name: string): void {
    const drawing = drawings[name];
    if (!drawing) return failed(new Error(`The drawings export no "${name}".`));
    const surface = new OffscreenCanvas(1, 1);
    const pen = createPen(
      drawing,
      surface,
      (event) => say({ type: 'event', event, canvas }),
      () => {
        const bitmap = surface.transferToImageBitmap();
        say({ type: 'image', canvas, bitmap }, [bitmap]);
      },
    );
    seats.set(canvas, { pen, frames: [] });
  }
}
