/** Palettes of the series colour modes: which colour the n-th series gets. */
import { own } from '../own.ts';
import { adjust, contrast, namedColor } from './colors.ts';
import type { ColorTheme } from './types.ts';

const classic = [
  'green',
  'semi-dark-yellow',
  'blue',
  'orange',
  'red',
  'purple',
  'dark-green',
  'dark-yellow',
  'dark-blue',
  'dark-orange',
  'dark-red',
  'dark-purple',
  'super-light-green',
  'super-light-yellow',
  'super-light-blue',
  'super-light-orange',
  'super-light-red',
  'super-light-purple',
  ...unpack(
    '447EBCC15C17890F020A437C6D1F62584477B7DBABF4D59870DBEDF9BA8FF2919182B5D8E5A8E2AEA2E0629E51E5AC0E64B0C8E0752DBF1B000A50A1962D82614D939AC48AF2C96D65C5DBF9934EEA64605195CED683CE806EB73F68339673022F575E99440A58140C052B515117493F2B5BE0F9D7FCEACACFFAFFF9E2D2FCE2DEBADFF4F9D9F9DEDAF7',
  ),
];
const next = unpack(
  'D97E9BFFC55441CD9464A6D8F79CFFE78A5FC9E1A600CFE39B93DFFFB2BECEA82E9CF2D68FC3FFCE84C1FFC39D89C86241AEC7CDB9FFEF8488E7DB9800D8BE759EE6FFB1E1EE9941BAF2B854D3FFB78EE2FF645AC0BD2F8FFFF6B4C7FFEB85B5FFD49F58DB8946ABDEEABCFFFF8E6FDEED9F00DFE5959DF6',
);
const next2 = unpack(
  '63B564DED18884B1FFFFDBBCFFA8AAC986E6FFC4D49BCB35D3EFFFF8B4D2A6B924AFE8FFFF97DAAAA72081E3FBF386E2FFE39784D6E1D784DFFED28300D4DAF2E7FFF3C48A00C9C0E4DAFFFFAC7400BEA7D2CFFFFF97679DFFDFBDC4FFFE826093F4C5A4BAFFEA796E9FE3B374B6FFFFD8DD89E04D3BAFFE',
);
const next3 = unpack(
  '63B56488DDFECA94FFFFD8D3CFCB0000BEB5C7D5FFFF8DC4FFE5C79FDCB000BBFFF0D0FFFFA48B9BAC327CE6E9A3ABFFFFDAE4E1C18A1DC58AB7DFFFF38EFCFFE7DDBED99700C5D8DEDCFFFFA4B3C79E008BEBCC7DBBFFFFDCF8F5BB957DC0539BEAFFC5ADFFEA777EE0D28700CEB5D5E4FFFFA1DCE88E29',
);
const colorblind = unpack('0072B2E69F00009E73CC79A756B4E9D55E00F0E442000000FFFFFF');

/** Six hex digits a colour, without marks: a third of the size in source and on the wire. */
function unpack(packed: string): string[] {
  return (packed.match(/.{6}/g) ?? []).map((color) => `#${color}`);
}

const fixedPalettes: Readonly<Record<string, readonly string[]>> = {
  'palette-classic': classic,
  'palette-classic-by-name': classic,
  'palette-colorblind': colorblind,
  'palette-categorical-next': next,
  'palette-categorical-next-2': next2,
  'palette-categorical-next-3': next3,
};

/** Some palettes leave out what could not be seen on the panel's background. */
const readableOnly = new Set(['palette-classic-by-name', 'palette-colorblind']);
const cache = new Map<string, readonly string[]>();

/** The colours of a palette mode in this theme, or undefined where the mode is none. `orrery` is the palette of new panels. */
export function palette(mode: string, theme: ColorTheme): readonly string[] | undefined {
  if (mode === 'orrery') return theme.series;
  const colors = own(fixedPalettes, mode);
  if (!colors) return;
  const key = `${mode}/${theme.dark}`;
  let resolved = cache.get(key);
  if (!resolved) {
    resolved = colors.map((color) => namedColor(color, theme));
    if (readableOnly.has(mode)) resolved = resolved.filter((color) => contrast(color, theme.dark ? '#181b1f' : '#ffffff') >= 3);
    cache.set(key, resolved);
  }
  return resolved;
}

/** Index of a series in a palette by its name, the same in every panel. */
export function nameIndex(name: string, length: number): number {
  let hash = 5381;
  for (let at = name.length - 1; at >= 0; at--) hash = Math.imul(hash, 33) ^ name.charCodeAt(at);
  return (hash >>> 0) % length;
}

/** Eleven shades around one colour. */
export function shadesOf(base: string): readonly string[] {
  const shades = [base];
  for (let step = 1; step <= 5; step++) {
    shades.push(adjust(base, (10 * step) / 6, (35 * step) / 6, 0), adjust(base, (-10 * step) / 6, 0, (35 * step) / 6));
  }
  return shades;
}
