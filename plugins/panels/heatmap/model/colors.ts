/** The colours of counts: a scheme in steps, or one colour that fades. Pure. */
import { namedColor, parseColor } from '@orrery/plugin-sdk/data';
import type { PanelTheme } from '@orrery/plugin-sdk/ui';
import * as chromatic from 'd3-scale-chromatic';
import type { ColorOptions } from '../options.ts';

type Ramp = (share: number) => string;

/** Those whose first colour is light start with their last where it is dark; those of two ends have their cold one below. */
const turns: Readonly<Record<string, readonly string[]>> = {
  always: ['BrBG', 'PiYG', 'PRGn', 'PuOr', 'RdBu', 'RdGy', 'RdYlBu', 'RdYlGn', 'Spectral'],
  dark: [
    ...['Blues', 'Greens', 'Greys', 'Oranges', 'Purples', 'Reds'],
    ...['BuGn', 'BuPu', 'GnBu', 'OrRd', 'PuBuGn', 'PuBu', 'PuRd', 'RdPu', 'YlGnBu', 'YlGn', 'YlOrBr', 'YlOrRd'],
  ],
  light: ['Cividis', 'Viridis', 'Magma', 'Inferno', 'Plasma', 'Warm', 'Cool', 'CubehelixDefault'],
  never: ['Turbo', 'Rainbow', 'Sinebow'],
};
export const schemes: readonly string[] = [...Object.values(turns).flat(), 'Tide'].sort((one, other) => one.localeCompare(other));

const ramps = chromatic as unknown as Readonly<Record<string, Ramp>>;

/** A colour for each step, from few to many. */
export function paletteOf(options: ColorOptions, theme: PanelTheme): string[] {
  const steps = Math.max(2, Math.min(128, Math.round(options.steps) || 64));
  const shares = Array.from({ length: steps }, (_, at) => at / (steps - 1));
  if (options.mode === 'opacity') {
    const [red, green, blue] = parseColor(namedColor(options.fill, theme));
    const alphas = shares.map((share) => (options.scale === 'linear' ? share : share ** options.exponent));
    // The fewest are still something.
    const colors = alphas.map((alpha) => `rgba(${red}, ${green}, ${blue}, ${Math.max(0.04, alpha).toFixed(3)})`);
    return options.reverse ? colors.reverse() : colors;
  }
  const name = schemes.includes(options.scheme) ? options.scheme : 'Oranges';
  const ramp = name === 'Tide' ? tide(theme) : ramps[`interpolate${name}`]!;
  const isTurned = turns.always!.includes(name) || (theme.dark ? turns.dark : turns.light)!.includes(name);
  return shares.map((share) => ramp(isTurned !== options.reverse ? 1 - share : share));
}

/** The kit's own ramp, of even steps to the eye. */
function tide({ tokens }: PanelTheme): Ramp {
  const stops = Array.from({ length: 7 }, (_, at) => parseColor(tokens[`tide-${at}`] || '#1F5F99'));
  return (share) => {
    const at = Math.min(stops.length - 2, Math.floor(share * (stops.length - 1)));
    const rest = share * (stops.length - 1) - at;
    return `rgb(${stops[at]!.map((part, channel) => Math.round(part + (stops[at + 1]![channel]! - part) * rest)).join(', ')})`;
  };
}

export interface CountColors {
  readonly palette: readonly string[];
  readonly min: number;
  readonly max: number;
  /** Index into the palette. */
  step(count: number): number;
}

export function countColors(options: ColorOptions, range: { readonly min: number; readonly max: number }, theme: PanelTheme): CountColors {
  const palette = paletteOf(options, theme);
  const min = options.min ?? range.min;
  const max = options.max ?? range.max;
  const span = max - min;
  return {
    palette,
    min,
    max,
    step: (count) =>
      span > 0 ? Math.max(0, Math.min(palette.length - 1, Math.floor(((count - min) / span) * palette.length))) : palette.length - 1,
  };
}
