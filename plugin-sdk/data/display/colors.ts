/** Colours by the names dashboards store, with Grafana's values, and the arithmetic that drawing needs. */
import type { ColorTheme } from './types.ts';

/** Six shades from light to dark a hue; the dark theme takes the first five, the light theme the last five. */
const shades: Readonly<Record<string, readonly string[]>> = {
  red: ['#FFA6B0', '#FF7383', '#F2495C', '#E02F44', '#C4162A', '#AD0317'],
  orange: ['#FFCB7D', '#FFB357', '#FF9830', '#FF780A', '#FA6400', '#E55400'],
  yellow: ['#FFF899', '#FFEE52', '#FADE2A', '#F2CC0C', '#E0B400', '#CC9D00'],
  green: ['#C8F2C2', '#96D98D', '#73BF69', '#56A64B', '#37872D', '#19730E'],
  blue: ['#C0D8FF', '#8AB8FF', '#5794F2', '#3274D9', '#1F60C4', '#1250B0'],
  purple: ['#DEB6F2', '#CA95E5', '#B877D9', '#A352CC', '#8F3BB8', '#7C2EA3'],
};
const steps = ['super-light', 'light', '', 'semi-dark', 'dark'];
const shadeName = /^(?:(super-light|light|semi-dark|dark)-)?(red|orange|yellow|green|blue|purple)$/;

/** What dashboards show where no colour is known. */
export const grey = '#808080';

/** A colour a canvas understands. Unknown names pass through: they are CSS. */
export function namedColor(name: string, theme: Pick<ColorTheme, 'dark' | 'text' | 'background'>): string {
  const shade = shadeName.exec(name);
  if (shade) return shades[shade[2]!]![steps.indexOf(shade[1] ?? '') + (theme.dark ? 0 : 1)]!;
  if (name === 'transparent') return theme.dark ? 'rgba(0, 0, 0, 0)' : 'rgba(255, 255, 255, 0)';
  if (name === 'text') return theme.text;
  if (name === 'panel-bg') return theme.background;
  if (name === 'gray') return grey;
  if (name === 'white') return '#ffffff';
  if (name === 'black') return '#000000';
  return name;
}

export type Rgb = readonly [red: number, green: number, blue: number];

/** Red, green, blue of `#rgb`, `#rrggbb` (alpha dropped) and `rgb()`; grey for what only a browser could read. */
export function parseColor(color: string): Rgb {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(color)?.[1];
  if (hex && hex.length < 6) return [0, 1, 2].map((at) => Number.parseInt(hex[at]! + hex[at]!, 16)) as unknown as Rgb;
  if (hex) return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
  const parts = /^rgba?\(([^)]+)\)$/
    .exec(color)?.[1]
    ?.split(/[\s,/]+/)
    .filter(Boolean);
  if (parts && parts.length >= 3) return [Number(parts[0]), Number(parts[1]), Number(parts[2])];
  return [128, 128, 128];
}

export function withAlpha(color: string, alpha: number): string {
  const [red, green, blue] = parseColor(color);
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`;
}

/** Alpha that the colour itself has: 1 where it says none. */
export function alphaOf(color: string): number {
  if (color === 'transparent') return 0;
  const hex = /^#(?:[0-9a-f]{3}([0-9a-f])|[0-9a-f]{6}([0-9a-f]{2}))$/i.exec(color);
  if (hex) return Number.parseInt(hex[2] ?? `${hex[1]}${hex[1]}`, 16) / 255;
  const fourth = /^(?:rgb|hsl)a?\((.*)\)$/
    .exec(color)?.[1]
    ?.trim()
    .split(/[\s,/]+/)[3];
  if (fourth === undefined) return 1;
  return Number.parseFloat(fourth) / (fourth.endsWith('%') ? 100 : 1);
}

/** WCAG contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** Black or white, whichever reads better on this background. */
export function textOn(background: string): string {
  return luminance(background) > 0.36 ? '#101418' : '#ffffff';
}

function luminance(color: string): number {
  const [red, green, blue] = parseColor(color).map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Hue turned by degrees and every channel lightened by a percentage of white (negative darkens lightness in HSL). */
export function adjust(color: string, turn: number, brighten: number, darken: number): string {
  let [hue, saturation, lightness] = toHsl(parseColor(color));
  hue = (hue + turn + 360) % 360;
  let rgb = fromHsl(hue, saturation, lightness);
  if (brighten) rgb = rgb.map((part) => Math.max(0, Math.min(255, part - Math.round(255 * -(brighten / 100))))) as unknown as Rgb;
  if (darken) {
    [hue, saturation, lightness] = toHsl(rgb);
    rgb = fromHsl(hue, saturation, Math.max(0, Math.min(1, lightness - darken / 100)));
  }
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

function toHsl([r, g, b]: Rgb): [number, number, number] {
  const [red, green, blue] = [r / 255, g / 255, b / 255];
  const high = Math.max(red, green, blue);
  const low = Math.min(red, green, blue);
  const lightness = (high + low) / 2;
  const spread = high - low;
  if (spread === 0) return [0, 0, lightness];
  const saturation = lightness > 0.5 ? spread / (2 - high - low) : spread / (high + low);
  const sector =
    high === red
      ? (green - blue) / spread + (green < blue ? 6 : 0)
      : high === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  return [sector * 60, saturation, lightness];
}

function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): number => {
    const turn = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
