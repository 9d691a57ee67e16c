/** Whether something of `rare.ts` concerns a dashboard. */
import { annotationsOf, type Json, objects, panelsOf, variablesOf } from './json.ts';
import { typesIn } from './panels/index.ts';

const rareTypes = /^(table(-old)?|text|alertlist|dashlist|news|heatmap|xychart|grafana-(piechart|worldmap)-panel|natel-discrete-panel)$/;

export function needsRare(dashboard: Json, version: number): boolean {
  if ('__inputs' in dashboard) return true;
  const types = typesIn(dashboard);
  if ([...types].some((type) => rareTypes.test(type))) return true;
  const panels = panelsOf(dashboard);
  const anyTarget = (key: string): boolean => panels.some((panel) => objects(panel.targets).some((target) => Object.hasOwn(target, key)));
  return (
    version < 7 ||
    (version < 8 && anyTarget('groupBy')) ||
    (version < 9 && types.has('singlestat')) ||
    (version < 16 && Array.isArray(dashboard.rows)) ||
    (version < 18 && panels.some((panel) => Object.hasOwn(panel, 'options-gauge'))) ||
    (version < 21 && panels.some(hasLinks)) ||
    (version < 29 && variablesOf(dashboard).length > 0) ||
    (version < 43 && panels.some(({ transformations }) => objects(transformations).length > 0)) ||
    (version < 34 && (anyTarget('namespace') || annotationsOf(dashboard).some((one) => Object.hasOwn(one, 'namespace'))))
  );
}

function hasLinks({ links, options }: Json): boolean {
  return objects(links).length > 0 || Boolean(options?.dataLinks ?? options?.fieldOptions);
}
