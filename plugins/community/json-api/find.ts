/** Values in JSON by JSONPath (RFC 9535) or JMESPath, each by a library for it. */
import { search } from '@jmespath-community/jmespath';
import { query } from 'json-p3';
import type { JsonQuery } from './query.ts';

type Json = Parameters<typeof query>[1];

export function findAll(language: JsonQuery['language'], path: string, value: unknown): unknown[] {
  if (language === 'jmespath') {
    const found: unknown = path.trim() === '' ? value : search(value as never, path);
    return Array.isArray(found) ? found : found === null || found === undefined ? [] : [found];
  }
  // A row that is no object has one value: itself.
  return query(path.trim() || '$', value as Json).values();
}

/** One value; null where there is none. */
export function findOne(language: JsonQuery['language'], path: string, value: unknown): unknown {
  const found = findAll(language, language === 'jmespath' || path.startsWith('$') ? path : `$.${path}`, value);
  if (language === 'jmespath') return search(value as never, path || '@') ?? null;
  return found[0] ?? null;
}
