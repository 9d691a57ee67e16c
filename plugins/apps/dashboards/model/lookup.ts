/** What a name in a text means on this page: its scope, its variables, then what is built in. */
import { formatDate, formatDuration, intervalFor, type Lookup, parseDuration, type Resolved } from '@orrery/plugin-sdk/data';
import { filterToUrl } from './filters.ts';
import { all, type Option } from './options.ts';
import type { VariableState, Variables } from './variables.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}
/** What built-in names are filled from; a page gives all of it, a test what it needs. */
export interface Surroundings {
  readonly timeZone?: string;
  readonly time?: { readonly from: string; readonly to: string };
  readonly dashboard?: { readonly title: string; readonly uid: string };
  readonly user?: {
    readonly login: string;
    readonly email: string;
    readonly id: number;
    readonly orgId: number;
    readonly orgName?: string;
  };
  readonly theme?: string;
}
export type Scope = Readonly<Record<string, Option>>;

export function lookupIn(states: Variables, range: Range, scope: Scope = {}, around: Surroundings = {}): Lookup {
  return (name, path, format) => {
    const own = scope[name];
    if (own) return resolvedOption(own, path);
    const state = states.get(name);
    if (state) return resolvedState(state, range, path);
    return builtIn(name, path, format, states, range, around);
  };
}

function resolvedOption({ text, value, properties }: Option, path: string | undefined): Resolved {
  if (path === undefined || path === '0') return { value, text };
  return { value: path === 'text' ? text : path === 'value' ? value : ((properties?.[path] as string | undefined) ?? '') };
}

function resolvedState(state: VariableState, range: Range, path: string | undefined): Resolved {
  const { model, selected, options, filters } = state;
  if (filters) {
    const texts = filters.map(({ key, operator, value }) => `${key}${operator}"${value.replaceAll('"', '\\"')}"`);
    return { value: texts.join(',') };
  }
  if (selected.some(({ value }) => value === all.value)) {
    const each = options.filter(({ value }) => value !== all.value);
    return { all: true, ...(model.allValue && { allValue: model.allValue }), ...several(each, path) };
  }
  if (model.type === 'interval' && selected[0]?.value.startsWith('$__auto')) {
    const least = parseDuration(model.auto_min ?? '10s') ?? 10_000;
    return { value: formatDuration(intervalFor(range, model.auto_count ?? 30, least).ms) };
  }
  if (path !== undefined && /^\d+$/.test(path)) return { value: selected[Number(path)]?.value ?? '' };
  if (model.multi) return several(selected, path);
  if (!selected[0]) return { value: '', text: '' };
  return { ...resolvedOption(selected[0], path), ...(model.includeAll && { orAll: true }) };
}

function several(options: readonly Option[], path: string | undefined): Resolved {
  if (path === undefined) return { value: options.map(({ value }) => value), text: options.map(({ text }) => text) };
  return { value: options.map((option) => String(resolvedOption(option, path).value ?? '')) };
}

function builtIn(
  name: string,
  path: string | undefined,
  format: string | undefined,
  states: Variables,
  range: Range,
  { timeZone = 'browser', time, dashboard, user, theme }: Surroundings,
): Resolved | undefined {
  const length = range.to - range.from;
  switch (name) {
    case '__from':
    case '__to': {
      const at = name === '__from' ? range.from : range.to;
      return { value: format === 'text' ? formatDate(at, 'YYYY-MM-DD HH:mm:ss', timeZone) : at };
    }
    case '__range':
      return { value: `${Math.round(length / 1000)}s` };
    case '__range_s':
      return { value: Math.round(length / 1000) };
    case '__range_ms':
      return { value: length };
    case '__timezone':
      return { value: timeZone === 'browser' || !timeZone ? Intl.DateTimeFormat().resolvedOptions().timeZone : timeZone };
    case '__dashboard':
      return dashboard && { value: path === 'uid' ? dashboard.uid : dashboard.title };
    case '__user':
      return user && { value: path === 'login' ? user.login : path === 'email' ? user.email : user.id };
    case '__org':
      return user && { value: path === 'name' ? (user.orgName ?? String(user.orgId)) : user.orgId };
    case '__theme':
      return theme ? { value: theme } : undefined;
    case '__all_variables':
      return { value: variablesAsQuery(states) };
    case '__url_time_range':
      return { value: timeAsQuery(time ?? { from: String(range.from), to: String(range.to) }, timeZone) };
    default:
      return;
  }
}

/** `var-a=x&var-b=y`, in the order of the dashboard. */
export function variablesAsQuery(states: Variables): string {
  const query = new URLSearchParams();
  for (const state of states.values()) for (const value of urlValues(state)) query.append(`var-${state.model.name}`, value);
  return query.toString();
}
export function timeAsQuery({ from, to }: { from: string; to: string }, timeZone?: string): string {
  const query = new URLSearchParams({ from, to });
  if (timeZone && timeZone !== 'browser') query.set('timezone', timeZone);
  return query.toString();
}

/** What an address says of a variable; nothing for those that addresses leave out. */
export function urlValues({ model, selected, filters }: VariableState): string[] {
  if (model.type === 'constant' || model.type === 'system' || model.skipUrlSync) return [];
  if (model.type === 'adhoc') return (filters ?? []).map(filterToUrl);
  return selected.map(({ value }) => value);
}
