/** One change of the form of dashboards, by the schema version that it leads to. */
import { type Json, panelsOf } from '../json.ts';
import type { MigrateContext } from '../migrate.ts';

export interface Step {
  readonly to: number;
  readonly run: (dashboard: Json, context: MigrateContext) => void;
}

export function panelStep(to: number, change: (panel: Json, context: MigrateContext) => void): Step {
  return { to, run: (dashboard, context) => panelsOf(dashboard).forEach((panel) => change(panel, context)) };
}
