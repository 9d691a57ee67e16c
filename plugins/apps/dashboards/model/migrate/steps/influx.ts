/** Version 8: queries for InfluxDB as parts that can be put together, no longer as fields of a form. */
import { type Json, objects } from '../json.ts';
import { panelStep } from './step.ts';

export const influxStep = panelStep(8, (panel) => {
  for (const target of objects(panel.targets)) {
    if (!target.fields || !target.tags || !target.groupBy) continue;
    if (!target.rawQuery) toParts(target);
    delete target.fields;
    delete target.fill;
  }
});

function toParts(target: Json): void {
  target.select = objects(target.fields).map(({ name, func, mathExpr, asExpr }) => [
    { type: 'field', params: [name] },
    { type: func, params: [] },
    ...(mathExpr ? [{ type: 'math', params: [mathExpr] }] : []),
    ...(asExpr ? [{ type: 'alias', params: [asExpr] }] : []),
  ]);
  const groups = objects(target.groupBy);
  for (const part of groups) {
    const key = part.type === 'time' ? 'interval' : part.type === 'tag' ? 'key' : undefined;
    if (!key || !part[key]) continue;
    part.params = [part[key]];
    delete part[key];
  }
  target.groupBy = target.fill ? [...groups, { type: 'fill', params: [target.fill] }] : groups;
}
