/** Singlestat becomes a gauge where it drew one, else a stat. */
import { compact, fieldConfigOf, isObject, type Json, objects } from '../json.ts';
import { newMappings } from '../steps/mappings.ts';
import { become, drop } from './become.ts';
import { reducerOf } from './reducers.ts';
import { withAffix } from './stat-family.ts';

const translated = [
  ...['valueName', 'format', 'decimals', 'tableColumn', 'nullText', 'nullPointMode', 'thresholds', 'colors'],
  ...['colorBackground', 'colorValue', 'sparkline', 'gauge', 'mappingType', 'mappingTypes', 'valueMaps', 'rangeMaps', 'prefix', 'postfix'],
];

export function singlestatPanel(panel: Json): void {
  const gauge = isObject(panel.gauge) && panel.gauge.show ? panel.gauge : undefined;
  const { defaults } = fieldConfigOf(panel);
  const steps = thresholdSteps(panel.thresholds, panel.colors);
  Object.assign(
    defaults,
    compact({
      unit: withAffix(panel.format, panel.prefix, panel.postfix),
      decimals: panel.decimals,
      noValue: panel.nullText || undefined,
      nullValueMode: panel.nullPointMode,
      thresholds: steps && { mode: 'absolute', steps },
      min: gauge?.minValue,
      max: gauge?.maxValue,
    }),
  );
  const mappings = newMappings(singlestatMappings(panel), steps);
  if (mappings.length > 0) defaults.mappings = mappings;
  const named = panel.valueName === 'name';
  const { angular: _, ...kept } = isObject(panel.options) ? panel.options : ({} as Json);
  panel.options = {
    ...kept,
    reduceOptions: {
      values: false,
      calcs: [named ? 'lastNotNull' : (reducerOf(panel.valueName) ?? 'mean')],
      fields: panel.tableColumn ? `/^${panel.tableColumn}$/` : '',
    },
    orientation: 'horizontal',
    ...(gauge
      ? { showThresholdMarkers: Boolean(gauge.thresholdMarkers ?? true), showThresholdLabels: Boolean(gauge.thresholdLabels) }
      : {
          colorMode: panel.colorBackground ? 'background' : panel.colorValue ? 'value' : 'none',
          graphMode: panel.sparkline?.show ? 'area' : 'none',
          justifyMode: 'auto',
          textMode: named ? 'name' : 'value',
        }),
  };
  become(panel, gauge ? 'gauge' : 'stat');
  drop(panel, translated);
}

/** One colour more than limits: the first is for what lies below them all. */
function thresholdSteps(limits: unknown, colors: unknown): Json[] | undefined {
  if (typeof limits !== 'string' || limits.trim() === '' || !Array.isArray(colors)) return;
  const values = limits.split(',').map((part) => Number(part.trim()));
  return [null, ...values].slice(0, colors.length).map((value, at) => ({ value, color: colors[at] }));
}

/** The lists of both kinds stayed in the file; the type says which one was meant. Also for styles of tables. */
export function singlestatMappings({ mappingType, valueMaps, rangeMaps }: Json): Json[] {
  const type = mappingType || (objects(valueMaps).length > 0 ? 1 : 2);
  return objects(type === 1 ? valueMaps : rangeMaps).map((map) => ({ ...map, type }));
}
