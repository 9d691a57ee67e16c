/** The panel's surface: a canvas, the crosshair, a drag for a range, pages of rows. */
import { legendEvent } from '@orrery/plugin-sdk/ui';
import type { CursorValue, MountedPanel, PanelProps, PanelSurface } from '../panel.ts';
import { type Plot, paint, plotOf } from './paint.ts';
import { boxAt, type Form, type StateOptions, type StateRow, stateRows, statesOf } from './rows.ts';

export interface StateTexts {
  readonly unsuitable: string;
  readonly tooMany: string;
  readonly previous: string;
  readonly next: string;
  readonly page: (first: number, last: number, all: number) => string;
}
type Props = PanelProps<StateOptions>;
const pagerHeight = 30;
const dragStarts = 6;

export function mountStates({ element, emit }: PanelSurface, form: Form, texts: StateTexts): MountedPanel<StateOptions> {
  const document = element.ownerDocument;
  const canvas = document.createElement('canvas');
  canvas.className = 'o-states';
  const pager = document.createElement('div');
  pager.className = 'o-states-pager';
  const button = (label: string, sign: string, by: number): HTMLButtonElement => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'o-btn o-ghost o-sm';
    made.setAttribute('aria-label', label);
    made.textContent = sign;
    made.addEventListener('click', (event) => {
      event.stopPropagation();
      page += by;
      draw();
    });
    return made;
  };
  const said = document.createElement('span');
  said.className = 'o-t12 o-tnum o-sec';
  const [back, forth] = [button(texts.previous, '‹', -1), button(texts.next, '›', 1)];
  pager.append(said, back, forth);
  element.append(canvas, pager);
  const context = canvas.getContext('2d');
  let current: { readonly props: Props; readonly rows: readonly StateRow[] } | undefined;
  let shown: readonly StateRow[] = [];
  let plot: Plot = { left: 0, top: 0, width: 1, height: 1, names: 0, side: 'left' };
  let page = 0;
  let crosshair: number | null = null;
  let held = false;
  let drag: number | undefined;

  function draw(): void {
    if (!current || !context) return;
    const { props, rows } = current;
    const perPage = props.options.perPage || rows.length;
    const pages = Math.max(1, Math.ceil(rows.length / perPage));
    page = Math.max(0, Math.min(pages - 1, page));
    shown = rows.slice(page * perPage, (page + 1) * perPage);
    pager.hidden = pages === 1;
    said.textContent = texts.page(page * perPage + 1, page * perPage + shown.length, rows.length);
    back.disabled = page === 0;
    forth.disabled = page === pages - 1;
    plot = plotOf(props, shown, pages === 1 ? 0 : pagerHeight);
    const ratio = globalThis.devicePixelRatio || 1;
    const [wide, high] = [Math.round(props.width * ratio), Math.round(props.height * ratio)];
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
      canvas.style.width = `${props.width}px`;
      canvas.style.height = `${props.height}px`;
    }
    paint(context, props, shown, plot, crosshair);
  }
  const timeAt = (x: number): number => {
    const { from, to } = current?.props.range ?? { from: 0, to: 1 };
    return from + ((x - plot.left) / plot.width) * (to - from);
  };
  const tell = (time: number | null, x: number, y: number, source: 'pointer' | 'keyboard' | 'sync'): void => {
    if (!current || held) return;
    crosshair = time;
    draw();
    const { tooltip } = current.props.options;
    const limits = { ...(tooltip.maxWidth && { maxWidth: tooltip.maxWidth }), ...(tooltip.maxHeight && { maxHeight: tooltip.maxHeight }) };
    emit({
      type: 'cursor',
      time,
      x,
      y,
      source,
      values: time === null ? [] : valuesAt(time, source === 'pointer' ? y : undefined),
      ...limits,
    });
  };
  const valuesAt = (time: number, y: number | undefined): CursorValue[] => {
    const { tooltip } = current!.props.options;
    if (tooltip.mode === 'none') return [];
    const pointed = y === undefined ? -1 : Math.floor(((y - plot.top) / plot.height) * shown.length);
    const values = shown.flatMap((row, index): CursorValue[] => {
      const box = boxAt(row, time);
      if (
        !box ||
        row.style.hideFrom.tooltip ||
        (tooltip.hideZeros && box.numeric === 0) ||
        (tooltip.mode === 'single' && y !== undefined && index !== pointed)
      )
        return [];
      const point = { frame: row.field.frameIndex, field: row.field.fieldIndex, row: box.row };
      return [
        {
          name: row.name,
          color: box.color,
          text: box.text,
          numeric: box.numeric,
          focused: tooltip.mode === 'multi' && index === pointed,
          point,
        },
      ];
    });
    if (tooltip.sort !== 'none') values.sort((one, other) => (tooltip.sort === 'asc' ? 1 : -1) * (one.numeric - other.numeric));
    return values;
  };
  const inside = (event: PointerEvent): { x: number; y: number; over: boolean } => {
    const box = element.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return { x, y, over: x >= plot.left && x <= plot.left + plot.width && y <= plot.top + plot.height };
  };
  const moved = (event: PointerEvent): void => {
    const { x, y, over } = inside(event);
    tell(over ? timeAt(x) : null, x, y, 'pointer');
  };
  const left = (): void => tell(null, 0, 0, 'pointer');
  const pressed = (event: PointerEvent): void => {
    const { x, over } = inside(event);
    drag = over && event.button === 0 ? x : undefined;
  };
  const released = (event: PointerEvent): void => {
    const { x, over } = inside(event);
    if (drag === undefined) return;
    const [from, to] = [Math.min(drag, x), Math.max(drag, x)];
    drag = undefined;
    if (to - from > dragStarts) emit({ type: 'range', from: Math.round(timeAt(from)), to: Math.round(timeAt(to)) });
    else if (over) emit({ type: 'pin' });
  };
  const listeners = { pointermove: moved, pointerleave: left, pointerdown: pressed, pointerup: released } as const;
  for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener as EventListener);
  void document.fonts?.ready.then(() => draw());

  return {
    update(props) {
      const before = current?.props;
      const same =
        before?.frames === props.frames &&
        before.fieldConfig === props.fieldConfig &&
        before.options === props.options &&
        before.hidden === props.hidden &&
        before.theme === props.theme &&
        before.range === props.range;
      const rows = same ? current?.rows : stateRows(props, form);
      if (!rows) return emit({ type: 'state', state: 'unsuitable', message: texts.unsuitable });
      current = { props, rows };
      draw();
      const most = Math.max(0, ...rows.map(({ boxes }) => boxes.length));
      if (form === 'samples' && most > plot.width) return emit({ type: 'state', state: 'unsuitable', message: texts.tooMany });
      emit({ type: 'state', state: 'drawn' });
      if (same) return;
      const all = props.hidden.length > 0 ? (stateRows({ ...props, hidden: [] }, form) ?? []) : rows;
      emit(
        legendEvent(props.options.legend, statesOf(all), ({ text, color }) => ({
          name: text,
          color,
          hidden: props.hidden.includes(text),
          values: [],
        })),
      );
    },
    pointAt: (time) => tell(time, time === null ? 0 : plot.left, plot.top, 'sync'),
    step(points) {
      if (!current) return;
      const edges = [
        ...new Set(shown.flatMap(({ boxes }) => boxes.map(({ from, to }) => (form === 'samples' ? (from + to) / 2 : from)))),
      ].sort((one, other) => one - other);
      const at = crosshair === null ? (points > 0 ? -1 : edges.length) : edges.findLastIndex((edge) => edge <= crosshair!);
      const next = edges[Math.max(0, Math.min(edges.length - 1, at + points))];
      if (next === undefined) return;
      const { from, to } = current.props.range;
      tell(next, plot.left + ((next - from) / (to - from)) * plot.width, plot.top, 'keyboard');
    },
    hold(hold) {
      held = hold;
    },
    picture() {
      const copy = document.createElement('canvas');
      copy.width = canvas.width;
      copy.height = canvas.height;
      const into = copy.getContext('2d');
      if (!current || !into) return emit({ type: 'picture', url: null });
      into.fillStyle = current.props.theme.background;
      into.fillRect(0, 0, copy.width, copy.height);
      into.drawImage(canvas, 0, 0);
      emit({ type: 'picture', url: copy.toDataURL('image/png') });
    },
    repaint: draw,
    dispose() {
      for (const [name, listener] of Object.entries(listeners)) element.removeEventListener(name, listener as EventListener);
      current = undefined;
      element.replaceChildren();
    },
  };
}
