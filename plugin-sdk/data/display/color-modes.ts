/** The colour modes as editors offer them: ids, English names, what decides the colour, and sample colours. */
import { continuousScale, continuousStops } from './continuous.ts';
import { palette } from './palettes.ts';
import { isByValue, usesName } from './scale.ts';
import type { ColorTheme } from './types.ts';

export interface ColorMode {
  readonly id: string;
  readonly name: string;
  readonly isContinuous: boolean;
  /** The value decides; otherwise the series does. */
  readonly isByValue: boolean;
  readonly useSeriesName: boolean;
  readonly colors?: readonly string[];
}

const names: Readonly<Record<string, string>> = {
  fixed: 'Single color',
  shades: 'Shades of a color',
  gradient: 'Gradient',
  thresholds: 'From thresholds',
  'palette-classic': 'Classic palette',
  'palette-classic-by-name': 'Classic palette (by series name)',
  'palette-colorblind': 'Color blind safe',
  'palette-categorical-next': 'Categorical Next',
  'palette-categorical-next-2': 'Categorical Next 2',
  'palette-categorical-next-3': 'Categorical Next 3',
  'continuous-viridis': 'Viridis',
  'continuous-magma': 'Magma',
  'continuous-plasma': 'Plasma',
  'continuous-inferno': 'Inferno',
  'continuous-cividis': 'Cividis',
  'continuous-GrYlRd': 'Green-Yellow-Red',
  'continuous-RdYlGr': 'Red-Yellow-Green',
  'continuous-BlYlRd': 'Blue-Yellow-Red',
  'continuous-YlRd': 'Yellow-Red',
  'continuous-BlPu': 'Blue-Purple',
  'continuous-YlBl': 'Yellow-Blue',
  'continuous-blues': 'Blues',
  'continuous-reds': 'Reds',
  'continuous-greens': 'Greens',
  'continuous-purples': 'Purples',
};

export function colorModes(theme: ColorTheme): readonly ColorMode[] {
  return Object.entries(names).map(([id, name]) => {
    const colors = palette(id, theme) ?? continuousStops(id, theme) ?? samples(id, theme);
    return {
      id,
      name,
      isContinuous: id.startsWith('continuous-'),
      isByValue: isByValue(id),
      useSeriesName: usesName(id),
      ...(colors && { colors }),
    };
  });
}

function samples(id: string, theme: ColorTheme): readonly string[] | undefined {
  const scale = continuousScale(id, theme);
  return scale && Array.from({ length: 9 }, (_, index) => scale(index / 8));
}
