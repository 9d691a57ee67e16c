/** Variables that are always there: the time range, the address, who is looking. Intervals belong to the query that asks. */

import { formatDate } from './display/date-pattern.ts';
import { formatValue, type Lookup, type Resolved } from './interpolate.ts';
import { own } from './own.ts';
import { queryEncode } from './url-text.ts';

export interface BuiltinContext {
  readonly range: { readonly from: number; readonly to: number };
  /** Both ends as the dashboard or the link writes them. */
  readonly raw: { readonly from: string; readonly to: string };
  readonly timeZone: string;
  /** Path and query of the page. */
  readonly location: { readonly pathname: string; readonly search: string };
  readonly user?: { readonly id: number | string; readonly login: string; readonly email: string };
  readonly org?: { readonly id: number | string; readonly name: string };
  readonly namespace?: string;
  /** The dashboard's variables in their order, without those that stay out of the address. */
  readonly variables?: readonly (Resolved & { readonly name: string })[];
}

export function builtinLookup(context: BuiltinContext): Lookup {
  return (name, path, format) => {
    const value = own(answers, name)?.(context, path, format);
    if (value === undefined) return;
    return typeof value === 'object' ? value : { value };
  };
}

/** A piece of an address, which no format touches. */
const address = (value: string): Resolved => ({ value, written: true });

type Answer = (context: BuiltinContext, path: string | undefined, format: string | undefined) => string | number | Resolved | undefined;

const end =
  (which: 'from' | 'to'): Answer =>
  ({ range, timeZone }) => ({ value: range[which], text: formatDate(range[which], 'YYYY-MM-DD HH:mm:ss', timeZone) });

const answers: Readonly<Record<string, Answer>> = {
  __from: end('from'),
  __to: end('to'),
  __timezone: ({ timeZone }) => (timeZone === 'browser' ? Intl.DateTimeFormat().resolvedOptions().timeZone : timeZone),
  __url_time_range: ({ raw, timeZone }) =>
    address(`from=${queryEncode(raw.from)}&to=${queryEncode(raw.to)}&timezone=${queryEncode(timeZone)}`),
  __all_variables: ({ variables = [] }) =>
    address(variables.map((variable) => formatValue(variable, variable.name, 'queryparam')).join('&')),
  __user: ({ user }, path = 'id') => user && { value: Object.hasOwn(user, path) ? user[path as keyof typeof user] : '' },
  __org: ({ org }, path = 'id') => org && { value: Object.hasOwn(org, path) ? org[path as keyof typeof org] : '' },
  __namespace: ({ namespace }) => namespace,
  __url: ({ location: { pathname, search } }, path, format) => {
    const params = searchOf(search, format);
    // Only the query is left as it is: a whole address goes into another one in the form that is asked for.
    return path === 'params' ? address(params) : { value: path === 'path' ? pathname : pathname + params };
  },
};

/** The query without some keys (`exclude:a,b`), or with some only (`include:a,b`). */
function searchOf(search: string, format: string | undefined): string {
  const [, how, list = ''] = /^(exclude|include):(.*)$/.exec(format ?? '') ?? [];
  if (!how) return search;
  const named = list.split(',');
  const params = new URLSearchParams(search);
  if (how === 'exclude') for (const key of named) params.delete(key);
  // Walks what it shortens, so that a key after a dropped one stays: what links of dashboards were written against.
  else for (const key of params.keys()) if (!named.includes(key)) params.delete(key);
  const text = String(params);
  return text && `?${text}`;
}
