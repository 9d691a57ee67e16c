/** The colour scales of continuous modes. */
import { own } from '../own.ts';
import { namedColor, parseColor, type Rgb } from './colors.ts';
import type { ColorTheme } from './types.ts';

const stops: Readonly<Record<string, readonly string[]>> = {
  GrYlRd: ['green', 'yellow', 'red'],
  RdYlGr: ['red', 'yellow', 'green'],
  BlYlRd: ['dark-blue', 'super-light-yellow', 'dark-red'],
  YlRd: ['super-light-yellow', 'dark-red'],
  BlPu: ['blue', 'purple'],
  YlBl: ['super-light-yellow', 'dark-blue'],
  blues: ['scheme-bg', 'dark-blue'],
  reds: ['scheme-bg', 'dark-red'],
  greens: ['scheme-bg', 'dark-green'],
  purples: ['scheme-bg', 'dark-purple'],
};

/** Every fifth of the 256 colours of matplotlib's ramps; between them a straight line is exact to one step of a channel. */
const ramps: Readonly<Record<string, string>> = {
  viridis:
    '44015446085c471063481769481d6f482475472a7a46307e453781433d844142873f48893d4e8a3a538b38598c355e8d33638d31688e2e6d8e2c718e2a768e297b8e27808e25848e23898e218e8d20928c1f978b1e9c891fa18821a58524aa8328ae802eb37c35b7793dbc7446c06f50c46a5ac86465cb5e70cf577cd25089d54895d840a2da37b0dd2fbddf26cae11fd8e219e5e419f1e51dfde725',
  magma:
    '00000402020b0504160907200e0b2b140e361a104221114e29115a311165390f6e420f754a107952137c5a167e6219806a1c81721f81792282812581892881912b81992d80a1307eaa337db2357bba3878c23b75ca3e72d2426fd9466be04c67e75263ec5860f1605df4695cf7725cf97b5dfb8560fc8e64fd9869fea16efeaa74feb47bfebd82fec68afecf92fed89afde2a3fdebacfcf4b6fcfdbf',
  inferno:
    '00000402020c0504170a072210092d160b391e0c45260c512f0a5b380962400a67490b6a510e6c59106e61136e69166e71196e781c6d801f6c88226a902568982766a02a63a82e5fb0315bb73557bf3952c63d4dcc4248d34743d94d3ddf5337e45a31e9612bed6925f1711ff47918f78212f98b0bfa9407fb9d07fca60cfcb014fbba1ffac42af8cd37f6d746f4e156f2ea69f2f27df5f992fcffa4',
  plasma:
    '0d08871b068d2605912f059638049a41049d4903a05102a35901a56100a76900a87100a87801a88004a88707a68e0ca49511a19c179ea21d9aa82296ae2892b42e8dba3388bf3984c43e7fc9447acd4a76d24f71d6556dda5b69de6164e26660e66c5ce97257ed7953f07f4ff3854bf58c46f79342f99a3efba139fca835fdaf31feb72dfebe2afdc627fcce25fbd724f8df25f6e826f3f027f0f921',
};

/** Percent 0 to 1 to a colour, or undefined where the mode is no continuous one. */
export function continuousScale(mode: string, theme: ColorTheme): ((percent: number) => string) | undefined {
  const name = mode.replace(/^continuous-/, '');
  if (name === mode) return;
  const ramp = own(ramps, name);
  if (ramp) return (percent) => css(onRamp(ramp, percent));
  if (name === 'cividis') return (percent) => css(cividis(clamp(percent)));
  const colors = continuousStops(mode, theme)?.map(parseColor);
  return colors && ((percent) => css(basis(colors, clamp(percent))));
}

/** The colours that a scale runs through, in this theme; undefined for ramps, which are no stops. */
export function continuousStops(mode: string, theme: ColorTheme): readonly string[] | undefined {
  // The library starts these at its own canvas colour, not at ours: a board keeps its look.
  const background = theme.dark ? '#181b1f' : '#ffffff';
  return own(stops, mode.replace(/^continuous-/, ''))?.map((stop) => (stop === 'scheme-bg' ? background : namedColor(stop, theme)));
}

function clamp(percent: number): number {
  return percent >= 0 ? Math.min(1, percent) : 0;
}
function css(color: Rgb): string {
  return `rgb(${color.map((part) => Math.max(0, Math.min(255, Math.round(part)))).join(', ')})`;
}

function onRamp(ramp: string, percent: number): Rgb {
  const index = Math.max(0, Math.min(255, Math.floor(clamp(percent) * 256)));
  const at = Math.min(50, Math.floor(index / 5));
  const share = (index - at * 5) / 5;
  const channel = (offset: number): number => {
    const low = Number.parseInt(ramp.slice(at * 6 + offset, at * 6 + offset + 2), 16);
    const high = Number.parseInt(ramp.slice(at * 6 + 6 + offset, at * 6 + offset + 8), 16);
    return low + (high - low) * share;
  };
  return [channel(0), channel(2), channel(4)];
}

function cividis(t: number): Rgb {
  return [
    -4.54 - t * (35.34 - t * (2381.73 - t * (6402.7 - t * (7024.72 - t * 2710.57)))),
    32.49 + t * (170.73 + t * (52.82 - t * (131.46 - t * (176.58 - t * 67.37)))),
    81.24 + t * (442.36 - t * (2482.43 - t * (6167.24 - t * (6614.94 - t * 2475.67)))),
  ];
}

/** Uniform B-spline through the first and last colour: a smooth ramp without the kinks of straight pieces. */
function basis(colors: readonly Rgb[], t: number): Rgb {
  const pieces = colors.length - 1;
  const at = t >= 1 ? pieces - 1 : Math.floor(t * pieces);
  const share = (t - at / pieces) * pieces;
  const channel = (index: 0 | 1 | 2): number => {
    const here = colors[at]![index];
    const next = colors[at + 1]![index];
    const before = at > 0 ? colors[at - 1]![index] : 2 * here - next;
    const after = at < pieces - 1 ? colors[at + 2]![index] : 2 * next - here;
    const square = share * share;
    const cube = square * share;
    return (
      ((1 - 3 * share + 3 * square - cube) * before +
        (4 - 6 * square + 3 * cube) * here +
        (1 + 3 * share + 3 * square - 3 * cube) * next +
        cube * after) /
      6
    );
  };
  return [channel(0), channel(1), channel(2)];
}
