/** JSON merge patches (RFC 7396) and JSON patches (RFC 6902, but `move` and `copy`). Pure. */

type Loose = Record<string, unknown>;
const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);
const dangerous = new Set(['__proto__', 'constructor', 'prototype']);

export function merged(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const made: Loose = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (dangerous.has(key)) continue;
    if (value === null) delete made[key];
    else made[key] = merged(made[key], value);
  }
  return made;
}

/** `wrong` says which operation cannot be done. */
export function patched(target: unknown, operations: readonly unknown[]): { readonly value: unknown } | { readonly wrong: string } {
  let value = target;
  for (const [index, item] of operations.entries()) {
    const { op, path, value: given } = isObject(item) ? item : ({} as Loose);
    if (typeof path !== 'string' || (path !== '' && !path.startsWith('/'))) return { wrong: `[${index}]: a path begins with /` };
    const keys = path
      .split('/')
      .slice(1)
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (keys.some((key) => dangerous.has(key))) return { wrong: `[${index}]: ${path} is no path` };
    if (op === 'test') {
      if (JSON.stringify(at(value, keys)) !== JSON.stringify(given)) return { wrong: `[${index}]: ${path} is another value` };
      continue;
    }
    if (op !== 'add' && op !== 'replace' && op !== 'remove') return { wrong: `[${index}]: op is add, replace, remove or test` };
    if (op !== 'add' && at(value, keys) === undefined) return { wrong: `[${index}]: there is nothing at ${path}` };
    const made = changed(value, keys, op, given);
    if (made === undefined) return { wrong: `[${index}]: there is nothing at ${path}` };
    value = made;
  }
  return { value };
}

function at(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  if (!isObject(value) && !Array.isArray(value)) return undefined;
  return Object.hasOwn(value, key) ? at((value as Loose)[key], rest) : undefined;
}

function changed(value: unknown, [key, ...rest]: readonly string[], op: string, given: unknown): unknown {
  if (key === undefined) return op === 'remove' ? undefined : given;
  if (Array.isArray(value)) {
    const list = [...value];
    const place = key === '-' ? list.length : Number(key);
    if (!Number.isInteger(place) || place < 0 || place > list.length) return undefined;
    if (rest.length > 0) {
      const below = changed(list[place], rest, op, given);
      if (below === undefined) return undefined;
      list[place] = below;
    } else if (op === 'add') list.splice(place, 0, given);
    else if (op === 'remove') list.splice(place, 1);
    else list[place] = given;
    return list;
  }
  if (!isObject(value)) return undefined;
  const made: Loose = { ...value };
  if (rest.length > 0) {
    const below = changed(made[key], rest, op, given);
    if (below === undefined) return undefined;
    made[key] = below;
  } else if (op === 'remove') delete made[key];
  else made[key] = given;
  return made;
}
