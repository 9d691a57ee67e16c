/** The theme as resolved colours, for canvases and for frames that do not see the page's custom properties. */
import type { PanelTheme } from './panel.ts';

const tokenNames = [
  ...['canvas', 'surface', 'raised', 'overlay', 'inset', 'selected'].map((name) => `bg-${name}`),
  ...['subtle', 'default', 'control'].map((name) => `border-${name}`),
  ...['primary', 'secondary', 'tertiary', 'disabled'].map((name) => `text-${name}`),
  ...['ok', 'warn', 'danger', 'info'].flatMap((tone) => [`${tone}-text`, `${tone}-fill`, `${tone}-tint`]),
  ...['ok', 'warn', 'danger'].map((tone) => `${tone}-mark`),
  ...['accent-fill', 'accent-text', 'focus'],
  ...Array.from({ length: 8 }, (_, index) => `s${index + 1}`),
  ...Array.from({ length: 7 }, (_, index) => `tide-${index}`),
];

/** Reads the theme of the document that `root` is the root element of. */
export function readTheme(root: HTMLElement): PanelTheme {
  const style = root.ownerDocument.defaultView?.getComputedStyle(root);
  const read = (name: string): string => style?.getPropertyValue(name).trim() ?? '';
  const tokens = Object.fromEntries(tokenNames.map((name) => [name, read(`--o-${name}`)]));
  const dark = root.dataset.theme !== 'day';
  return {
    name: dark ? 'night' : 'day',
    dark,
    background: tokens['bg-surface'] || (dark ? '#161B23' : '#FFFFFF'),
    text: tokens['text-primary'] || (dark ? '#E6EAF0' : '#18202B'),
    series: Array.from({ length: 8 }, (_, index) => tokens[`s${index + 1}`] || '#808080'),
    tokens,
    fontSans: read('--o-sans') || 'system-ui, sans-serif',
  };
}
