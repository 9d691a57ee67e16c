/** uPlot options around the cells: axes, drags, and what is painted when. */
import { axisLook, type ChartSpec, type PanelProps } from '@orrery/plugin-sdk/ui';
import { paintAnnotations, paintRegions } from '@orrery/plugin-sdk/ui/series/marks.ts';
import { timeAxes } from '@orrery/plugin-sdk/ui/series/time-axes.ts';
import uPlot from 'uplot';
import { legendHeight, paintCells, paintExemplarDots, paintLegend } from './paint.ts';
import type { View } from './view.ts';

/** Cells need no room between ticks, their names do. */
const tickRoom = 20;

export function chartSpec(view: View, current: () => View, data: uPlot.AlignedData, ready: (plot: uPlot) => void): ChartSpec {
  const { props } = view;
  const { width, height, range, options, theme, timeZone, locale } = props;
  const { yAxis, legend, selectionMode = 'x' } = options;
  const look = axisLook(theme);
  const marked = (): Pick<PanelProps, 'annotations' | 'theme'> & { options: object } => {
    const { annotations = [], theme: now } = current().props;
    return { annotations, theme: now, options: {} };
  };
  const shows = yAxis.axisPlacement !== 'hidden';
  const far = yAxis.axisPlacement === 'right';
  const ticks = (): { at: number; text: string }[] => {
    const now = current();
    const most = Math.max(1, Math.floor((now.props.height - 30 - (legend.show ? legendHeight : 0)) / tickRoom));
    return now.places.ticks(most).filter(({ at }) => at >= now.places.from - 1e-9 && at <= now.places.to + 1e-9);
  };
  return {
    key: JSON.stringify([
      theme.name,
      timeZone,
      locale,
      yAxis,
      legend.show,
      selectionMode,
      globalThis.devicePixelRatio,
      view.grid.names,
      view.grid.namesAt,
      view.grid.distribution,
    ]),
    ...{ data, width, height, range },
    options: {
      padding: [8, far && shows ? 0 : 14, legend.show ? legendHeight : 0, shows && !far ? 0 : 14],
      cursor: { drag: { x: selectionMode !== 'y', y: selectionMode !== 'x' } },
      scales: {
        y: {
          dir: yAxis.reverse ? -1 : 1,
          range: () => [current().places.from, current().places.to],
        },
      },
      axes: [
        ...timeAxes(false, () => ({ props: { ...current().props, options: {} }, range: current().props.range })),
        {
          ...look,
          scale: 'y',
          side: far ? 1 : 3,
          show: shows,
          grid: { ...look.grid, show: yAxis.axisGridShow === true },
          ticks: { show: false },
          border: { show: yAxis.axisBorderShow === true, stroke: theme.tokens['border-default'] ?? '#888', width: 1 },
          gap: 6,
          ...(yAxis.axisLabel && { label: yAxis.axisLabel, labelSize: 18, labelFont: `11px ${theme.fontSans}`, labelGap: 2 }),
          splits: () => ticks().map(({ at }) => at),
          values: (_plot, splits) => {
            const texts = new Map(ticks().map(({ at, text }) => [at, text]));
            return splits.map((at) => texts.get(at) ?? '');
          },
          size: (plot, values, axis, cycle) => {
            if (yAxis.axisWidth) return yAxis.axisWidth;
            const kept = (plot.axes[axis] as { _size?: number })._size;
            if (cycle > 1 && kept) return kept;
            plot.ctx.font = `${11 * uPlot.pxRatio}px ${theme.fontSans}`;
            const widest = Math.max(0, ...(values ?? []).map((text) => plot.ctx.measureText(text ?? '').width / uPlot.pxRatio));
            return Math.min(width * 0.4, Math.max(30, Math.ceil(widest) + 12));
          },
        },
      ],
      series: [{}, { scale: 'y', paths: () => null, points: { show: false } }],
      hooks: {
        ready: [ready],
        drawClear: [
          (plot) => {
            paintRegions(plot, marked());
            paintCells(plot, current());
          },
        ],
        draw: [
          (plot) => {
            paintExemplarDots(plot, current());
            paintAnnotations(plot, marked());
            if (current().props.options.legend.show) paintLegend(plot, current());
          },
        ],
      },
    },
  };
}
