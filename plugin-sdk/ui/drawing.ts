/**
 * A panel that only draws on a canvas. It has no document, so that outside the page it needs no frame: it runs in a worker, which is
 * cheaper to start and is ended at once when it hangs. The same drawing is a panel of the page:
 *
 *     // drawing.ts, beside the manifest that declares `panel: { rings: { draws: true, ... } }`
 *     export const rings = defineDrawing({ defaults, draw(context, props) { ... return { summary } } });
 *     export const drawings = { rings };
 *     // module.tsx
 *     export const panels = { rings: drawnPanel(rings) };
 *
 * This file imports nothing but types: a worker has no import map, so what a drawing imports is bundled into it.
 */
import type { CursorValue, MountedPanel, Panel, PanelEvent, PanelProps } from './panel.ts';

export type DrawingContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export interface Drawing<Options extends object = Record<string, unknown>>
  extends Omit<Panel<Options>, 'mount' | 'summary' | 'interactive'> {
  /** Draws on an empty canvas of `props.width` by `props.height` CSS px. Called again whenever anything of `props` changed. */
  draw(context: DrawingContext, props: PanelProps<Options>): Drawn;
}

/** What was drawn, for those who point at it, step through it or do not see it. */
export interface Drawn {
  readonly summary: string;
  readonly legend?: Extract<PanelEvent, { type: 'legend' }>;
  /** These data cannot be drawn, and why. */
  readonly unsuitable?: string;
  /** What is at a place, for the tooltip. */
  at?(x: number, y: number): Spot | undefined;
  /** In the order in which the arrow keys go through them. */
  readonly spots?: readonly Spot[];
  /** Where x is time: dragging then chooses a range. */
  timeAt?(x: number): number;
  /** Milliseconds until it should be drawn anew though nothing was changed: the next second of a clock. */
  readonly again?: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
  /** What the values belong to: a time, or a name. */
  readonly time?: number;
  readonly label?: string;
  readonly values: readonly CursorValue[];
}

export function defineDrawing<Options extends object>(drawing: Drawing<Options>): Drawing<Options> {
  return drawing;
}

/** What a `drawing.ts` exports as `drawings`, by name of its contribution. */
// biome-ignore lint/suspicious/noExplicitAny: drawings of different options live in one map.
export type Drawings = Readonly<Record<string, Drawing<any>>>;

export interface PenPointer {
  readonly kind: 'move' | 'leave' | 'down' | 'up';
  readonly x: number;
  readonly y: number;
}

/** Holds the canvas of one drawing, wherever that is. */
export interface Pen {
  /** Only what changed is given by the far side of a wall: the rest stays. */
  update(props: PanelProps, pixelRatio: number): void;
  pointer(pointer: PenPointer): void;
  step(points: number): void;
  hold(held: boolean): void;
  repaint(): void;
  dispose(): void;
}

const leastDrag = 5;

export function createPen(
  drawing: Drawing,
  canvas: HTMLCanvasElement | OffscreenCanvas,
  emit: (event: PanelEvent) => void,
  painted: () => void = () => {},
): Pen {
  let latest: { props: PanelProps; ratio: number } | undefined;
  let drawn: Drawn | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from: number | undefined;
  let stepped = -1;
  let held = false;

  const paint = (): void => {
    clearTimeout(timer);
    if (!latest) return;
    const { props, ratio } = latest;
    // Setting the size empties the canvas, too.
    canvas.width = Math.max(1, Math.round(props.width * ratio));
    canvas.height = Math.max(1, Math.round(props.height * ratio));
    const context = canvas.getContext('2d') as DrawingContext | null;
    if (!context) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawn = drawing.draw(context, props);
    if (drawn.unsuitable !== undefined) emit({ type: 'state', state: 'unsuitable', message: drawn.unsuitable });
    if (drawn.legend) emit(drawn.legend);
    emit({ type: 'summary', text: drawn.summary });
    painted();
    if (drawn.again !== undefined && Number.isFinite(drawn.again)) timer = setTimeout(again, Math.max(16, drawn.again));
  };
  const again = (): void => {
    if (latest) latest = { ...latest, props: { ...latest.props, now: Date.now() } };
    paint();
  };
  const tell = (spot: Spot | undefined, source: 'pointer' | 'keyboard', x = 0, y = 0): void => {
    if (held) return;
    if (spot)
      emit({
        type: 'cursor',
        time: spot.time ?? null,
        ...(spot.label !== undefined && { label: spot.label }),
        ...{ x: spot.x, y: spot.y, values: spot.values, source },
      });
    else emit({ type: 'cursor', time: null, x, y, values: [], source });
  };
  return {
    update(props, ratio) {
      latest = { props, ratio };
      paint();
    },
    pointer({ kind, x, y }) {
      if (kind === 'leave') return tell(undefined, 'pointer');
      if (kind === 'move') return tell(drawn?.at?.(x, y), 'pointer', x, y);
      if (kind === 'down') {
        from = x;
        return;
      }
      const began = from;
      from = undefined;
      if (began !== undefined && drawn?.timeAt && Math.abs(x - began) >= leastDrag)
        return emit({ type: 'range', from: drawn.timeAt(Math.min(began, x)), to: drawn.timeAt(Math.max(began, x)) });
      if (drawn?.at?.(x, y)) emit({ type: 'pin' });
    },
    step(points) {
      const spots = drawn?.spots ?? [];
      if (spots.length === 0) return;
      stepped = Math.min(spots.length - 1, Math.max(0, stepped < 0 ? (points > 0 ? 0 : spots.length - 1) : stepped + points));
      tell(spots[stepped], 'keyboard');
    },
    hold(now) {
      held = now;
    },
    repaint: paint,
    dispose() {
      clearTimeout(timer);
      latest = undefined;
    },
  };
}

/** Tells of the pointer over an element, in CSS px of it. Returns the end of that. */
export function followPointer(element: HTMLElement, tell: (pointer: PenPointer) => void): () => void {
  const life = new AbortController();
  const at = (kind: PenPointer['kind']) => (event: PointerEvent) => {
    const box = element.getBoundingClientRect();
    if (kind === 'down') element.setPointerCapture(event.pointerId);
    if (event.button <= 0) tell({ kind, x: event.clientX - box.left, y: event.clientY - box.top });
  };
  for (const kind of ['move', 'leave', 'down', 'up'] as const)
    element.addEventListener(`pointer${kind}`, at(kind), { signal: life.signal });
  return () => life.abort();
}

/** A drawing as a panel of the page. */
export function drawnPanel<Options extends object>({ draw, ...told }: Drawing<Options>): Panel<Options> {
  return {
    ...told,
    mount({ element, emit }): MountedPanel<Options> {
      const canvas = element.ownerDocument.createElement('canvas');
      canvas.className = 'o-canvas';
      element.append(canvas);
      const pen = createPen({ draw, ...told } as unknown as Drawing, canvas, emit);
      const unfollow = followPointer(canvas, pen.pointer);
      return {
        update(props) {
          Object.assign(canvas.style, { width: `${props.width}px`, height: `${props.height}px` });
          pen.update(props as unknown as PanelProps, element.ownerDocument.defaultView?.devicePixelRatio ?? 1);
        },
        step: pen.step,
        hold: pen.hold,
        picture: () => emit({ type: 'picture', url: canvas.toDataURL('image/png') }),
        repaint: pen.repaint,
        dispose() {
          unfollow();
          pen.dispose();
          canvas.remove();
        },
      };
    },
    // The drawing's own sentence comes as an event after each painting.
    summary: ({ title }) => title,
  };
}
