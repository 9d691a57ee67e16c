/** Whether something of `rare.ts` concerns a dashboard. */
import { annotationsOf, type Json, objects, panelsOf } from './json.ts';
import { typesIn } from './panels/index.ts';

const rareTypes = /^(table(-old)?|heatmap|xychart|grafana-(piechart|worldmap)-panel|natel-discrete-panel)$/;

export function needsRare(dashboard: Json, version: number): boolean {
  const types = typesIn(dashboard);
  if ([...types].some((type) => rareTypes.test(type))) return true;
  const anyTarget = (key: string): boolean =>
    panelsOf(dashboard).some((panel) => objects(panel.targets).some((target) => Object.hasOwn(target, key)));
  return (
    version < 7 ||
    (version < 8 && anyTarget('groupBy')) ||
    (version < 9 && types.has('singlestat')) ||
    (version < 16 && Array.isArray(dashboard.rows)) ||
    (version < 34 && (anyTarget('namespace') || annotationsOf(dashboard).some((one) => Object.hasOwn(one, 'namespace'))))
  );
}
