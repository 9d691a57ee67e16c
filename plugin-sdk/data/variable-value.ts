/** What a variable of a dashboard stands for in a text, whole or by a path. */
import type { Resolved } from './interpolate.ts';
import { valueAtPath } from './path.ts';

type Scalar = string | number | boolean;

export interface VariableOption {
  readonly text: string;
  readonly value: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}
export interface SelectedVariable {
  /** A list where several can be chosen; with All chosen, what All stands for. */
  readonly value: Scalar | readonly Scalar[] | null | undefined;
  readonly text?: string | readonly string[];
  readonly all?: boolean;
  readonly allValue?: string;
  /** Options whose properties a path may name. */
  readonly options?: readonly VariableOption[];
}

export function variableValue(variable: SelectedVariable, path?: string): Resolved {
  const { value, text, all, allValue, options = [] } = variable;
  if (path === undefined)
    return { value, ...(text !== undefined && { text }), ...(all && { all }), ...(allValue && { allValue }) } as Resolved;
  if (Array.isArray(value) && /^\d+$/.test(path)) {
    const at = Number(path);
    return { value: value[at] as Scalar | undefined, ...(Array.isArray(text) && text[at] !== undefined && { text: String(text[at]) }) };
  }
  const property = (one: unknown): unknown => {
    const option = options.find((each) => each.value === String(one));
    return option?.properties && valueAtPath(option.properties, path);
  };
  return { value: (Array.isArray(value) ? value.map(property) : property(value)) as Resolved['value'] };
}

/** A value of the moment, such as that of a repeated panel or a query's interval; a path goes into its properties. */
export function scopedValue({ value, text }: { readonly value?: unknown; readonly text?: unknown }, path?: string): Resolved {
  if (path !== undefined) return { value: valueAtPath(value, path) as Resolved['value'] };
  return { value: value as Resolved['value'], ...(typeof text === 'string' && { text }) };
}
