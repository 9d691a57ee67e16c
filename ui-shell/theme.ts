/** Night or day: the person's choice, else the system's. */
import { readTheme } from '@orrery/plugin-sdk/ui';
import { computed, effect, signal } from '@preact/signals';

export type ThemeChoice = 'system' | 'night' | 'day';
const key = 'orrery.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = signal(dark.matches);
dark.addEventListener('change', (event) => {
  systemIsDark.value = event.matches;
});

function stored(): ThemeChoice {
  const value = localStorage.getItem(key);
  return value === 'night' || value === 'day' ? value : 'system';
}
export const choice = signal<ThemeChoice>(stored());
const themeName = computed<'night' | 'day'>(() => (choice.value === 'system' ? (systemIsDark.value ? 'night' : 'day') : choice.value));

const root = document.documentElement;
root.dataset.theme = themeName.peek();
/** Counts style sheets that came: colours are read again after each. */
export const sheetsLoaded = signal(0);

/** Resolved colours for canvases and frames. */
export const theme = computed(() => {
  sheetsLoaded.value;
  root.dataset.theme = themeName.value;
  return readTheme(root);
});

effect(() => {
  root.dataset.theme = themeName.value;
});

const named: Readonly<Record<string, ThemeChoice>> = { dark: 'night', light: 'day', night: 'night', day: 'day', system: 'system' };

/** What the person's preferences say, where this browser was not told otherwise. */
export function preferTheme(theme: string | undefined): void {
  const wanted = named[theme ?? ''];
  if (wanted && localStorage.getItem(key) === null) choice.value = wanted;
}
export function chooseTheme(next: ThemeChoice): void {
  choice.value = next;
  if (next === 'system') localStorage.removeItem(key);
  else localStorage.setItem(key, next);
}
export function nextTheme(): void {
  chooseTheme(themeName.peek() === 'night' ? 'day' : 'night');
}
