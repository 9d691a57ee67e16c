/** Scopes: `kind:attribute:value`, `*` as the last part standing for all below. */

/** Whether a held scope covers an asked one. An action without a scope is asked with ''. */
export function covers(held: string, asked: string): boolean {
  if (held === asked || held === '*') return true;
  if (asked === '') return true;
  if (!held.endsWith('*')) return false;
  return asked.startsWith(held.slice(0, -1)) && (held.endsWith(':*') || held === '*');
}

const unsafe = /[*:{}]/;

/**
 * Fills `{name}` from path parameters and `{query.name}` from the query string. Undefined when a value is missing, given twice, or
 * holds what would make the scope mean more than one thing.
 */
export function fillScope(
  template: string,
  params: Readonly<Record<string, string>>,
  query: Readonly<Record<string, readonly string[]>> = {},
): string | undefined {
  let sound = true;
  const filled = template.replace(/\{(query\.)?([\w*]+)\}/g, (_whole, fromQuery: string | undefined, name: string) => {
    const values = fromQuery ? (query[name] ?? []) : [params[name] ?? ''];
    const [value = ''] = values;
    if (values.length !== 1 || value === '' || unsafe.test(value)) sound = false;
    return value;
  });
  return sound ? filled : undefined;
}
