/**
 * The standard options of fields: what shape each has, and how it is read. Dashboards are written by hand and by programs too; an
 * option of another shape counts as not given, so that drawing code can trust what it gets.
 */
import type { FieldConfig } from '../frame.ts';
import { own } from '../own.ts';
import type { DisplayConfig, FieldConfigSource, FieldOverride, ThresholdStep, ThresholdsConfig } from './types.ts';

type Write = (text: string) => string;
interface StandardOption {
  readonly fits: (value: unknown) => boolean;
  /** From what is stored to what holds. */
  readonly read?: (value: unknown, write: Write) => unknown;
  readonly numbersOnly?: boolean;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): boolean => typeof value === 'number' || typeof value === 'string';

function readNumber(value: unknown, write: Write): unknown {
  if (typeof value !== 'string') return value;
  const read = Number.parseFloat(write(value));
  return Number.isNaN(read) ? undefined : read;
}

/** A limit may be a text with variables; its number holds where that is none. */
function readThresholds(value: unknown, write: Write): unknown {
  const { steps } = value as ThresholdsConfig;
  if (!steps?.some(({ valueExpr }) => valueExpr)) return value;
  const read = (step: ThresholdStep): ThresholdStep => ({
    ...step,
    value: (readNumber(step.valueExpr, write) as number | undefined) ?? step.value,
  });
  return { ...(value as ThresholdsConfig), steps: steps.map((step) => (step.valueExpr ? read(step) : step)) };
}

function isMapping(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.options)) return false;
  return value.type === 'value' || isObject(value.options.result);
}

const writtenText: StandardOption = { fits: isScalar, read: (value, write) => write(String(value)) };
const limit: StandardOption = { fits: isScalar, read: readNumber, numbersOnly: true };

export const standardOptions: Readonly<Record<string, StandardOption>> = {
  displayName: writtenText,
  unit: { fits: isText },
  min: limit,
  max: limit,
  fieldMinMax: { fits: () => true, numbersOnly: true },
  decimals: { fits: isScalar, read: readNumber },
  noValue: writtenText,
  color: { fits: (value) => isObject(value) && (value.mode === undefined || isText(value.mode)) },
  thresholds: {
    fits: (value) =>
      isObject(value) &&
      (value.steps === undefined || (Array.isArray(value.steps) && value.steps.every((step) => isObject(step) && isText(step.color)))),
    read: readThresholds,
  },
  mappings: { fits: (value) => Array.isArray(value) && value.every(isMapping) },
  links: { fits: Array.isArray },
  actions: { fits: Array.isArray },
};

/** What a source says of its field, without what has another shape. */
export function ownConfig(config: FieldConfig | undefined): Record<string, unknown> {
  const entries = Object.entries(config ?? {});
  const fits = ([id, value]: [string, unknown]): boolean =>
    value === null || value === undefined || (own(standardOptions, id)?.fits(value) ?? true);
  return entries.every(fits) ? { ...config } : Object.fromEntries(entries.filter(fits));
}

/** What a panel says, as far as it can be followed. */
export function wellFormed({ defaults, overrides }: Partial<FieldConfigSource>): {
  defaults: DisplayConfig;
  overrides: readonly FieldOverride[];
} {
  const isRule = (rule: unknown): boolean =>
    isObject(rule) && isObject(rule.matcher) && isText(rule.matcher.id) && Array.isArray(rule.properties);
  const isProperty = (property: unknown): boolean => isObject(property) && isText(property.id);
  return {
    defaults: isObject(defaults)
      ? { ...defaults, ...(defaults.custom !== undefined && { custom: isObject(defaults.custom) ? defaults.custom : {} }) }
      : {},
    overrides: (Array.isArray(overrides) ? overrides : [])
      .filter(isRule)
      .map((rule: FieldOverride) => ({ matcher: rule.matcher, properties: rule.properties.filter(isProperty) })),
  };
}
