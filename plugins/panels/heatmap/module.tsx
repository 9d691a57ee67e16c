/** Heatmap: how values are distributed, over time. */
import './heatmap.css';
import { type ChartCursor, createChart, definePanel, type MountedPanel, type PanelSurface } from '@orrery/plugin-sdk/ui';
import { fieldDefaultsOf } from '@orrery/plugin-sdk/ui/chart/field-defaults.ts';
import { annotationsAt } from '@orrery/plugin-sdk/ui/series/marks.ts';
import type uPlot from 'uplot';
import { cellAt, columnValues } from './cursor.ts';
import { editors, fieldEditors } from './editors.ts';
import { columnAt, type Props, sameData } from './model/grid.ts';
import { defaults, type HeatmapOptions, styleDefaults } from './options.ts';
import { exemplarPlace, legendBox } from './paint.ts';
import { chartSpec } from './plot.ts';
import { summarise } from './summary.ts';
import { t } from './text/index.ts';
import { type View, viewOf } from './view.ts';

export const heatmap = definePanel<HeatmapOptions>({
  defaults,
  fieldDefaults: fieldDefaultsOf('palette-classic', styleDefaults),
  editors,
  standardOptions: ['displayName', 'links', 'actions'],
  fieldEditors,
  mount,
  summary: summarise,
});

function mount({ element, emit }: PanelSurface): MountedPanel<HeatmapOptions> {
  const document = element.ownerDocument;
  const outline = document.createElement('div');
  outline.className = 'hm-cell';
  const mark = document.createElement('div');
  mark.className = 'hm-mark';
  element.append(mark);
  let view: View | undefined;
  let data: uPlot.AlignedData | undefined;
  let zoom: readonly [number, number] | undefined;
  let syncTells = false;

  const point = (cursor: ChartCursor): void => {
    const { plot } = chart;
    if (!view || !plot) return;
    const { source, x, y } = cursor;
    if (source === 'sync' && !syncTells) return;
    const { grid, colors, props, exemplars } = view;
    const left = x - plot.over.offsetLeft;
    const top = y - plot.over.offsetTop;
    const at = cursor.index === null ? -1 : columnAt(grid, plot.posToVal(left, 'x'));
    const column = grid.columns[at];
    const cell = column && source === 'pointer' ? cellAt(column, view, plot.posToVal(top, 'y')) : undefined;
    outline.hidden = mark.hidden = cell === undefined;
    if (column && cell) {
      const [from, to] = [plot.valToPos(column.from, 'x'), plot.valToPos(column.to, 'x')];
      const [one, other] = [cell.low, cell.high].map((value) => plot.valToPos(view!.places.place(value), 'y')) as [number, number];
      Object.assign(outline.style, {
        ...{ left: `${Math.min(from, to)}px`, width: `${Math.abs(to - from)}px` },
        ...{ top: `${Math.min(one, other)}px`, height: `${Math.abs(one - other)}px` },
      });
      const scale = legendBox(props);
      const share = colors.max > colors.min ? (cell.count - colors.min) / (colors.max - colors.min) : 1;
      Object.assign(mark.style, { left: `${scale.left + Math.max(0, Math.min(1, share)) * scale.width}px`, top: `${scale.top}px` });
      mark.hidden = !props.options.legend.show;
    }
    const ratio = plot.ctx.canvas.width / plot.width;
    const near = exemplars.find((each) => {
      const place = source === 'pointer' ? exemplarPlace(each, plot, view as View) : undefined;
      return place && Math.hypot(place.x / ratio - x, place.y / ratio - y) < 9;
    });
    const notes = source === 'pointer' && cursor.index !== null ? annotationsAt(plot, cursor, props.annotations ?? []) : [];
    const { maxWidth, maxHeight } = props.options.tooltip;
    emit({
      type: 'cursor',
      ...{ x, y, source },
      time: cursor.time === null ? null : column ? column[grid.timeAt] : Math.round(plot.posToVal(left, 'x')),
      ...(column && (cell || source !== 'pointer') ? columnValues(view, column, cell) : { values: [] }),
      ...(notes.length > 0 && { annotations: notes }),
      ...(near && { exemplar: near.point }),
      ...(maxWidth && { maxWidth }),
      ...(maxHeight && { maxHeight }),
    });
  };
  const chart = createChart(element, {
    cursor: point,
    range(from, to) {
      const isWider = view && to - from > view.props.range.to - view.props.range.from;
      if (!zoom || !isWider) return emit({ type: 'range', from, to });
      // Back from a closer look at values, before the page goes back in time.
      zoom = undefined;
      redraw();
    },
    values(low, high) {
      zoom = [Math.min(low, high), Math.max(low, high)];
      redraw();
    },
    mark: (from, to) => emit({ type: 'annotate', from, to }),
    click: () => emit({ type: 'pin' }),
  });
  function redraw(): void {
    if (view) draw(view.props);
  }
  function draw(props: Props): void {
    const before = view;
    const next = viewOf(props, zoom);
    if (!next) return emit({ type: 'state', state: 'unsuitable', message: props.options.calculate ? t.nothingToCount : t.unsuitable });
    if (!before || before.grid !== next.grid || !data) {
      const { columns } = next.grid;
      data = [Float64Array.from(columns, ({ from, to }) => (from + to) / 2), new Float64Array(columns.length)];
      emit({ type: 'state', state: 'drawn' });
    }
    view = next;
    chart.draw(
      chartSpec(
        next,
        () => view as View,
        data,
        (plot) => plot.over.append(outline),
      ),
    );
    const { from: min, to: max } = next.places;
    const scale = chart.plot?.scales.y;
    if (scale && (scale.min !== min || scale.max !== max)) chart.plot?.setScale('y', { min, max });
    if (before && (before.props.annotations !== props.annotations || before.props.options !== props.options)) chart.repaint();
  }
  return {
    update(props) {
      if (view && !sameData(view.props, props)) zoom = undefined;
      outline.hidden = mark.hidden = true;
      draw(props);
    },
    pointAt(time, withValues = false) {
      syncTells = withValues;
      chart.pointAt(time);
    },
    step: (points) => chart.step(points),
    hold: (held) => chart.hold(held),
    picture: () => emit({ type: 'picture', url: view ? chart.picture(view.props.theme.background) : null }),
    repaint: () => chart.redraw(),
    dispose() {
      chart.dispose();
      element.replaceChildren();
    },
  };
}

export const panels = { heatmap };
