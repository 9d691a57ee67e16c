/**
 * An export that was never imported still asks for its data sources (`${DS_PROM}`). Where just one of the wanted type exists, or one
 * of them is the default, it is taken; constants have their value with them.
 */
import { isObject, type Json, objects } from './json.ts';
import type { MigrateContext } from './migrate.ts';

export function fillInputs(dashboard: Json, { datasources }: MigrateContext): void {
  const answers = new Map<string, string>();
  for (const { name, type, pluginId, value } of objects(dashboard.__inputs)) {
    if (typeof name !== 'string') continue;
    if (type === 'constant' && typeof value === 'string') answers.set(`\${${name}}`, value);
    if (type !== 'datasource') continue;
    const fitting = datasources.filter((one) => one.type === pluginId);
    const chosen = fitting.length === 1 ? fitting[0] : fitting.find(({ isDefault }) => isDefault);
    if (chosen) answers.set(`\${${name}}`, chosen.uid);
  }
  if (answers.size === 0) return;
  for (const [key, part] of Object.entries(dashboard)) if (!key.startsWith('__')) dashboard[key] = filled(part, answers);
}

function filled(value: unknown, answers: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    if (!value.includes('${')) return value;
    let text = value;
    for (const [name, answer] of answers) text = text.replaceAll(name, () => answer);
    return text;
  }
  if (Array.isArray(value)) return value.map((part) => filled(part, answers));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, filled(part, answers)])) : value;
}
