/** Stat, gauge and bar gauge, by the version that saved them: their options became reduceOptions and the field config. */
import { compact, fieldConfigOf, isObject, type Json, objects } from '../json.ts';
import { newMappings } from '../steps/mappings.ts';
import { migratedAs } from './become.ts';
import { reducerOf } from './reducers.ts';

export function statFamilyPanel(panel: Json): void {
  if (!isObject(panel.options)) return;
  const version = versionOf(panel.pluginVersion ?? '6.1');
  if (version >= 8) return;
  if (version < 6.2) fromValueOptions(panel.options);
  if (version < 7) toFieldConfig(panel, version);
  const { defaults } = fieldConfigOf(panel);
  if (version < 7.1 && typeof defaults.title === 'string') {
    defaults.displayName = defaults.title;
    delete defaults.title;
  }
  if (Array.isArray(defaults.mappings)) defaults.mappings = newMappings(defaults.mappings, defaults.thresholds);
  // Percentages had a range before they were asked for one.
  const most = defaults.unit === 'percent' ? 100 : defaults.unit === 'percentunit' ? 1 : undefined;
  if (most !== undefined) {
    if (typeof defaults.min !== 'number') defaults.min = 0;
    if (typeof defaults.max !== 'number') defaults.max = most;
  }
  panel.pluginVersion = migratedAs;
}

/** `6.10` is above `6.2`. */
function versionOf(text: unknown): number {
  const [, major = '0', minor = '0'] = /^(\d+)(?:\.(\d+))?/.exec(String(text)) ?? [];
  return Number(major) + Math.min(Number(minor), 99) / (Number(minor) > 9 ? 100 : 10);
}

function fromValueOptions(options: Json): void {
  const { valueOptions, valueMappings, thresholds, minValue, maxValue } = options;
  if (!isObject(valueOptions)) return;
  const { unit, decimals, stat, prefix, suffix } = valueOptions;
  const calc = stat && reducerOf(stat);
  options.fieldOptions = compact({
    mappings: valueMappings,
    thresholds,
    calcs: calc ? [calc] : undefined,
    defaults: compact({ unit: withAffix(unit, prefix, suffix), decimals, min: minValue, max: maxValue }),
  });
  for (const key of ['valueOptions', 'valueMappings', 'thresholds', 'minValue', 'maxValue']) delete options[key];
}

/** Text around a number has no place of its own any more; a unit can hold one of them. */
export function withAffix(unit: unknown, before: unknown, after: unknown): unknown {
  if (unit && unit !== 'none') return unit;
  if (before) return `prefix:${before}`;
  return after ? `suffix:${String(after).trim()}` : unit;
}

function toFieldConfig(panel: Json, version: number): void {
  const { options } = panel;
  const old = options.fieldOptions;
  if (!isObject(old)) return;
  const fieldConfig = fieldConfigOf(panel);
  const { defaults: given, overrides, override: _, mappings, thresholds, values, limit, calcs } = old;
  const defaults: Json = isObject(given) ? given : {};
  if (mappings !== undefined && defaults.mappings === undefined) defaults.mappings = mappings;
  const steps = defaults.thresholds ?? thresholds ?? options.thresholds;
  if (Array.isArray(steps)) defaults.thresholds = { mode: 'absolute', steps: sortedSteps(steps) };
  delete options.thresholds;
  if (version < 6.6 && typeof defaults.color === 'string') defaults.color = { mode: 'fixed', fixedColor: defaults.color };
  Object.assign(fieldConfig.defaults, compact(defaults));
  fieldConfig.overrides.push(...objects(overrides));
  options.reduceOptions = { ...compact({ values, limit, calcs }), ...options.reduceOptions };
  delete options.fieldOptions;
}

/** From low to high; the first is the base, which has no limit. */
function sortedSteps(steps: unknown): Json[] {
  const limit = ({ value }: Json): number => (typeof value === 'number' ? value : Number.NEGATIVE_INFINITY);
  return objects(steps)
    .sort((a, b) => limit(a) - limit(b))
    .map(({ value, color }, at) => ({ value: at === 0 ? null : value, color }));
}
