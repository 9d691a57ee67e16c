/** The time axis, or one for each zone that the dashboard names. */
import { dateFormat, partsOf } from '@orrery/plugin-sdk/data';
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
    values: (_plot: uPlot, ticks: number[], _axis: number, _space: number, step: number) => {
      const { range, props } = current();
      const { locale } = props;
      return ticks.map((time) => timeLabel(time, step, range.to - range.from, zone, locale));
    },
  }));
}

function isMidnight(time: number, zone: string): boolean {
  const { hour, minute, second } = partsOf(time, zone);
  return hour === 0 && minute === 0 && second === 0;
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
