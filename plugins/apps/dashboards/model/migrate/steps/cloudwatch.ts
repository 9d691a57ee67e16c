/** Version 34: a query or annotation of CloudWatch asks for one statistic; several become several. */
import { annotationsOf, type Json, nextRefId, objects, panelsOf } from '../json.ts';
import type { Step } from './step.ts';

const has = (value: Json, keys: readonly string[]): boolean => keys.every((key) => Object.hasOwn(value, key));
const place = ['dimensions', 'namespace', 'region'];

export const cloudWatchStep: Step = {
  to: 34,
  run(dashboard) {
    for (const panel of panelsOf(dashboard)) {
      for (const target of objects(panel.targets)) if (has(target, [...place, 'metricName'])) splitQuery(target, panel.targets);
    }
    for (const annotation of annotationsOf(dashboard)) {
      if (has(annotation, [...place, 'prefixMatching', 'statistics'])) splitAnnotation(annotation, dashboard.annotations.list);
    }
  },
};

function splitQuery(target: Json, targets: Json[]): void {
  target.metricQueryType ??= 0;
  target.metricEditorMode ??= target.metricQueryType === 1 || target.expression ? 1 : 0;
  if (!Object.hasOwn(target, 'statistics')) return;
  const [first, ...more] = Array.isArray(target.statistics) ? target.statistics : [];
  delete target.statistics;
  if (first !== undefined) target.statistic = first;
  for (const statistic of more) targets.push({ ...structuredClone(target), statistic, refId: nextRefId(targets) });
}

function splitAnnotation(annotation: Json, list: Json[]): void {
  const [first, ...more] = Array.isArray(annotation.statistics) ? annotation.statistics : [];
  const { name } = annotation;
  delete annotation.statistics;
  if (first !== undefined) annotation.statistic = first;
  if (more.length > 0) annotation.name = `${name} - ${first}`;
  for (const statistic of more) list.push({ ...structuredClone(annotation), statistic, name: `${name} - ${statistic}` });
}
