/** Texts of options in which variables stand: only those that the panel names, so that nothing else is ever read as one. */
import { interpolate, type Lookup } from '@orrery/plugin-sdk/data';

export function interpolateOptions<Options extends object>(
  options: Options,
  paths: readonly string[] | undefined,
  lookup: Lookup | undefined,
): Options {
  if (!paths || !lookup) return options;
  return paths.reduce((filled, path) => replaced(filled, path.split('.'), lookup) as Options, options);
}

function replaced(value: unknown, [key, ...rest]: readonly string[], lookup: Lookup): unknown {
  if (key === undefined) return typeof value === 'string' ? interpolate(value, lookup) : value;
  if (typeof value !== 'object' || value === null || !(key in value)) return value;
  return { ...value, [key]: replaced((value as Record<string, unknown>)[key], rest, lookup) };
}
