import { activeStep, colorScale, type DisplayConfig, namedColor, numberField, seriesColorOf } from '@orrery/plugin-sdk/data';
import { colorModes } from '@orrery/plugin-sdk/data/display/color-modes';
import type { Check, Golden } from './case.ts';
import { same, sameColor } from './compare.ts';
import { themes } from './themes.ts';

type Case = [theme: string, mode: string, kind: string, input: number | string, color: string];
type SeriesRow = [mode: string, seriesBy: 'last' | 'min' | 'max', color: string, percent: number, threshold: unknown];
interface Mode {
  readonly id: string;
  readonly colors?: readonly string[];
}

const range = { min: 0, max: 1 };
/** Where the file asks by name only, the series stands at this place; where it asks by place, the series has such a name. */
const namedIndex = 4;

export function* checks({ cases, modes, seriesColor, ...header }: Golden): Iterable<Check> {
  for (const [name, theme] of Object.entries(themes)) {
    const { names = {} } = (header[name] ?? {}) as { names?: Record<string, string> };
    for (const [color, expected] of Object.entries(names)) {
      yield { label: `${name} ${color}`, expected, got: () => namedColor(color, theme), compare: sameColor };
    }
  }
  const known = new Map(colorModes(themes.dark!).map((mode) => [mode.id, mode]));
  for (const { colors, ...mode } of (modes ?? []) as Mode[]) {
    yield {
      label: `mode ${mode.id}`,
      expected: mode,
      got: () => {
        const { colors: _, ...rest } = known.get(mode.id) ?? { id: undefined };
        return rest;
      },
    };
    const sameColors = (one: unknown, other: unknown): boolean =>
      same(one, other) ||
      (Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((color, at) => sameColor(color, other[at])));
    if (colors) yield { label: `colours of ${mode.id}`, expected: colors, got: () => known.get(mode.id)?.colors, compare: sameColors };
  }
  // The library makes the scale of a continuous mode once a process, in the theme that asked first, and keeps it when the theme
  // changes. A page has one theme, so nobody sees that, but the file was written by one process.
  const [[firstTheme = 'dark'] = []] = cases as Case[];
  for (const [theme, mode, kind, input, expected] of cases as Case[]) {
    const [what, fixedColor] = kind.split(':', 2) as [string, string?];
    yield {
      label: `${theme} ${mode} ${kind} ${input}`,
      expected,
      compare: sameColor,
      got: () => {
        const config: DisplayConfig = { color: { mode, ...(fixedColor && { fixedColor }) } };
        const index = what === 'name' ? namedIndex : what === 'percent' ? 0 : Number(input);
        const asked = mode.startsWith('continuous-') ? firstTheme : theme;
        const scale = colorScale(config, themes[asked]!, range, index, what === 'name' ? String(input) : `series-${input}`);
        return scale(what === 'percent' ? Number(input) : 0).color;
      },
    };
  }
  const steps = [
    { value: null, color: 'green' },
    { value: 40, color: 'orange' },
    { value: 80, color: 'red' },
  ];
  for (const [mode, seriesBy, color, percent] of ((seriesColor ?? {}) as { rows?: SeriesRow[] }).rows ?? []) {
    const got = () => {
      const config: DisplayConfig = { color: { mode, seriesBy, fixedColor: 'blue' }, thresholds: { mode: 'absolute', steps } };
      const scale = colorScale(config, themes.dark!, { min: 0, max: 100 }, 2, '');
      return seriesColorOf(numberField('v', Float64Array.of(10, 95, 45)), config, scale);
    };
    yield { label: `colour of a series, ${mode} by ${seriesBy}`, expected: color, got: () => got().color, compare: sameColor };
    yield { label: `place of a series, ${mode} by ${seriesBy}`, expected: percent, got: () => got().percent };
  }
  yield { label: 'no steps', expected: { value: 0, color: '#808080' }, got: () => activeStep(1, []) };
}
