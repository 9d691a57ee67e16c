/** uPlot options for prepared series. The functions in them read `current`, so that new data need no new chart. */
import { withAlpha } from '@orrery/plugin-sdk/data';
import { axisLook, type ChartSpec, lineWidth, type PanelProps, timeIncrements, timeLabel, timeTicks } from '@orrery/plugin-sdk/ui';
import uPlot from 'uplot';
import type { TimeseriesOptions } from './options.ts';
import { fillOf, paintThresholds, strokeOf } from './paint.ts';
import type { Prepared, Series } from './prepare.ts';
import { leaders, tickText, yAxis, yScale } from './scales.ts';

type Props = PanelProps<TimeseriesOptions>;
export interface Current {
  readonly prepared: Prepared;
  readonly props: Props;
}

export function chartSpec(props: Props, prepared: Prepared, current: () => Current, data: uPlot.AlignedData): ChartSpec {
  const { width, height, range, theme, timeZone, locale } = props;
  const { series } = prepared;
  const ruling = leaders(prepared);
  const key = JSON.stringify([
    theme.name,
    timeZone,
    locale,
    series.map(({ field, style, visible, scale }) => [
      field.displayName,
      field.color,
      field.config.unit,
      field.config.decimals,
      field.config.thresholds,
      field.config.color,
      style,
      visible,
      scale,
    ]),
    prepared.bands,
    globalThis.devicePixelRatio,
    prepared.times.length > 200,
  ]);
  return {
    key,
    data,
    width,
    height,
    range,
    options: {
      padding: [8, 14, 0, ruling.every(({ style }) => style.axisPlacement === 'right' || style.axisPlacement === 'hidden') ? 14 : 0],
      scales: Object.fromEntries(
        ruling.map((leader) => [
          leader.scale,
          yScale(
            leader,
            series.filter(({ scale }) => scale === leader.scale),
          ),
        ]),
      ),
      axes: [timeAxis(current), ...valueAxes(ruling, current)],
      series: [{}, ...series.map((each, index) => seriesOptions(each, index, prepared, current))],
      bands: bandsOf(prepared, current),
      hooks: {
        drawClear: [(plot) => paintThresholds(plot, current().prepared, current().props.theme, 'behind')],
        draw: [(plot) => paintThresholds(plot, current().prepared, current().props.theme, 'before')],
      },
    },
  };
}

function timeAxis(current: () => Current): uPlot.Axis {
  const { theme } = current().props;
  return {
    ...axisLook(theme),
    grid: { show: false },
    size: 24,
    gap: 3,
    space: 64,
    incrs: [...timeIncrements],
    splits: (_plot, _axis, from, to, step) => timeTicks(from, to, step, current().props.timeZone),
    values: (_plot, ticks, _axis, _space, step) => {
      const { range, timeZone, locale } = current().props;
      return ticks.map((time) => timeLabel(time, step, range.to - range.from, timeZone, locale));
    },
  };
}

/** The first scale goes left, the others right, unless a series says otherwise. */
function valueAxes(ruling: readonly Series[], current: () => Current): uPlot.Axis[] {
  const { theme } = current().props;
  let placed = 0;
  return ruling.map((leader, index) => {
    const { axisPlacement } = leader.style;
    const side = axisPlacement === 'left' || axisPlacement === 'right' ? axisPlacement : placed === 0 ? 'left' : 'right';
    if (axisPlacement !== 'hidden') placed++;
    const format = (value: number): string =>
      tickText(current().prepared.series.find(({ scale }) => scale === leader.scale) ?? leader, value);
    return yAxis(leader, side, index === 0, theme, format);
  });
}

const dashes: Readonly<Record<string, readonly number[]>> = { dash: [10, 10], dot: [0, 10] };

function seriesOptions(series: Series, index: number, prepared: Prepared, current: () => Current): uPlot.Series {
  const { style, field, visible, scale } = series;
  const stacked = style.stacking.mode !== 'none';
  const now = (): Series => current().prepared.series[index] ?? series;
  const drawn = style.drawStyle === 'points' ? 0 : lineWidth(style.lineWidth, prepared.series.length, prepared.times.length);
  const dash =
    style.lineStyle?.fill && style.lineStyle.fill !== 'solid' ? (style.lineStyle.dash ?? dashes[style.lineStyle.fill]) : undefined;
  const upper = prepared.bands.some(([above]) => above === index) || style.fillBelowTo !== undefined;
  const filled = style.fillOpacity > 0 && style.drawStyle !== 'points' && !(upper && stacked) && style.fillBelowTo === undefined;
  return {
    label: field.displayName,
    scale,
    show: visible,
    auto: visible,
    spanGaps: false,
    width: drawn,
    stroke: (plot) => strokeOf(plot, now(), current().props.theme),
    ...(filled && { fill: (plot) => fillOf(plot, now(), current().props.theme) }),
    ...(style.drawStyle === 'bars' && {
      fill: (plot: uPlot) => fillOf(plot, { ...now(), style: { ...style, fillOpacity: style.fillOpacity } }, current().props.theme),
    }),
    ...(dash && { dash: [...dash] }),
    ...(style.lineStyle?.fill === 'dot' && { cap: 'round' as const }),
    ...pathsOf(style),
    points: pointsOf(series),
  };
}

function pathsOf(style: Series['style']): { paths?: uPlot.Series.PathBuilder } {
  const { bars, spline, stepped } = uPlot.paths;
  const path =
    style.drawStyle === 'bars'
      ? bars?.({
          size: [style.barWidthFactor, style.barMaxWidth ?? Number.POSITIVE_INFINITY, 1],
          align: style.barAlignment === 0 ? 0 : style.barAlignment,
        })
      : style.drawStyle === 'points'
        ? () => null
        : style.lineInterpolation === 'smooth'
          ? spline?.()
          : style.lineInterpolation === 'stepBefore'
            ? stepped?.({ align: -1 })
            : style.lineInterpolation === 'stepAfter'
              ? stepped?.({ align: 1 })
              : undefined;
  return path ? { paths: path } : {};
}

function pointsOf({ style, field }: Series): uPlot.Series.Points {
  const look = { size: style.pointSize, fill: field.color, stroke: field.color, width: 0 };
  if (style.drawStyle === 'points' || style.showPoints === 'always') return { ...look, show: true };
  if (style.drawStyle === 'bars' || style.showPoints === 'never') return { ...look, show: false };
  // Without `show`, uPlot draws points where there is room, and lonely ones always.
  return look;
}

function bandsOf(prepared: Prepared, current: () => Current): uPlot.Band[] {
  const bands: uPlot.Band[] = prepared.bands.map(
    ([upper, lower]) =>
      ({
        series: [upper + 1, lower + 1],
        fill: (plot) => fillOf(plot, current().prepared.series[upper] as Series, current().props.theme),
      }) as uPlot.Band,
  );
  prepared.series.forEach(({ style, field }, index) => {
    const lower =
      style.fillBelowTo === undefined ? -1 : prepared.series.findIndex((other) => other.field.displayName === style.fillBelowTo);
    if (lower >= 0) bands.push({ series: [index + 1, lower + 1], fill: withAlpha(field.color, style.fillOpacity / 100) });
  });
  return bands;
}
