/** Colour of a value, and of a whole series, by the field's colour mode. */
import { grey, namedColor } from './colors.ts';
import { continuousScale } from './continuous.ts';
import { nameIndex, palette, shadesOf } from './palettes.ts';
import { activeStep } from './thresholds.ts';
import type { ColorTheme, DisplayConfig, NumericRange } from './types.ts';

export interface ScaledColor {
  readonly color: string;
  /** Place in the range, 0 to 1. */
  readonly percent: number;
}
export type ColorScale = (value: number) => ScaledColor;

const usesNames = new Set(['palette-classic-by-name']);

export function isByValue(mode: string | undefined): boolean {
  return mode === 'thresholds' || (mode?.startsWith('continuous-') ?? false);
}

/** Scale of a field. `range` is needed by percentages and continuous modes; `seriesIndex` and `name` by palettes. */
export function colorScale(config: DisplayConfig, theme: ColorTheme, range: NumericRange, seriesIndex: number, name: string): ColorScale {
  const mode = config.color?.mode ?? 'thresholds';
  const percentOf = (value: number): number => {
    if (value === Number.NEGATIVE_INFINITY || Number.isNaN(value)) return 0;
    const percent = (value - range.min) / (range.max - range.min);
    return Number.isFinite(percent) ? percent : 0;
  };
  if (mode === 'thresholds') {
    const { thresholds } = config;
    return (value) => {
      const percent = percentOf(value);
      return {
        percent,
        color: namedColor(activeStep(thresholds?.mode === 'percentage' ? percent * 100 : value, thresholds?.steps).color, theme),
      };
    };
  }
  const continuous = continuousScale(mode, theme);
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
  return colors[usesNames.has(mode) ? nameIndex(name, colors.length) : seriesIndex % colors.length]!;
}
