/** What fingers and mouse do to a surface that is moved and zoomed, as plain calls. Imported by its own path: few panels have one. */
export interface GestureListener {
  pan(dx: number, dy: number): void;
  /** `by` in zoom levels, around a point. */
  zoom(by: number, x: number, y: number): void;
  point(x: number, y: number): void;
  leave(): void;
  click(x: number, y: number): void;
}

const dragPx = 4;

export function gestures(element: HTMLElement, wheels: (event: WheelEvent) => boolean, listener: GestureListener): Disposable {
  const life = new DisposableStack();
  const down = new Map<number, { x: number; y: number }>();
  let moved = false;
  const at = (event: MouseEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const on = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    heard: (event: HTMLElementEventMap[Name]) => void,
    options = {},
  ): void => {
    element.addEventListener(name, heard, options);
    life.defer(() => element.removeEventListener(name, heard, options));
  };
  on('pointerdown', (event) => {
    if (event.button !== 0) return;
    down.set(event.pointerId, at(event));
    moved = false;
  });
  on('pointermove', (event) => {
    const here = at(event);
    const before = down.get(event.pointerId);
    if (!before) return listener.point(here.x, here.y);
    if (!moved && Math.hypot(here.x - before.x, here.y - before.y) < dragPx) return;
    if (!moved) element.setPointerCapture(event.pointerId);
    moved = true;
    if (down.size === 1) listener.pan(here.x - before.x, here.y - before.y);
    else {
      const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const [apart, now] = [Math.hypot(before.x - other.x, before.y - other.y), Math.hypot(here.x - other.x, here.y - other.y)];
        if (apart > 0 && now > 0) listener.zoom(Math.log2(now / apart), (here.x + other.x) / 2, (here.y + other.y) / 2);
      }
    }
    down.set(event.pointerId, here);
  });
  const up = (event: PointerEvent): void => {
    down.delete(event.pointerId);
  };
  on('pointerup', up);
  on('pointercancel', up);
  on('pointerleave', () => listener.leave());
  on('click', (event) => {
    if (moved || event.target !== element.firstElementChild) return;
    const { x, y } = at(event);
    listener.click(x, y);
  });
  on('dblclick', (event) => {
    if (event.target !== element.firstElementChild) return;
    const { x, y } = at(event);
    listener.zoom(event.shiftKey ? -1 : 1, x, y);
  });
  on(
    'wheel',
    (event) => {
      if (!wheels(event)) return;
      event.preventDefault();
      const { x, y } = at(event);
      const pixels = event.deltaMode === 1 ? event.deltaY * 33 : event.deltaY;
      listener.zoom(Math.max(-1, Math.min(1, -pixels / 240)), x, y);
    },
    { passive: false },
  );
  // Keys come from the host's figure around the drawing, which has the focus.
  on('keydown', (event) => event.stopPropagation());
  return life;
}
