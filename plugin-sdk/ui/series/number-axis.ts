/** The x axis of charts over numbers: round values in the unit of its field. */
import { shown } from '@orrery/plugin-sdk/data';
import { axisLook } from '@orrery/plugin-sdk/ui';
import type uPlot from 'uplot';
import type { Current } from './plot.ts';

export function numberAxis(upright: boolean, current: () => Current): uPlot.Axis {
  const look = axisLook(current().props.theme);
  return {
    ...look,
    scale: 'x',
    side: upright ? 3 : 2,
    grid: { ...look.grid, show: false },
    size: upright ? 52 : 24,
    gap: upright ? 6 : 3,
    space: upright ? 34 : 72,
    values: (_plot, ticks) => ticks.map((tick) => xText(current(), tick)),
  };
}

/** Without the zeros that automatic decimals leave. */
export function xText({ prepared }: Pick<Current, 'prepared'>, value: number): string {
  const { x } = prepared;
  if (!x) return '';
  const written = x.display(value);
  return shown(
    x.config.decimals === undefined ? { ...written, text: written.text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') } : written,
  );
}
