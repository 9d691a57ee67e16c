/** Versions 33 and 36: data sources by type and uid instead of by name. */
import type { DatasourceRef, KnownDatasource } from '../../types.ts';
import { annotationsOf, isObject, objects, panelsOf, variablesOf } from '../json.ts';
import { panelStep, type Step } from './step.ts';

/** Those that every server has. */
const builtIn: Readonly<Record<string, DatasourceRef>> = {
  '-- Mixed --': { type: 'datasource', uid: '-- Mixed --' },
  '-- Dashboard --': { type: 'datasource', uid: '-- Dashboard --' },
  '-- Grafana --': { type: 'grafana', uid: '-- Grafana --' },
};

/** Null is the default one. A name that nobody has, or that a variable fills in, stays as the uid to be found later. */
function refOf(given: unknown, known: readonly KnownDatasource[]): DatasourceRef | null {
  if (isObject(given)) return given;
  if (typeof given !== 'string' || given === '' || given === 'default') return null;
  const found = known.find(({ name }) => name === given) ?? known.find(({ uid }) => uid === given);
  return found ? { type: found.type, uid: found.uid } : (builtIn[given] ?? { uid: given });
}

export const datasourceRefsStep = panelStep(33, (panel, { datasources }) => {
  if (panel.datasource !== undefined) panel.datasource = refOf(panel.datasource, datasources);
  for (const target of objects(panel.targets)) {
    const ref = refOf(target.datasource, datasources);
    if (ref) target.datasource = ref;
  }
});

export const datasourceDefaultsStep: Step = {
  to: 36,
  run(dashboard, { datasources }) {
    const chosen = datasources.find(({ isDefault }) => isDefault);
    const fallback = chosen && { type: chosen.type, uid: chosen.uid };
    for (const annotation of annotationsOf(dashboard)) {
      const ref = refOf(annotation.datasource, datasources) ?? fallback;
      if (ref) annotation.datasource = ref;
    }
    for (const variable of variablesOf(dashboard)) {
      if (variable.type !== 'query') continue;
      const ref = refOf(variable.datasource, datasources) ?? fallback;
      if (ref) variable.datasource = ref;
    }
    if (!fallback) return;
    for (const panel of panelsOf(dashboard)) {
      const targets = objects(panel.targets);
      const wasDefault = targets.length > 0 && (panel.datasource === null || panel.datasource === undefined);
      if (wasDefault) panel.datasource = { ...fallback };
      const mixed = panel.datasource?.uid === '-- Mixed --';
      for (const target of targets) {
        if (!target.datasource?.uid)
          target.datasource = mixed ? (refOf(target.datasource, datasources) ?? { ...fallback }) : { ...panel.datasource };
        // The default may have changed since; what the queries say is what was meant.
        if (wasDefault && target.datasource.uid !== '__expr__') panel.datasource = target.datasource;
      }
    }
  },
};
