/** What holds for one field: its own config, then the panel's defaults where it says nothing, then the overrides that match it. */
import type { FieldData, FrameData } from '../frame.ts';
import { type FieldMatcher, fieldMatcher } from './matchers.ts';
import { stepValue } from './thresholds.ts';
import type { DisplayConfig, FieldConfigSource, ThresholdStep, ThresholdsConfig } from './types.ts';

/** Writes texts of the config: variables and what is known of the field. */
export type ConfigText = (text: string, field: FieldData, frame: FrameData) => string;
export type ConfigOf = (field: FieldData, frame: FrameData, frames: readonly FrameData[]) => DisplayConfig;

type Bag = Record<string, unknown>;
type Process = (value: unknown, write: (text: string) => string) => unknown;

const asIs: Process = (value) => value;
const number: Process = (value, write) => {
  if (typeof value !== 'string') return value;
  const read = Number.parseFloat(write(value));
  return Number.isNaN(read) ? undefined : read;
};
const text: Process = (value, write) => (typeof value === 'string' ? write(value) : value);
/** A limit may be a text with variables; its number holds where that is none. */
const limits: Process = (value, write) => {
  const { steps } = value as ThresholdsConfig;
  if (!steps?.some(({ valueExpr }) => valueExpr)) return value;
  const read = (step: ThresholdStep): ThresholdStep => ({
    ...step,
    value: (number(step.valueExpr, write) as number | undefined) ?? step.value,
  });
  return { ...(value as ThresholdsConfig), steps: steps.map((step) => (step.valueExpr ? read(step) : step)) };
};

/** The standard options, and how each value is read. Everything else of an override belongs to the panel (`custom.`) or is skipped. */
const standard: Readonly<Record<string, Process>> = {
  displayName: text,
  unit: asIs,
  min: number,
  max: number,
  fieldMinMax: asIs,
  decimals: number,
  noValue: text,
  color: asIs,
  thresholds: limits,
  mappings: asIs,
  links: asIs,
  actions: asIs,
};
const numbersOnly = new Set(['min', 'max', 'fieldMinMax']);

/** `customIds`: the options that the panel knows; any where it does not say. `scope`: what the frames are to the panel. */
export function fieldConfigs(source: FieldConfigSource, write: ConfigText, customIds?: ReadonlySet<string>, scope = 'series'): ConfigOf {
  const rules = (source.overrides ?? [])
    .filter(({ matcher }) => (matcher.scope ?? 'series') === scope)
    .map(({ matcher, properties }): { matches: FieldMatcher; properties: typeof properties } => ({
      matches: fieldMatcher(matcher),
      properties,
    }));
  return (field, frame, frames) => {
    const config: Bag = { ...field.config, custom: { ...((field.config?.custom as object | undefined) ?? {}) } };
    const written = (given: string): string => write(given, field, frame);
    applyDefaults(config, field, source.defaults ?? {}, written, customIds);
    settle(config);
    for (const { matches, properties } of rules) {
      if (!matches({ ...field, config }, frame, frames)) continue;
      for (const { id, value } of properties) setProperty(config, id, value, written, customIds);
    }
    return config as DisplayConfig;
  };
}

function applyDefaults(
  config: Bag,
  field: FieldData,
  defaults: DisplayConfig,
  write: (given: string) => string,
  customIds: ReadonlySet<string> | undefined,
): void {
  for (const [id, process] of Object.entries(standard)) {
    const value = defaults[id];
    if (value === null || value === undefined || (numbersOnly.has(id) && field.type !== 'number')) continue;
    if (id === 'links' && Array.isArray(config.links)) config.links = together(config.links, value as unknown[]);
    else if (config[id] === null || config[id] === undefined) config[id] = process(value, write);
  }
  const custom = config.custom as Bag;
  for (const [id, value] of Object.entries(defaults.custom ?? {})) {
    if (value === null || value === undefined || (customIds && !customIds.has(id))) continue;
    if (custom[id] === null || custom[id] === undefined) custom[id] = value;
  }
  // A field with thresholds of its own but no base takes the base of the defaults.
  const own = (field.config as DisplayConfig | undefined)?.thresholds;
  const base = defaults.thresholds?.steps?.[0];
  if (own?.mode === 'absolute' && base && !own.steps.some((step) => stepValue(step) === Number.NEGATIVE_INFINITY))
    config.thresholds = { ...own, steps: [base, ...own.steps] };
}

function setProperty(
  config: Bag,
  id: string,
  given: unknown,
  write: (given: string) => string,
  customIds: ReadonlySet<string> | undefined,
): void {
  const nested = id.startsWith('custom.');
  const path = (nested ? id.slice(7) : id).split('.');
  const known = nested ? !customIds || customIds.has(path[0] as string) : Object.hasOwn(standard, path[0]!);
  if (!known || path.includes('__proto__')) return;
  const value = given === null || given === undefined || nested ? given : (standard[id] ?? asIs)(given, write);
  let place = nested ? (config.custom as Bag) : config;
  for (const part of path.slice(0, -1)) place = place[part] = { ...((place[part] as object | undefined) ?? {}) };
  const key = path.at(-1)!;
  if (value === null || value === undefined) delete place[key];
  else if (Array.isArray(value) && Array.isArray(place[key])) place[key] = [...value, ...(place[key] as unknown[])];
  else place[key] = value;
}

/** Links of the source, then those of the panel, none of them twice. */
function together(own: readonly unknown[], more: readonly unknown[]): unknown[] {
  return [...new Map([...own, ...more].map((link) => [JSON.stringify(link), link])).values()];
}

/** Thresholds without a colour mode decide the colour; a range the wrong way round is turned. */
function settle(config: Bag): void {
  const { color, thresholds, min, max } = config as DisplayConfig;
  if (!color && thresholds) config.color = { mode: 'thresholds' };
  else if (color && !color.mode) delete config.color;
  if (typeof min === 'number' && typeof max === 'number' && min > max) Object.assign(config, { min: max, max: min });
}
