/** Copies that were saved with the panel or row they repeat. They are made anew for the values of today. */
import { type Json, objects } from './json.ts';

export function dropRepeatCopies(dashboard: Json): void {
  if (!Array.isArray(dashboard.panels)) return;
  const isOriginal = (panel: Json): boolean => !panel?.repeatPanelId && !panel?.repeatByRow;
  dashboard.panels = dashboard.panels.filter(isOriginal);
  for (const row of objects(dashboard.panels)) if (Array.isArray(row.panels)) row.panels = row.panels.filter(isOriginal);
}
