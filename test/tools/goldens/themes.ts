/** The themes of the library, whose panels the golden colours were computed for. */
import type { ColorTheme } from '@orrery/plugin-sdk/data';

export const themes: Readonly<Record<string, ColorTheme>> = {
  dark: { dark: true, background: '#181b1f', text: 'rgb(204, 204, 220)', series: [] },
  light: { dark: false, background: '#ffffff', text: 'rgba(36, 41, 46, 1)', series: [] },
};
