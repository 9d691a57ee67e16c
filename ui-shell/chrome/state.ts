/** What the pages tell the chrome, and what the chrome remembers. */
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

export interface Heading {
  readonly title: string;
  readonly crumbs: readonly (readonly [string, string?])[];
}
export const heading = signal<Heading>({ title: '', crumbs: [] });
export const headerSlots = signal<readonly ComponentChildren[]>([]);
export const paletteOpen = signal(false);
export const helpOpen = signal(false);

const key = 'orrery.nav';
export const navWide = signal(localStorage.getItem(key) === 'wide');
export function toggleNav(): void {
  navWide.value = !navWide.peek();
  localStorage.setItem(key, navWide.value ? 'wide' : 'narrow');
}
