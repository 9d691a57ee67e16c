/** XY chart: one number against another. */
import { numberAt, shown } from '@orrery/plugin-sdk/data';
import { type ChartCursor, type CursorValue, createChart, definePanel, legendEvent, legendValues } from '@orrery/plugin-sdk/ui';
import { fieldDefaultsOf } from '@orrery/plugin-sdk/ui/chart/field-defaults.ts';
import type uPlot from 'uplot';
import { editors, fieldEditors } from './editors.ts';
import { defaults, styleDefaults, type XyOptions } from './options.ts';
import { type Current, chartSpec, dataOf, nearest, xEnds, xText } from './plot.ts';
import { type Points, type Props, pointsOf, sameData, type XySeries } from './points.ts';
import { t } from './text/index.ts';

export const xychart = definePanel<XyOptions>({
  defaults,
  fieldDefaults: fieldDefaultsOf('palette-classic', styleDefaults),
  editors,
  fieldEditors,
  mount({ element, emit }) {
    let current: Current | undefined;
    let data: uPlot.AlignedData | undefined;
    let zoomed: Current['range'] | undefined;
    const isTime = (): boolean => current?.points.x.field.type === 'time';
    const point = (cursor: ChartCursor): void => {
      const { plot } = chart;
      if (!plot || !current || cursor.source === 'sync') return;
      const { x, y, source } = cursor;
      const { points, props } = current;
      const hit =
        cursor.index === null
          ? undefined
          : source === 'pointer'
            ? nearest(plot, points, x - plot.over.offsetLeft, y - plot.over.offsetTop)
            : atRow(points, data, cursor.index);
      const { maxWidth, maxHeight, mode } = props.options.tooltip;
      emit({
        type: 'cursor',
        time: null,
        ...{ x, y, source },
        ...(hit && { label: hit.series.name }),
        values: hit && mode !== 'none' ? valuesOf(points, hit.series, hit.at, props) : [],
        ...(maxWidth && { maxWidth }),
        ...(maxHeight && { maxHeight }),
      });
    };
    const chart = createChart(element, {
      cursor: point,
      range(from, to) {
        if (!current) return;
        if (isTime()) return emit({ type: 'range', from, to });
        const whole = xEnds(current.points);
        zoomed = from <= whole.from && to >= whole.to ? undefined : { from: Math.max(from, whole.from), to: Math.min(to, whole.to) };
        draw(current.props, current.points);
      },
      click: () => emit({ type: 'pin' }),
    });
    function draw(props: Props, points: Points): void {
      current = { props, points, range: zoomed ?? xEnds(points) };
      if (data) chart.draw(chartSpec(current, () => current as Current, data));
    }
    return {
      update(props) {
        const same = current && sameData(current.props, props);
        const points = pointsOf(props);
        if (!points) return emit({ type: 'state', state: 'unsuitable', message: t.unsuitable });
        if (!same || !data) {
          zoomed = undefined;
          data = dataOf(points);
          emit({ type: 'state', state: 'drawn' });
          emit(
            legendEvent(
              props.options.legend,
              points.series.filter(({ style }) => !style.hideFrom.legend),
              ({ name, color, visible, field }) => ({
                name,
                color,
                hidden: !visible,
                values: legendValues(field, props.options.legend.calcs),
              }),
            ),
          );
        }
        draw(props, points);
        if (!same) chart.repaint();
      },
      pointAt: (time) => time === null && chart.pointAt(null),
      step: (points) => chart.step(points),
      hold: (held) => chart.hold(held),
      picture: () => emit({ type: 'picture', url: current ? chart.picture(current.props.theme.background) : null }),
      repaint: () => chart.redraw(),
      dispose: () => chart.dispose(),
    };
  },
  summary(props) {
    const name = props.title || t.xyChart;
    const points = pointsOf(props);
    const count = points?.series.reduce((sum, { xs }) => sum + xs.length, 0) ?? 0;
    if (!points || count === 0) return t.nothing(name);
    const [from, to] = points.xRange;
    return t.summary(name, count, points.series.length, points.x.displayName, xText(points, from), xText(points, to));
  },
});

/** The point that stands in a row of the chart's data. */
function atRow({ series }: Points, data: uPlot.AlignedData | undefined, row: number): { series: XySeries; at: number } | undefined {
  const x = data?.[0][row];
  for (const [index, each] of series.entries()) {
    const y = data?.[index + 1]?.[row];
    if (typeof y !== 'number' || !each.visible) continue;
    const at = each.xs.findIndex((value, place) => value === x && each.ys[place] === y);
    if (at >= 0) return { series: each, at };
  }
  return;
}

/** Both numbers of a point, and what its size and its colour stand for; in mode `multi` the rest of its row, too. */
function valuesOf(points: Points, series: XySeries, at: number, { options }: Props): CursorValue[] {
  const row = series.rows[at]!;
  const { x, field, color, colors, sizeField, colorField, source } = series;
  const shade = colors?.[at] ?? color;
  const told = [x, field, sizeField, colorField].filter((each) => each !== undefined);
  const rest =
    options.tooltip.mode === 'multi'
      ? field.frame.fields.flatMap((each) => (told.some((one) => one.field === each) || each.type === 'frame' ? [] : [each]))
      : [];
  return [
    ...[...new Set(told)].map((each): CursorValue => {
      const value = numberAt(each.field, row);
      return {
        name: each.displayName,
        color: shade,
        numeric: value ?? Number.NaN,
        text: each === x ? xText(points, value ?? Number.NaN) : shown(each.display(value)),
        focused: false,
        ...(each === field && source && { point: { ...source, row } }),
      };
    }),
    ...rest.map((each): CursorValue => {
      const value = each.values[row];
      return {
        name: each.name,
        color: 'transparent',
        numeric: Number.NaN,
        text: value === null || value === undefined ? '' : String(value),
        focused: false,
      };
    }),
  ];
}

export const panels = { xychart };
