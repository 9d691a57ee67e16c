/** Migrations, fetched only for dashboards that need them. */
import type { Dashboard, PanelModel } from '../types.ts';
import type { MigrateContext } from './migrate.ts';
import { currentSchemaVersion } from './version.ts';

/** Panels that no version of the schema speaks of: they turn into others whatever the dashboard says. */
const oldPanels =
  /^(graph2?|singlestat|grafana-(singlestat|piechart|worldmap)-panel|natel-discrete-panel|table(-old|2|-new)|text2|heatmap-new|newgauge|xychart2)$/;

export async function upToDate(dashboard: Dashboard, context: MigrateContext): Promise<Dashboard> {
  if (isCurrent(dashboard)) return dashboard;
  const { migrate, migrationsFor } = await import('./migrate.ts');
  return migrate(dashboard, context, await migrationsFor(dashboard));
}

function isCurrent(dashboard: Dashboard): boolean {
  const { schemaVersion = 0, panels = [], ...rest } = dashboard as Dashboard & { schemaVersion?: number };
  if ('elements' in rest && 'layout' in rest) return true;
  // What is no panel at all is dropped there too.
  const needsIt = (panel: PanelModel | null): boolean => !panel || oldPanels.test(panel.type) || (panel.panels ?? []).some(needsIt);
  return schemaVersion >= currentSchemaVersion && !('__inputs' in rest) && Array.isArray(panels) && !panels.some(needsIt);
}
