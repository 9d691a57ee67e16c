/** The time axis, or one for each zone that the dashboard names. */
import { dateFormat, zoneOffset } from '@orrery/plugin-sdk/data';
import { axisLook, type PanelProps, timeIncrements, timeLabel, timeTicks } from '@orrery/plugin-sdk/ui';
import type uPlot from 'uplot';
import type { SeriesOptions } from './options.ts';

/** What the time axes of a chart depend on. */
export interface Clock {
  readonly props: Pick<PanelProps, 'theme' | 'timeZone' | 'locale'> & { readonly options: Pick<SeriesOptions, 'timezone'> };
  readonly range: { readonly from: number; readonly to: number };
}

const day = 86_400_000;
const depth = 24;
const uprightDepth = 52;

export function zonesOf({ timezone }: Pick<SeriesOptions, 'timezone'>, own: string): readonly string[] {
  const zones = (timezone ?? []).map((zone) => zone || own);
  return zones.length > 0 ? zones : [own];
}

export function timeAxes(upright: boolean, current: () => Clock): uPlot.Axis[] {
  const { props } = current();
  const look = axisLook(props.theme);
  return zonesOf(props.options, props.timeZone).map((zone, index) => ({
    ...look,
    scale: 'x',
    side: upright ? 3 : 2,
    // Only where days meet: the eye needs no other line.
    grid: {
      ...look.grid,
      show: index === 0,
      filter: (_plot: uPlot, ticks: number[], _axis: number, _space: number, step: number) =>
        ticks.map((time) => (step < day && isMidnight(time, zone) ? time : null)),
    },
    size: upright ? uprightDepth : depth,
    gap: upright ? 6 : 3,
    space: upright ? 34 : 64,
    incrs: [...timeIncrements],
    splits: (_plot: uPlot, _axis: number, from: number, to: number, step: number) => timeTicks(from, to, step, zone),
    values: (plot: uPlot, ticks: number[], _axis: number, _space: number, step: number) => {
      const { range, props } = current();
      const { locale } = props;
      const texts = ticks.map((time) => timeLabel(time, step, range.to - range.from, zone, locale));
      return upright ? texts : texts.map((text, index) => (fitsOn(plot, ticks[index]!, text, props.theme) ? text : ''));
    },
  }));
}

/** A text half of which the edge of the chart would cut off says nothing. */
function fitsOn(plot: uPlot, time: number, text: string, theme: PanelProps['theme']): boolean {
  const { ctx, width, bbox } = plot;
  const ratio = ctx.canvas.width / width;
  ctx.font = `${11 * ratio}px ${theme.fontSans}`;
  const half = ctx.measureText(text).width / ratio / 2;
  const at = bbox.left / ratio + plot.valToPos(time, 'x');
  // Before the first layout nothing has a place yet.
  return !Number.isFinite(at) || (at - half >= 0 && at + half <= width);
}

function isMidnight(time: number, zone: string): boolean {
  return Math.floor((time + zoneOffset(time, zone)) / 1_000) % (day / 1_000) === 0;
}

/** With several zones each axis says whose clock it is. */
export function paintZoneNames(plot: uPlot, { options, timeZone, theme, range, locale }: PanelProps<SeriesOptions>): void {
  const zones = zonesOf(options, timeZone);
  if (zones.length < 2 || options.orientation === 'vertical') return;
  const { ctx } = plot;
  const ratio = ctx.canvas.width / plot.width;
  const { left, top, height } = plot.bbox;
  ctx.save();
  ctx.font = `${10 * ratio}px ${theme.fontSans}`;
  ctx.fillStyle = theme.tokens['text-disabled'] ?? theme.text;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'top';
  zones.forEach((zone, index) => {
    const name = dateFormat(locale, zone, { timeZoneName: 'short' })
      .formatToParts(range.to)
      .find(({ type }) => type === 'timeZoneName')?.value;
    ctx.fillText(name ?? zone, left - 22 * ratio, top + height + (index * depth + 8) * ratio);
  });
  ctx.restore();
}
