/** Version 30: value mappings by kind, all texts of single values in one. */
import { activeStep } from '@orrery/plugin-sdk/data';
import { isObject, type Json, objects } from '../json.ts';
import { panelStep } from './step.ts';

export const mappingsStep = panelStep(30, (panel) => {
  const { fieldConfig } = panel;
  if (!isObject(fieldConfig)) return;
  const { defaults } = fieldConfig;
  if (isObject(defaults) && defaults.mappings) defaults.mappings = newMappings(defaults.mappings, defaults.thresholds);
  for (const { properties } of objects(fieldConfig.overrides))
    for (const property of objects(properties)) if (property.id === 'mappings') property.value = newMappings(property.value);
});

/** Mappings of either form, in the new one. A text that is a number takes the colour that the number had. */
export function newMappings(mappings: unknown, thresholds?: unknown): Json[] {
  const texts: Json = {};
  const others: Json[] = [];
  const steps = isObject(thresholds) ? objects(thresholds.steps) : objects(thresholds);
  for (const mapping of objects(mappings)) {
    const { type, options, value, from, to, text } = mapping;
    if (typeof type === 'string' && options) {
      if (type === 'value') Object.assign(texts, options);
      else others.push(mapping);
      continue;
    }
    const number = Number.parseFloat(text);
    const color = steps.length > 0 && !Number.isNaN(number) ? activeStep(number, steps as never).color : undefined;
    const result = { text, ...(color && { color }) };
    if (type === 2) others.push({ type: 'range', options: { from: Number(from), to: Number(to), result } });
    else if (value === 'null') others.push({ type: 'special', options: { match: 'null', result } });
    else if (value !== undefined && value !== null) texts[String(value)] = result;
  }
  return Object.keys(texts).length > 0 ? [{ type: 'value', options: texts }, ...others] : others;
}
