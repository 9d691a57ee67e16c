/** uPlot options for prepared series. The functions in them read `current`, so that new data need no new chart. */
import { withAlpha } from '@orrery/plugin-sdk/data';
import { type ChartSpec, lineWidth, type PanelProps } from '@orrery/plugin-sdk/ui';
import type uPlot from 'uplot';
import { paintBreaks, tickTexts, yAxis } from './axes.ts';
import { paintAnnotations, paintExemplars, paintRegions } from './marks.ts';
import { numberAxis } from './number-axis.ts';
import type { SeriesOptions } from './options.ts';
import { fillOf, strokeOf } from './paint.ts';
import { dashOf, pathsOf, pointsOf } from './paths.ts';
import type { Prepared, Series } from './prepare.ts';
import { leaders, yScale } from './scales.ts';
import type { Sheet } from './sheet.ts';
import { paintThresholds } from './thresholds.ts';
import { paintZoneNames, timeAxes, zonesOf } from './time-axes.ts';
import { paintValues } from './values.ts';

type Props = PanelProps<SeriesOptions>;
export interface Current {
  readonly prepared: Prepared;
  readonly props: Props;
  /** Both ends of the x axis. */
  readonly range: { readonly from: number; readonly to: number };
}
/** What a panel paints over its series. */
export type Painter = (plot: uPlot, current: Current) => void;

export function chartSpec(
  now: Current,
  current: () => Current,
  data: uPlot.AlignedData,
  /** What is painted over the series, and what paints the series where they are too many to be painted at once. */
  { paint, sheet }: { readonly paint: Painter | undefined; readonly sheet: Sheet | undefined },
): ChartSpec {
  const { props, prepared, range } = now;
  const { width, height, options, timeZone } = props;
  const { series } = prepared;
  const ruling = leaders(prepared);
  const upright = options.orientation === 'vertical';
  const bare = ruling.every(({ style }) => style.axisPlacement === 'right' || style.axisPlacement === 'hidden');
  // Room for the names of the zones, left of the first tick.
  const left = !upright && zonesOf(options, timeZone).length > 1 ? (bare ? 52 : 18) : bare ? 14 : 0;
  return {
    key: `${sheet !== undefined} ${keyOf(props, prepared)}`,
    data,
    width,
    height,
    range,
    upright,
    options: {
      padding: [8, 14, 0, left],
      scales: Object.fromEntries(
        ruling.map((leader) => [
          leader.scale,
          {
            ori: upright ? 0 : 1,
            ...yScale(
              leader,
              series.filter(({ scale }) => scale === leader.scale),
            ),
          } as uPlot.Scale,
        ]),
      ),
      axes: [...(prepared.x ? [numberAxis(upright, current)] : timeAxes(upright, current)), ...valueAxes(ruling, upright, current)],
      series: [{}, ...series.map((each, index) => seriesOptions(each, index, prepared, current))],
      bands: bandsOf(prepared, current),
      hooks: {
        ...sheet?.hooks,
        drawClear: [
          (plot) => {
            paintThresholds(plot, current().prepared, current().props.theme, 'behind');
            if (!current().prepared.x) paintRegions(plot, current().props);
          },
        ],
        draw: [
          (plot) => {
            const { prepared: shown, props: now } = current();
            sheet?.paint(plot);
            paint?.(plot, current());
            paintThresholds(plot, shown, now.theme, 'before');
            paintValues(plot, shown, now.theme);
            if (!shown.x) {
              paintExemplars(plot, shown, now.theme);
              paintAnnotations(plot, now);
              paintZoneNames(plot, now);
            }
            paintBreaks(plot, leaders(shown), now.theme);
          },
        ],
      },
    },
  };
}

/** Everything that makes another chart: what has this text is drawn by new data alone. */
function keyOf({ theme, timeZone, locale, options }: Props, prepared: Prepared): string {
  return JSON.stringify([
    ...[theme.name, timeZone, locale, options.orientation, zonesOf(options, timeZone)],
    prepared.series.map(({ field, style, color, visible, scale, painted }) => [
      ...[field.displayName, color, style, visible, scale, painted],
      ...[field.config.unit, field.config.decimals, field.config.min, field.config.max, field.config.thresholds, field.config.color],
    ]),
    prepared.bands,
    ...[globalThis.devicePixelRatio, prepared.x && [prepared.x.displayName, prepared.x.config.unit, prepared.x.config.decimals]],
    prepared.times.length > 200,
  ]);
}

/** The first scale goes left, the others right, unless a series says otherwise. */
function valueAxes(ruling: readonly Series[], upright: boolean, current: () => Current): uPlot.Axis[] {
  const { theme } = current().props;
  let placed = 0;
  return ruling.map((leader, index) => {
    const { axisPlacement } = leader.style;
    const isSaid = axisPlacement === 'left' || axisPlacement === 'right';
    const far = isSaid ? axisPlacement === 'right' : placed > 0;
    if (axisPlacement !== 'hidden') placed++;
    const format = (values: readonly (number | null)[]): string[] =>
      tickTexts(current().prepared.series.find(({ scale }) => scale === leader.scale) ?? leader, values);
    return yAxis(leader, far, upright, index === 0, theme, format);
  });
}

function seriesOptions(series: Series, index: number, prepared: Prepared, current: () => Current): uPlot.Series {
  const { style, field, visible, scale } = series;
  const { theme } = current().props;
  const now = (): Series => current().prepared.series[index] ?? series;
  const isStackedOn = prepared.bands.some(({ outer }) => outer === index);
  const fillsPlain = style.drawStyle !== 'points' && !isStackedOn && style.fillBelowTo === undefined;
  return {
    label: field.displayName,
    scale,
    show: visible,
    auto: visible,
    spanGaps: false,
    width: style.drawStyle === 'points' ? 0 : lineWidth(style.lineWidth, prepared.series.length, prepared.times.length),
    stroke: (plot) => strokeOf(plot, now(), current().props.theme),
    ...((style.drawStyle === 'bars' || (fillsPlain && style.fillOpacity > 0)) && {
      fill: (plot: uPlot) => fillOf(plot, now(), current().props.theme),
    }),
    ...dashOf(style),
    ...pathsOf(series),
    points: pointsOf(series, theme),
  };
}

function bandsOf(prepared: Prepared, current: () => Current): uPlot.Band[] {
  const bands = prepared.bands.map(
    ({ outer, inner, negative }) =>
      ({
        series: [outer + 1, inner + 1],
        dir: negative ? 1 : -1,
        fill: (plot) => fillOf(plot, current().prepared.series[outer] as Series, current().props.theme),
      }) as uPlot.Band,
  );
  prepared.series.forEach(({ style, color }, index) => {
    const lower =
      style.fillBelowTo === undefined ? -1 : prepared.series.findIndex((other) => other.field.displayName === style.fillBelowTo);
    if (lower >= 0) bands.push({ series: [index + 1, lower + 1], fill: withAlpha(color, style.fillOpacity / 100) });
  });
  return bands;
}
