/** A map in an element: keeps the view, draws when something changed, tells what is pointed at. */
import { isLinked } from '@orrery/plugin-sdk/ui';
import { rawAt, shown } from '@orrery/plugin-sdk/data';
import type { CursorValue, MountedPanel, PanelProps, PanelSurface } from '@orrery/plugin-sdk/ui';
import { h, render } from 'preact';
import { gestures } from '@orrery/plugin-sdk/ui/chart/gestures.ts';
import { finerFrom, loadOutlines, type Outlines } from './land.ts';
import { layersOf } from './layers/index.ts';
import type { Hit, Layer } from './layers/layer.ts';
import type { GeomapOptions } from './options.ts';
import { Overlay } from './overlay.tsx';
import { paint } from './paint.ts';
import { type MapView, scaleOf, type Spot, toWorld, zoomedAt } from './projection.ts';
import { joinView, type SharedView } from './shared-view.ts';
import { t } from './text/index.ts';
import { basemapOf, type Basemap } from './tiles.ts';
import { limited, startView } from './view.ts';

type Props = PanelProps<GeomapOptions>;

export function mountMap({ element, emit }: PanelSurface): MountedPanel<GeomapOptions> {
  const document = element.ownerDocument;
  const box = element.appendChild(document.createElement('div'));
  box.className = 'geo';
  const canvas = box.appendChild(document.createElement('canvas'));
  const over = box.appendChild(document.createElement('div'));
  over.className = 'geo-over';

  let props: Props | undefined;
  let layers: readonly Layer[] = [];
  let outlines: { readonly coarse?: Outlines; readonly fine?: Outlines } = {};
  let view: MapView | undefined;
  let start: MapView | undefined;
  let basemap: Basemap = { attribution: t.outlines };
  let shared: { readonly key: string; readonly view: SharedView } | undefined;
  let measured: Spot[] | undefined;
  let step = -1;
  let held = false;
  let asked = 0;
  let waiting = 0;
  let due = 0;
  let gone = false;

  /** Counts what is still on its way, so that whoever looks knows that more will be drawn. */
  const whileBusy = async <Value>(work: Promise<Value>): Promise<Value> => {
    waiting++;
    box.setAttribute('aria-busy', 'true');
    try {
      return await work;
    } finally {
      waiting--;
      if (waiting === 0) requestAnimationFrame(() => waiting === 0 && box.removeAttribute('aria-busy'));
    }
  };
  const redraw = (): void => {
    if (due || gone) return;
    due = requestAnimationFrame(() => {
      due = 0;
      draw();
    });
  };
  const draw = (): void => {
    if (!props || !view || !start || gone) return;
    const detail = view.zoom >= finerFrom ? 'fine' : 'coarse';
    if (!outlines[detail])
      void whileBusy(loadOutlines(detail)).then((loaded) => {
        if (outlines[detail]) return;
        outlines = { ...outlines, [detail]: loaded };
        redraw();
      });
    const { theme, options, locale } = props;
    paint(canvas, {
      ...{ view, layers, theme },
      outlines: outlines[detail] ?? outlines.coarse,
      tiles: basemap.draw,
      noRepeat: options.view.noRepeat === true,
      basemapOpacity: options.basemap.opacity ?? 1,
    });
    render(
      h(Overlay, {
        ...{ view, start, layers, theme, locale, measured },
        controls: options.controls,
        attribution: basemap.attribution,
        notice: basemap.notice,
        onZoom: (by) => zoom(by, (view?.width ?? 0) / 2, (view?.height ?? 0) / 2),
        onHome: () => start && show(start),
        onMeasure(on) {
          measured = on ? [] : undefined;
          redraw();
        },
      }),
      over,
    );
  };

  const show = (next: MapView, tells = true): void => {
    if (!props) return;
    view = limited({ ...next, x: next.x - Math.floor(next.x) }, props.options.view);
    if (tells) shared?.view.publish(view);
    redraw();
  };
  const zoom = (by: number, x: number, y: number): void => {
    if (view && props) show(zoomedAt(view, limited({ ...view, zoom: view.zoom + by }, props.options.view).zoom, x, y));
  };

  const hitAt = (x: number, y: number): Hit | undefined => {
    for (const layer of layers.toReversed()) {
      if (!view || layer.options.tooltip === false) continue;
      const hit = layer.hitAt?.(view, x, y);
      if (hit) return hit;
    }
    return;
  };
  const tell = (hit: Hit | undefined, x: number, y: number, source: 'pointer' | 'keyboard'): void => {
    if (!hit || !props || props.options.tooltip.mode === 'none') return emit({ type: 'cursor', time: null, x, y, source, values: [] });
    emit({ type: 'cursor', time: null, label: hit.label, x, y, source, values: valuesOf(hit) });
  };

  const life = gestures(box, () => props?.options.controls.mouseWheelZoom === true, {
    pan: (dx, dy) => {
      if (!view) return;
      const scale = scaleOf(view);
      show({ ...view, x: view.x - dx / scale, y: Math.max(0, Math.min(1, view.y - dy / scale)) });
    },
    zoom,
    point(x, y) {
      if (held) return;
      const hit = hitAt(x, y);
      canvas.style.cursor = hit ? 'pointer' : 'grab';
      tell(hit, x, y, 'pointer');
    },
    leave: () => !held && tell(undefined, 0, 0, 'pointer'),
    click(x, y) {
      if (measured && view) {
        measured = [...measured, toWorld(view, x, y)];
        return redraw();
      }
      if (hitAt(x, y)) emit({ type: 'pin' });
    },
  });

  return {
    update(next) {
      const before = props;
      props = next;
      emit({ type: 'state', state: 'drawn' });
      const { options, dashboard } = next;
      const key = options.view.shared ? (dashboard?.uid ?? '') : undefined;
      if (shared?.key !== key) {
        shared?.view.close();
        shared = key === undefined ? undefined : { key, view: joinView(key, (moved) => view && show({ ...view, ...moved }, false)) };
      }
      const size = { width: next.width, height: next.height };
      if (view) view = { ...view, ...size };
      if (JSON.stringify(before?.options.basemap) !== JSON.stringify(options.basemap) || before?.theme !== next.theme)
        void whileBusy(basemapOf(options.basemap, next.theme, redraw)).then((made) => {
          if (gone || props?.options.basemap !== options.basemap) return;
          basemap = made;
          redraw();
        });
      const same =
        before?.frames === next.frames &&
        before.options === next.options &&
        before.fieldConfig === next.fieldConfig &&
        before.theme === next.theme;
      if (same) return redraw();
      const turn = ++asked;
      void whileBusy(layersOf(next, redraw)).then((made) => {
        if (gone || turn !== asked) return;
        layers = made;
        const fresh = startView(options, layers, size);
        // A view that a person moved stays while data come; one that follows the data, or was chosen anew, goes along.
        const kept = view && start && JSON.stringify(before?.options.view) === JSON.stringify(options.view);
        const moved = kept && (view?.x !== start?.x || view?.y !== start?.y || view?.zoom !== start?.zoom);
        if (!moved) view = fresh;
        start = fresh;
        redraw();
      });
    },
    step(points) {
      if (!view) return;
      const all = layers.flatMap((layer) => layer.hits?.(view as MapView) ?? []);
      if (all.length === 0) return;
      step = step < 0 ? (points > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, step + points));
      const hit = all[step] as Hit;
      if (hit.x < 0 || hit.y < 0 || hit.x > view.width || hit.y > view.height) {
        const spot = toWorld(view, hit.x, hit.y);
        show({ ...view, x: spot.x, y: spot.y });
        return tell(hit, view.width / 2, view.height / 2, 'keyboard');
      }
      tell(hit, hit.x, hit.y, 'keyboard');
    },
    pointAt(time) {
      if (time !== null) return;
      step = -1;
      tell(undefined, 0, 0, 'keyboard');
    },
    hold(next) {
      held = next;
    },
    picture() {
      draw();
      emit({ type: 'picture', url: canvas.toDataURL('image/png') });
    },
    repaint: draw,
    dispose() {
      gone = true;
      cancelAnimationFrame(due);
      shared?.view.close();
      life[Symbol.dispose]();
      render(null, over);
      box.remove();
    },
  };
}

function valuesOf({ fields, row, facts, label }: Hit): CursorValue[] {
  const value = (name: string, text: string, color = 'transparent', numeric = Number.NaN): CursorValue => ({
    name,
    text,
    color,
    numeric,
    focused: false,
  });
  if (facts) return facts.length > 0 ? facts.map(([name, text]) => value(name, text)) : [value(t.name, label)];
  return (fields ?? []).map((field) => {
    const display = field.display(rawAt(field.field, row ?? 0));
    const point = { frame: field.frameIndex, field: field.fieldIndex, row: row ?? 0 };
    return { ...value(field.displayName, shown(display), display.color, display.numeric), focused: isLinked(field), point };
  });
}
