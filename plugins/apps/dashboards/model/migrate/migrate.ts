/**
 * Brings a dashboard of any age to the form that is drawn today. Works on a copy: what is stored stays as it is until somebody saves.
 * Keys that no step knows are carried along.
 */
import type { Dashboard, KnownDatasource } from '../types.ts';
import type { Json } from './json.ts';
import { needsRare } from './needs-rare.ts';
import { migratePanels, type PanelChanges, usualChanges } from './panels/index.ts';
import { dropRepeatCopies } from './repeat-copies.ts';
import { usualSteps } from './steps/index.ts';
import type { Step } from './steps/step.ts';
import { currentSchemaVersion } from './version.ts';

export interface MigrateContext {
  readonly datasources: readonly KnownDatasource[];
}

/** Steps of the whole, in any order, and changes of its panels. */
export interface Migrations {
  /** Comes first, whatever the version. */
  readonly fillInputs?: (dashboard: Json, context: MigrateContext) => void;
  readonly steps: readonly Step[];
  readonly changes: PanelChanges;
}

const versionOf = ({ schemaVersion }: Json): number => (typeof schemaVersion === 'number' ? schemaVersion : 0);

/** What this dashboard needs, fetched; everything that there is where none is given. */
export async function migrationsFor(stored?: Dashboard): Promise<Migrations> {
  const dashboard = stored as unknown as Json | undefined;
  if (dashboard && !needsRare(dashboard, versionOf(dashboard))) return { steps: usualSteps, changes: usualChanges };
  const { fillInputs, rareSteps, rareChanges } = await import('./rare.ts');
  return { fillInputs, steps: [...rareSteps, ...usualSteps], changes: { ...rareChanges, ...usualChanges } };
}

export function migrate(stored: Dashboard, context: MigrateContext, { fillInputs, steps, changes }: Migrations): Dashboard {
  // The second form of dashboards has elements and a layout, and versions of its own.
  if ('elements' in stored && 'layout' in stored) return stored;
  const dashboard = structuredClone(stored) as unknown as Json;
  const version = versionOf(dashboard);
  fillInputs?.(dashboard, context);
  // Steps to one version stay in the order that they are listed in.
  for (const { to, run } of [...steps].sort((a, b) => a.to - b.to)) if (version < to) run(dashboard, context);
  dropRepeatCopies(dashboard);
  migratePanels(dashboard, changes);
  dashboard.schemaVersion = Math.max(version, currentSchemaVersion);
  return dashboard as unknown as Dashboard;
}
