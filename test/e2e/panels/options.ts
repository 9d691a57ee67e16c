/**
 * Every option and per-field option of the panels, by the names that dashboards store (dashboards.md 6): a scene that lacks it, and a
 * value that must change what is drawn. `custom.` marks options of fields. A file of `options/` a panel, named as the panel.
 */
import { readdirSync } from 'node:fs';
import type { PanelCases } from './options/shared.ts';

const names = readdirSync(new URL('options', import.meta.url))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => name !== 'shared')
  .sort();

export const panelCases: Readonly<Record<string, PanelCases>> = Object.fromEntries(
  await Promise.all(
    names.map(async (name) => [name, ((await import(`./options/${name}.ts`)) as { default: PanelCases }).default] as const),
  ),
);
