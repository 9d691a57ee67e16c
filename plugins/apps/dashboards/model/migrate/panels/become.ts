/** Panels that turn into others. */
import type { Json } from '../json.ts';

/** The version whose options migrated panels have; nothing below it is migrated again. */
export const migratedAs = '12.4.0';

/** What the panel was is kept beside what it is. */
export function become(panel: Json, type: string): void {
  if (panel.type !== type) panel.autoMigrateFrom ??= panel.type;
  panel.type = type;
  panel.pluginVersion = migratedAs;
}

export function drop(bag: Json, keys: readonly string[]): void {
  for (const key of keys) delete bag[key];
}
