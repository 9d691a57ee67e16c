/** Values of a table as configuration of fields: which column means what, and what is made of it. */
import { type FieldConfig, type FieldData, type FrameData, fieldDisplayName, rawAt, toNumber } from '@orrery/plugin-sdk/data';
import { own } from '@orrery/plugin-sdk/data/own';

export interface ConfigMapping {
  readonly fieldName: string;
  readonly handlerKey: string | null;
  readonly reducerId?: string;
  readonly handlerArguments?: { readonly threshold?: { readonly color?: string } };
}

/** What a column gives; a role of its own besides: name, value or label of a field made of a row, or nothing. */
const roles = ['field.name', 'field.value', 'field.label', '__ignore'] as const;
type Config = Record<string, unknown>;
type Handler = (value: unknown, config: Config) => void;

const number =
  (key: string): Handler =>
  (value, config) => {
    const found = toNumber(value);
    if (!Number.isNaN(found)) config[key] = found;
  };
const text =
  (key: string): Handler =>
  (value, config) => {
    config[key] = String(value);
  };
const handlers: Readonly<Record<string, Handler>> = {
  max: number('max'),
  min: number('min'),
  decimals: number('decimals'),
  unit: text('unit'),
  displayname: text('displayName'),
  color: (value, config) => {
    config.color = { fixedColor: value, mode: 'fixed' };
  },
  threshold1: (value, config) => {
    const limit = toNumber(value);
    if (Number.isNaN(limit)) return;
    const before = config.thresholds as { steps: unknown[] } | undefined;
    const steps = before?.steps ?? [{ value: Number.NEGATIVE_INFINITY, color: 'green' }];
    config.thresholds = { mode: 'absolute', steps: [...steps, { value: limit, color: 'red' }] };
  },
};
const lists = new Set(['mappings.value', 'mappings.color', 'mappings.text']);

export function isKnown(key: string): boolean {
  return own(handlers, key) !== undefined || lists.has(key) || (roles as readonly string[]).includes(key);
}

/** The key of a field: what a mapping says, else its own name. */
export function keyOf(name: string, mappings: readonly ConfigMapping[]): string {
  const mapping = mappings.find(({ fieldName }) => fieldName === name);
  const key = mapping ? mapping.handlerKey : name;
  return key?.toLowerCase() ?? '__ignore';
}

/** All values for lists, the last one there is for the rest. */
export function usualReducer(key: string): string {
  return lists.has(key) ? 'allValues' : 'lastNotNull';
}

/** What the columns say in one row. */
export function configAt(frame: FrameData, row: number, keys: ReadonlyMap<FieldData, string>): FieldConfig {
  const config: Config = {};
  const listed = new Map<string, readonly unknown[]>();
  for (const field of frame.fields) {
    const key = keys.get(field) ?? '';
    const value = rawAt(field, row);
    if (value === null || value === undefined) continue;
    if (lists.has(key)) {
      if (Array.isArray(value)) listed.set(key, value);
    } else own(handlers, key)?.(value, config);
  }
  const values = listed.get('mappings.value');
  if (values) config.mappings = [{ type: 'value', options: mappingsOf(values, listed) }];
  return config;
}

function mappingsOf(values: readonly unknown[], listed: ReadonlyMap<string, readonly unknown[]>): Record<string, unknown> {
  return Object.fromEntries(
    values.flatMap((value, index) => {
      if (value === null || value === undefined) return [];
      const color = listed.get('mappings.color')?.[index];
      const label = listed.get('mappings.text')?.[index];
      return [[String(value), { ...(color !== undefined && { color }), ...(label !== undefined && { text: label }), index }]];
    }),
  );
}

export function nameIn(field: FieldData, frame: FrameData): string {
  return fieldDisplayName(field, frame);
}
