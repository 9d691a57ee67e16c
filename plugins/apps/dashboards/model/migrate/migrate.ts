/**
 * Brings a dashboard of any age to the form that is drawn today. Works on a copy: what is stored stays as it is until somebody saves.
 * Keys that no step knows are carried along.
 */
import type { Dashboard, KnownDatasource } from '../types.ts';
import { fillInputs } from './inputs.ts';
import type { Json } from './json.ts';
import { migratePanels } from './panels/index.ts';
import { dropRepeatCopies } from './repeat-copies.ts';
import { steps } from './steps/index.ts';
import { currentSchemaVersion } from './version.ts';

export interface MigrateContext {
  readonly datasources: readonly KnownDatasource[];
}

export function migrate(stored: Dashboard, context: MigrateContext): Dashboard {
  // The second form of dashboards has elements and a layout, and versions of its own.
  if ('elements' in stored && 'layout' in stored) return stored;
  const dashboard = structuredClone(stored) as unknown as Json;
  const version = typeof dashboard.schemaVersion === 'number' ? dashboard.schemaVersion : 0;
  fillInputs(dashboard, context);
  for (const { to, run } of steps) if (version < to) run(dashboard, context);
  dropRepeatCopies(dashboard);
  migratePanels(dashboard);
  dashboard.schemaVersion = Math.max(version, currentSchemaVersion);
  return dashboard as unknown as Dashboard;
}
