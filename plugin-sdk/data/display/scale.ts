/** Colour of a value, and of a whole series, by the field's colour mode. */

import type { FieldData } from '../frame.ts';
import { grey, namedColor } from './colors.ts';
import { continuousScale } from './continuous.ts';
import { nameIndex, palette, shadesOf } from './palettes.ts';
import { reduceField } from './reducers.ts';
import { activeStep } from './thresholds.ts';
import type { ColorTheme, DisplayConfig, NumericRange } from './types.ts';

export interface ScaledColor {
  readonly color: string;
  /** Place in the range, 0 to 1. */
  readonly percent: number;
}
export type ColorScale = (value: number) => ScaledColor;

/** Whether the series' name, not its place, chooses the colour. */
export function usesName(mode: string): boolean {
  return mode === 'palette-classic-by-name';
}

export function isByValue(mode: string | undefined): boolean {
  return mode === 'thresholds' || (mode?.startsWith('continuous-') ?? false);
}

/**
 * Scale of a field; thresholds decide where nobody knows its mode. `range` is needed by percentages and continuous modes; `seriesIndex` and `name` by palettes; booleans are red and
 * green, or the two ends of a continuous mode.
 */
export function colorScale(
  config: DisplayConfig,
  theme: ColorTheme,
  range: NumericRange,
  seriesIndex: number,
  name: string,
  boolean = false,
): ColorScale {
  const mode = config.color?.mode ?? 'thresholds';
  const continuous = continuousScale(mode, theme);
  if (boolean) {
    const no = { color: continuous?.(0) ?? namedColor('red', theme), percent: 0 };
    const yes = { color: continuous?.(1) ?? namedColor('green', theme), percent: 1 };
    return (value) => (value ? yes : no);
  }
  // The one value of a range without length is at its start.
  const percentOf = (value: number): number =>
    value === Number.NEGATIVE_INFINITY ? 0 : (value - range.min) / (range.max - range.min) || 0;
  if (!continuous && !/^(fixed|shades|gradient)$/.test(mode) && !palette(mode, theme)) {
    const { steps } = config.thresholds ?? {};
    const percentage = config.thresholds?.mode === 'percentage';
    return (value) => {
      const percent = percentOf(value);
      return { percent, color: namedColor(activeStep(percentage ? percent * 100 : value, steps).color, theme) };
    };
  }
  if (continuous) {
    return (value) => {
      const percent = percentOf(value);
      return { percent, color: continuous(percent) };
    };
  }
  const color = seriesColor(config, theme, seriesIndex, name);
  return (value) => ({ color, percent: percentOf(value) });
}

/** Colour that does not depend on the value. */
export function seriesColor(config: DisplayConfig, theme: ColorTheme, seriesIndex: number, name: string): string {
  const { mode = 'thresholds', fixedColor } = config.color ?? {};
  if (mode === 'shades') {
    const shades = shadesOf(namedColor(fixedColor ?? grey, theme));
    return shades[seriesIndex % shades.length]!;
  }
  const colors = palette(mode, theme);
  if (!colors) return namedColor(fixedColor ?? grey, theme);
  return colors[usesName(mode) ? nameIndex(name, colors.length) : seriesIndex % colors.length]!;
}

/** One colour for the whole series: that of its last (or lowest, or highest) value where values decide. */
export function seriesColorOf(field: FieldData, config: DisplayConfig, scale: ColorScale): ScaledColor {
  if (!isByValue(config.color?.mode)) return { color: scale(0).color, percent: 1 };
  const value = reduceField(field, config.color?.seriesBy ?? 'last');
  return scale(typeof value === 'number' ? value : 0);
}
