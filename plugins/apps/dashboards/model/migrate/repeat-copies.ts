/** Copies that were saved with the panel or row they repeat. They are made anew for the values of today. */
import { type Json, objects } from './json.ts';

export function dropRepeatCopies(dashboard: Json): void {
  const originals = (panels: unknown): Json[] => objects(panels).filter(({ repeatPanelId, repeatByRow }) => !repeatPanelId && !repeatByRow);
  if (dashboard.panels !== undefined) dashboard.panels = originals(dashboard.panels);
  for (const row of objects(dashboard.panels)) if (row.panels !== undefined) row.panels = originals(row.panels);
}
