/** From values to slices: which are drawn, in which order, where each begins and ends. Pure. */
import { isByValue, mappingFor, palette, rawAt, type ResolvedField } from '@orrery/plugin-sdk/data';
import { type PanelProps, type SingleValue, singleValues } from '@orrery/plugin-sdk/ui';
import type { PieOptions } from './options.ts';

export interface Slice {
  readonly value: SingleValue;
  readonly color: string;
  /** Switched off in the legend: it leaves the whole. */
  readonly hidden: boolean;
  /** Of the whole; 0 for a hidden one. */
  readonly share: number;
  /** Radians from twelve o'clock, clockwise. */
  readonly from: number;
  readonly to: number;
}

export function slicesOf(props: PanelProps<PieOptions>): Slice[] {
  const { options, hidden, theme } = props;
  const values = singleValues(props, options.reduceOptions).filter(
    ({ display: { numeric }, field }) => numeric >= 0 && !(field.config.custom?.hideFrom as { viz?: boolean } | undefined)?.viz,
  );
  const colored = values.map((value, index) => ({
    value,
    color: options.reduceOptions.values ? rowColor(value, index, theme) : value.color,
  }));
  if (options.sort !== 'none')
    colored.sort((one, other) => (options.sort === 'asc' ? 1 : -1) * (one.value.display.numeric - other.value.display.numeric));
  const whole = colored.reduce((sum, { value }) => sum + (hidden.includes(value.name) ? 0 : value.display.numeric), 0);
  let at = 0;
  return colored.map(({ value, color }) => {
    const isHidden = hidden.includes(value.name);
    const share = isHidden || whole === 0 ? 0 : value.display.numeric / whole;
    const from = at;
    at += share * 2 * Math.PI;
    return { value, color, hidden: isHidden, share, from, to: at };
  });
}

/** Rows of one series would all have its colour: they take the palette's in turn, unless their value decides. */
function rowColor({ field, color, point }: SingleValue, index: number, theme: PanelProps['theme']): string {
  const mode = field.config.color?.mode;
  const colors = mode === undefined || isByValue(mode) ? undefined : palette(mode, theme);
  return !colors || mapped(field, point.row) ? color : (colors[index % colors.length] ?? color);
}

function mapped({ field, config }: ResolvedField, row: number | null): boolean {
  return row !== null && mappingFor(config.mappings, rawAt(field, row))?.color !== undefined;
}

export function percentText(share: number, decimals = 0): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.01 ? Math.max(1, decimals) : decimals)}%`;
}

/** A slice as a path around 0, 0. A whole circle is two halves, since an arc cannot end where it began. */
export function slicePath({ from, to }: Pick<Slice, 'from' | 'to'>, outer: number, inner: number): string {
  const full = to - from > 2 * Math.PI - 1e-6;
  const end = full ? from + Math.PI : to;
  const at = (angle: number, radius: number): string =>
    `${(Math.sin(angle) * radius).toFixed(2)} ${(-Math.cos(angle) * radius).toFixed(2)}`;
  const large = end - from > Math.PI ? 1 : 0;
  if (full) {
    const ring = (radius: number): string =>
      `M${at(0, radius)}A${radius} ${radius} 0 1 1 ${at(Math.PI, radius)}A${radius} ${radius} 0 1 1 ${at(0, radius)}Z`;
    return inner > 0 ? ring(outer) + ring(inner) : ring(outer);
  }
  const back = inner > 0 ? `L${at(end, inner)}A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}` : 'L0 0';
  return `M${at(from, outer)}A${outer} ${outer} 0 ${large} 1 ${at(end, outer)}${back}Z`;
}

/** The slice at a point around the centre. */
export function sliceAt(slices: readonly Slice[], x: number, y: number, outer: number, inner: number): number | undefined {
  const distance = Math.hypot(x, y);
  if (distance > outer || distance < inner) return;
  const angle = (Math.atan2(x, -y) + 2 * Math.PI) % (2 * Math.PI);
  const found = slices.findIndex(({ from, to, share }) => share > 0 && angle >= from && angle < to);
  return found < 0 ? undefined : found;
}
