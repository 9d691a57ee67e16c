/** A panel's defaults under what the dashboard says. Objects merge, everything else replaces. */
import type { DisplayConfig, FieldConfigSource } from '@orrery/plugin-sdk/data';
import type { Panel } from '../panel.ts';

type Plain = Readonly<Record<string, unknown>>;

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function deepDefaults(value: unknown, defaults: unknown): unknown {
  if (value === undefined || value === null) return defaults;
  if (!isPlain(value) || !isPlain(defaults)) return value;
  const merged: Record<string, unknown> = { ...value };
  for (const [key, standard] of Object.entries(defaults)) merged[key] = deepDefaults(value[key], standard);
  return merged;
}

export function mergeDefaults(
  panel: Panel,
  options: Plain,
  fieldConfig: FieldConfigSource,
): { options: Record<string, unknown>; fieldConfig: FieldConfigSource } {
  return {
    options: deepDefaults(options, panel.defaults) as Record<string, unknown>,
    fieldConfig: {
      // Thresholds and mappings are lists of meaning: they are taken whole or not at all.
      defaults: {
        ...panel.fieldDefaults,
        ...fieldConfig.defaults,
        custom: deepDefaults(fieldConfig.defaults?.custom, panel.fieldDefaults?.custom ?? {}),
      } as DisplayConfig,
      overrides: fieldConfig.overrides ?? [],
    },
  };
}
