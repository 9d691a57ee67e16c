/** From frames and a dashboard's field config to fields that can be drawn: overrides, names, ranges, colours, texts. */
import type { FieldData, FrameData } from '../frame.ts';
import { displayProcessor } from './display.ts';
import { matches } from './matchers.ts';
import { fieldDisplayName } from './names.ts';
import { extent } from './reducers.ts';
import { colorScale, seriesColorOf } from './scale.ts';
import { stepValue } from './thresholds.ts';
import type { ColorTheme, DisplayConfig, FieldConfigSource, NumericRange, ResolvedField } from './types.ts';

export interface ResolveContext {
  readonly theme: ColorTheme;
  readonly timeZone: string;
  readonly now?: number;
}

const appliesToNumbersOnly = new Set(['min', 'max', 'fieldMinMax']);
const notForTime = new Set(['thresholds', 'color', 'decimals', 'mappings', 'noValue', 'min', 'max', 'fieldMinMax', 'unit', 'displayName']);

export function resolveFields(frames: readonly FrameData[], source: FieldConfigSource, context: ResolveContext): ResolvedField[] {
  const configured = frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) => ({ ...field, config: configOf(field, frame, frames, source) })),
  }));
  const everything = globalRange(configured);
  const resolved: ResolvedField[] = [];
  let seriesIndex = 0;
  configured.forEach((frame, frameIndex) => {
    frame.fields.forEach((field, fieldIndex) => {
      const config = field.config as DisplayConfig;
      const displayName = interpolateName(fieldDisplayName(field, frame, configured), field);
      const range = field.type === 'number' ? fieldRange(field, config, everything) : undefined;
      const index = seriesIndex;
      if (field.type !== 'time') seriesIndex++;
      const scale = colorScale(config, context.theme, range ?? { min: 0, max: 100 }, index, displayName, field.type === 'boolean');
      resolved.push({
        frame,
        frameIndex,
        field,
        fieldIndex,
        config,
        displayName,
        seriesIndex: index,
        ...(range && { range }),
        color: seriesColorOf(field, config, scale).color,
        display: displayProcessor(field, config, scale, context),
      });
    });
  });
  return resolved;
}

function configOf(field: FieldData, frame: FrameData, frames: readonly FrameData[], source: FieldConfigSource): DisplayConfig {
  const config: Record<string, unknown> = { ...field.config, custom: { ...((field.config?.custom as object | undefined) ?? {}) } };
  for (const [key, value] of Object.entries(source.defaults)) {
    if (key === 'custom' || value === null || value === undefined) continue;
    if (config[key] !== undefined && config[key] !== null) continue;
    if (field.type === 'time' && notForTime.has(key) && key !== 'unit' && key !== 'displayName') continue;
    if (appliesToNumbersOnly.has(key) && field.type !== 'number') continue;
    config[key] = value;
  }
  for (const [key, value] of Object.entries(source.defaults.custom ?? {})) {
    const custom = config.custom as Record<string, unknown>;
    if (custom[key] === undefined && value !== undefined && value !== null) custom[key] = value;
  }
  keepBaseStep(field, config, source);
  for (const { matcher, properties } of source.overrides) {
    if (matcher.scope && matcher.scope !== 'series') continue;
    if (!matches(matcher.id, matcher.options, { ...field, config }, frame, frames)) continue;
    for (const { id, value } of properties) setProperty(config, id, value);
  }
  if (!config.color && config.thresholds) config.color = { mode: 'thresholds' };
  return config as DisplayConfig;
}

/** A field with thresholds of its own but no base takes the base of the defaults. */
function keepBaseStep(field: FieldData, config: Record<string, unknown>, source: FieldConfigSource): void {
  const own = (field.config as DisplayConfig | undefined)?.thresholds;
  const base = source.defaults.thresholds?.steps[0];
  if (!own || own.mode !== 'absolute' || !base || own.steps.some((step) => stepValue(step) === Number.NEGATIVE_INFINITY)) return;
  config.thresholds = { ...own, steps: [base, ...own.steps] };
}

function setProperty(config: Record<string, unknown>, id: string, value: unknown): void {
  const nested = id.startsWith('custom.');
  const target = nested ? (config.custom as Record<string, unknown>) : config;
  const path = (nested ? id.slice(7) : id).split('.');
  const key = path.pop()!;
  let place = target;
  for (const part of path) {
    place[part] = { ...((place[part] as object | undefined) ?? {}) };
    place = place[part] as Record<string, unknown>;
  }
  if (value === null || value === undefined) delete place[key];
  else if (Array.isArray(value) && Array.isArray(place[key])) place[key] = [...value, ...(place[key] as unknown[])];
  else place[key] = value;
}

function globalRange(frames: readonly FrameData[]): NumericRange {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const frame of frames) {
    for (const field of frame.fields) {
      if (field.type !== 'number') continue;
      const found = extent(field);
      if (!found) continue;
      min = Math.min(min, found.min);
      max = Math.max(max, found.max);
    }
  }
  return min <= max ? { min, max } : { min: 0, max: 100 };
}

/** Range of one field by itself: what its config says, else its values; 0 to 100 where there are none. */
export function rangeOf(field: FieldData, { min, max }: DisplayConfig): NumericRange {
  if (field.type !== 'number') return { min: 0, max: 100 };
  if (typeof min === 'number' && typeof max === 'number') return { min, max };
  if (field.values.length === 0) return { min: 0, max: 100 };
  const found = extent(field) ?? { min: Number.NaN, max: Number.NaN };
  return { min: typeof min === 'number' ? min : found.min, max: typeof max === 'number' ? max : found.max };
}

function fieldRange(field: FieldData, config: DisplayConfig, everything: NumericRange): NumericRange {
  if (config.fieldMinMax) return rangeOf(field, config);
  return { min: config.min ?? everything.min, max: config.max ?? everything.max };
}

/** `${__field.name}`, `${__field.labels.host}` and their short forms inside a display name. */
function interpolateName(name: string, field: FieldData): string {
  if (!name.includes('$')) return name;
  return name.replace(/\$\{__field\.(name|labels(?:\.([^}]+))?)\}/g, (whole, what: string, label: string | undefined) => {
    if (what === 'name') return field.name;
    if (label === undefined)
      return Object.entries(field.labels ?? {})
        .map(([key, value]) => `${key}="${value}"`)
        .join(', ');
    return field.labels?.[label.replace(/^\["?|"?\]$/g, '')] ?? whole;
  });
}
