/** Axes of values: side, width, look, and the texts of their ticks. */
import { shown } from '@orrery/plugin-sdk/data';
import { axisLook, type PanelTheme } from '@orrery/plugin-sdk/ui';
import uPlot from 'uplot';
import type { Series } from './prepare.ts';

const binaryUnits = new Set([
  'bytes',
  'bits',
  'kbytes',
  'mbytes',
  'gbytes',
  'tbytes',
  'pbytes',
  'binBps',
  'binbps',
  'KiBs',
  'MiBs',
  'GiBs',
]);
const powersOfTwo = Array.from({ length: 60 }, (_, index) => 2 ** index);
const narrowest = 46;

export function yAxis(
  leader: Series,
  far: boolean,
  upright: boolean,
  first: boolean,
  theme: PanelTheme,
  format: (values: readonly (number | null)[]) => string[],
): uPlot.Axis {
  const { style, field } = leader;
  const look = axisLook(theme);
  const shownGrid = style.axisGridShow ?? first;
  return {
    ...look,
    scale: leader.scale,
    side: upright ? (far ? 0 : 2) : far ? 1 : 3,
    show: style.axisPlacement !== 'hidden',
    ...(style.axisColorMode === 'series' && { stroke: leader.color }),
    grid: { ...look.grid, show: shownGrid },
    ticks: { show: false },
    border: {
      show: style.axisBorderShow,
      stroke: style.axisColorMode === 'series' ? leader.color : (theme.tokens['border-default'] ?? '#888'),
      width: 1,
    },
    gap: upright ? 3 : 6,
    space: upright ? 64 : 34,
    ...(style.axisLabel && { label: style.axisLabel, labelSize: 18, labelFont: `11px ${theme.fontSans}`, labelGap: 2 }),
    ...(field.config.unit && binaryUnits.has(field.config.unit) && style.scaleDistribution.type === 'linear' && { incrs: powersOfTwo }),
    size: (plot, values, axis, cycle) => {
      if (upright) return 24;
      if (style.axisWidth) return style.axisWidth;
      // The width found in the first cycle stays, else layout and texts chase each other.
      const kept = (plot.axes[axis] as { _size?: number })._size;
      if (cycle > 1 && kept) return kept;
      plot.ctx.font = `${11 * uPlot.pxRatio}px ${theme.fontSans}`;
      const widest = Math.max(0, ...(values ?? []).map((text) => plot.ctx.measureText(text ?? '').width / uPlot.pxRatio));
      return Math.max(narrowest, Math.ceil(widest) + 10);
    },
    values: (_plot, splits) => format(splits),
  };
}

const mostDecimals = 8;

/** Texts of ticks in the unit of the field, with as many decimals as it takes to tell neighbours apart. */
export function tickTexts(series: Series, values: readonly (number | null)[]): string[] {
  const told = values.filter((value) => value !== null);
  const distinct = new Set(told).size;
  let texts = values.map((value) => (value === null ? '' : tickText(series, value)));
  for (let decimals = 1; decimals <= mostDecimals && new Set(texts.filter(Boolean)).size < distinct; decimals++) {
    // What the dashboard or a mapping says is not ours to refine.
    if (series.field.config.decimals !== undefined || series.field.config.mappings?.length) break;
    texts = values.map((value) => (value === null ? '' : tickText(series, value, decimals)));
  }
  return texts;
}

/** Without the zeros that automatic decimals leave. */
function tickText({ field, style }: Series, value: number, decimals?: number): string {
  if (style.stacking.mode === 'percent') return `${Math.round(value * 100)}%`;
  const written = field.display(value, decimals);
  const bare = field.config.decimals === undefined ? written.text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : written.text;
  return shown({ ...written, text: bare });
}

/** A scale that starts far from zero says so: two short strokes at the foot of its axis. */
export function paintBreaks(plot: uPlot, ruling: readonly Series[], theme: PanelTheme): void {
  const [leader] = ruling;
  const { min, max } = plot.scales[leader?.scale ?? ''] ?? {};
  if (!leader || min === undefined || max === undefined || min === null || max === null || plot.scales.x?.ori === 1) return;
  const { style } = leader;
  const shows = style.scaleDistribution.type === 'linear' && style.axisPlacement !== 'hidden' && style.axisPlacement !== 'right';
  const away = Math.min(Math.abs(min), Math.abs(max));
  if (!shows || Math.sign(min) !== Math.sign(max) || max - min >= away * 0.2) return;
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const y = bbox.top + bbox.height - 5 * ratio;
  ctx.save();
  ctx.strokeStyle = theme.tokens['text-tertiary'] ?? theme.text;
  ctx.lineWidth = ratio;
  ctx.beginPath();
  for (const shift of [0, 3 * ratio]) {
    ctx.moveTo(bbox.left - 4 * ratio, y - shift + 2 * ratio);
    ctx.lineTo(bbox.left + 4 * ratio, y - shift - 2 * ratio);
  }
  ctx.stroke();
  ctx.restore();
}
