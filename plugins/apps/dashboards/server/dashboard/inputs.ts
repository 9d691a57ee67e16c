/** A dashboard that was exported for others names what it needs as `__inputs`; here those names are filled in. Pure. */
import { fieldsOf, textOf } from '../answers.ts';
import type { DashboardModel } from './store.ts';

export interface Input {
  readonly name: string;
  readonly type: string;
  readonly pluginId: string;
  readonly value: string;
}
export interface SharedElement {
  readonly uid: string;
  readonly name: string;
  readonly kind: number;
  readonly model: Record<string, unknown>;
}
export type Filled = { readonly model: DashboardModel; readonly elements: readonly SharedElement[] } | { readonly missing: string };

const reference = /\$\{([\w-]+)\}/g;

export function readInputs(given: unknown): Input[] {
  return (Array.isArray(given) ? given : []).map((item) => {
    const { name, type, pluginId, value } = fieldsOf(item);
    return { name: textOf(name), type: textOf(type), pluginId: textOf(pluginId), value: String(value ?? '') };
  });
}

/** `missing` names an input that nobody filled. A constant brings its own value. */
export function fillInputs(model: DashboardModel, inputs: readonly Input[]): Filled {
  const { __inputs: declared, __requires: _, __elements: shared, ...rest } = model;
  const values = new Map<string, string>();
  for (const item of Array.isArray(declared) ? declared : []) {
    const { name, type, value } = fieldsOf(item);
    const given = inputs.find((input) => input.name === name && (!input.type || input.type === type));
    const own = type === 'constant' && value !== undefined && value !== null ? String(value) : undefined;
    const filled = given?.value ?? own;
    if (filled === undefined) return { missing: textOf(name) };
    values.set(textOf(name), filled);
  }
  const filledIn = replaced(rest, values) as DashboardModel;
  return { model: { ...filledIn, id: null }, elements: elementsOf(shared, values) };
}

function replaced(value: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return value.replace(reference, (whole, name: string) => values.get(name) ?? whole);
  if (Array.isArray(value)) return value.map((item) => replaced(item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, values)]));
}

function elementsOf(shared: unknown, values: ReadonlyMap<string, string>): SharedElement[] {
  return Object.entries(fieldsOf(shared)).flatMap(([key, item]) => {
    const { uid, name, kind, model } = fieldsOf(item);
    if (!model) return [];
    const made = { uid: textOf(uid) || key, name: textOf(name), kind: Number(kind) || 1 };
    return [{ ...made, model: replaced(fieldsOf(model), values) as Record<string, unknown> }];
  });
}
