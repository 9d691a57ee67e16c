/** Values inside options by path: `legend.displayMode`. Pure: a change gives a new value. */
import type { OptionCondition } from '../option-editor.ts';

export type Options = Readonly<Record<string, unknown>>;

export function valueAtPath(options: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, options);
}

/** Undefined takes the value away, and every object that is empty then. */
export function withValue(options: Options, path: string, value: unknown): Options {
  const [key = '', ...rest] = path.split('.');
  // A path comes from a plugin: it must not reach what every object inherits.
  if (key === '__proto__' || key === 'constructor' || key === 'prototype') return options;
  if (Array.isArray(options)) return withItem(options, Number(key), rest, value) as unknown as Options;
  const { [key]: before, ...others } = options;
  const after =
    rest.length === 0
      ? value
      : withValue((isObject(before) || Array.isArray(before) ? before : listOrObject(rest[0])) as Options, rest.join('.'), value);
  const gone = after === undefined || (rest.length > 0 && value === undefined && isObject(after) && Object.keys(after).length === 0);
  return gone ? others : { ...options, [key]: after };
}

/** Lists keep their places: what is taken away leaves its object there. */
function withItem(list: readonly unknown[], at: number, rest: readonly string[], value: unknown): readonly unknown[] {
  const next = [...list];
  const before = next[at];
  next[at] = rest.length === 0 ? value : withValue((isObject(before) ? before : {}) as Options, rest.join('.'), value);
  return next;
}
function listOrObject(key: string | undefined): unknown {
  return /^\d+$/.test(key ?? '') ? [] : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Are all conditions true for these options? */
export function holds(conditions: readonly OptionCondition[] | undefined, options: unknown): boolean {
  return (conditions ?? []).every((condition) => {
    const value = valueAtPath(options, condition.path);
    return 'is' in condition ? condition.is.includes(value) : !condition.not.includes(value);
  });
}

export function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
