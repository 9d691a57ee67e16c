/** The colours along a field's range: steps of its thresholds, or samples of its scheme. Shares run from 0 to 1. Pure. */
import {
  type ColorTheme,
  colorScale,
  type NumericRange,
  namedColor,
  type ResolvedField,
  sortedSteps,
  stepValue,
} from '@orrery/plugin-sdk/data';

export interface ColorBand {
  readonly from: number;
  readonly to: number;
  readonly color: string;
  /** The value where the band starts; undefined for the base and for samples. */
  readonly value?: number;
}

const samples = 32;

export function colorBands(field: ResolvedField, range: NumericRange, theme: ColorTheme): ColorBand[] {
  const { color, thresholds } = field.config;
  const span = range.max - range.min;
  if (!(span > 0)) return [];
  if (color?.mode.startsWith('continuous-')) {
    const scale = colorScale(field.config, theme, range, field.seriesIndex, field.displayName);
    return Array.from({ length: samples }, (_, index) => ({
      from: index / samples,
      to: (index + 1) / samples,
      color: scale(range.min + ((index + 0.5) / samples) * span).color,
    }));
  }
  const steps = sortedSteps(thresholds).map((step) => {
    const limit = stepValue(step);
    return { color: namedColor(step.color, theme), value: thresholds?.mode === 'percentage' ? range.min + (limit * span) / 100 : limit };
  });
  return steps.flatMap(({ color: shade, value }, index) => {
    const place = (limit: number): number => Math.max(0, Math.min(1, (limit - range.min) / span));
    const from = index === 0 ? 0 : place(value);
    const next = steps[index + 1];
    const to = next ? place(next.value) : 1;
    if (to <= from) return [];
    return [{ from, to, color: shade, ...(index > 0 && { value }) }];
  });
}
