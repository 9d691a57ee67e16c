/**
 * Brings a dashboard of any age to the form that is drawn today. Works on a copy: what is stored stays as it is until somebody saves.
 * Keys that no step knows are carried along.
 */
import type { Dashboard, KnownDatasource } from '../types.ts';
import { fillInputs } from './inputs.ts';
import type { Json } from './json.ts';
import { changesFor, migratePanels, type PanelChanges, typesIn } from './panels/index.ts';
import { dropRepeatCopies } from './repeat-copies.ts';
import { stepsFor } from './steps/index.ts';
import type { Step } from './steps/step.ts';
import { currentSchemaVersion } from './version.ts';

export interface MigrateContext {
  readonly datasources: readonly KnownDatasource[];
}

/** Steps of the whole, and changes of its panels. */
export interface Migrations {
  readonly steps: readonly Step[];
  readonly changes: PanelChanges;
}

const versionOf = ({ schemaVersion }: Json): number => (typeof schemaVersion === 'number' ? schemaVersion : 0);

/** What this dashboard needs, fetched; everything that there is where none is given. */
export async function migrationsFor(stored?: Dashboard): Promise<Migrations> {
  if (!stored) {
    const [steps, changes] = await Promise.all([stepsFor(), changesFor()]);
    return { steps, changes };
  }
  const dashboard = stored as unknown as Json;
  const types = typesIn(dashboard);
  const [steps, changes] = await Promise.all([stepsFor(dashboard, versionOf(dashboard), types), changesFor(types)]);
  return { steps, changes };
}

export function migrate(stored: Dashboard, context: MigrateContext, { steps, changes }: Migrations): Dashboard {
  // The second form of dashboards has elements and a layout, and versions of its own.
  if ('elements' in stored && 'layout' in stored) return stored;
  const dashboard = structuredClone(stored) as unknown as Json;
  const version = versionOf(dashboard);
  fillInputs(dashboard, context);
  for (const { to, run } of steps) if (version < to) run(dashboard, context);
  dropRepeatCopies(dashboard);
  migratePanels(dashboard, changes);
  dashboard.schemaVersion = Math.max(version, currentSchemaVersion);
  return dashboard as unknown as Dashboard;
}
