/** What holds for one field: its own config, then the panel's defaults where it says nothing, then the overrides that match it. */
import type { FieldData, FrameData } from '../frame.ts';
import { own } from '../own.ts';
import { type FieldMatcher, fieldMatcher } from './matchers.ts';
import { ownConfig, standardOptions, wellFormed } from './standard-options.ts';
import { stepValue } from './thresholds.ts';
import type { DisplayConfig, FieldConfigSource, ThresholdsConfig } from './types.ts';

const allStandardOptions = Object.entries(standardOptions);

/** Writes texts of the config: variables and what is known of the field. */
export type ConfigText = (text: string, field: FieldData, frame: FrameData) => string;
export type ConfigOf = (field: FieldData, frame: FrameData, frames: readonly FrameData[]) => DisplayConfig;

type Bag = Record<string, unknown>;

/** `customIds`: the options that the panel knows; any where it does not say. `scope`: what the frames are to the panel. */
export function fieldConfigs(source: FieldConfigSource, write: ConfigText, customIds?: ReadonlySet<string>, scope = 'series'): ConfigOf {
  const { defaults, overrides } = wellFormed(source);
  const rules = overrides
    .filter(({ matcher }) => (matcher.scope ?? 'series') === scope)
    .map(({ matcher, properties }): { matches: FieldMatcher; properties: typeof properties } => ({
      matches: fieldMatcher(matcher),
      properties,
    }));
  return (field, frame, frames) => {
    const config: Bag = { ...ownConfig(field.config), custom: { ...((field.config?.custom as object | undefined) ?? {}) } };
    const written = (given: string): string => write(given, field, frame);
    applyDefaults(config, field, defaults, written, customIds);
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
  for (const [id, { read, numbersOnly, fits }] of allStandardOptions) {
    const value = defaults[id];
    if (value === null || value === undefined || !fits(value) || (numbersOnly && field.type !== 'number')) continue;
    if (id === 'links' && Array.isArray(config.links)) config.links = together(config.links, value as unknown[]);
    else if (config[id] === null || config[id] === undefined) config[id] = read ? read(value, write) : value;
  }
  const custom = config.custom as Bag;
  for (const [id, value] of Object.entries(defaults.custom ?? {})) {
    if (value === null || value === undefined || (customIds && !customIds.has(id))) continue;
    if (custom[id] === null || custom[id] === undefined) custom[id] = value;
  }
  // A field with thresholds of its own but no base takes the base of the defaults.
  const given = ownConfig(field.config).thresholds as ThresholdsConfig | undefined;
  const base = defaults.thresholds?.steps?.[0];
  if (given?.mode === 'absolute' && base && !given.steps?.some((step) => stepValue(step) === Number.NEGATIVE_INFINITY))
    config.thresholds = { ...given, steps: [base, ...(given.steps ?? [])] };
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
  const option = nested ? undefined : own(standardOptions, path[0]!);
  const known = nested ? !customIds || customIds.has(path[0] as string) : option !== undefined;
  if (!known || path.includes('__proto__')) return;
  const nothing = given === null || given === undefined;
  if (!nothing && option && path.length === 1 && !option.fits(given)) return;
  const value = !nothing && option?.read && path.length === 1 ? option.read(given, write) : given;
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
