/**
 * `stored-queries`, version 1: whether queries are those that a dashboard stores, for whoever lets some people ask no others. What the
 * dashboard's panels, library panels, variables and annotations ask of this source, with values in the place of its variables.
 */
import { type CallContext, ok } from '@orrery/plugin-sdk';
import type { App } from '../app.ts';
import { libraryUids, panelsOf } from '../dashboard/panels.ts';
import type { DashboardModel } from '../dashboard/store.ts';
import { dashboardTarget } from '../rights.ts';
import { type Bound, type Bounds, isStored } from './template.ts';

type Loose = Readonly<Record<string, unknown>>;
interface Source {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly isDefault: boolean;
}
interface Asked {
  readonly dashboard: string;
  readonly queries: readonly { readonly query: Loose; readonly source: Source }[];
}
interface Stored {
  readonly query: Loose;
  readonly ref: unknown;
}

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);
const objects = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.filter(isObject) : []);
const listIn = (value: unknown): readonly Loose[] => objects(isObject(value) ? value.list : undefined);

export function serveStoredQueries(app: App) {
  return {
    /** One answer a query, in their order; all no, where the caller may not read the dashboard or there is none. */
    async holds({ dashboard: uid, queries }: Asked, { orgId }: CallContext) {
      const { dashboards, library, rights } = app.org(orgId);
      const row = await dashboards.get(uid);
      if (!row || !(await rights.may('dashboards:read', dashboardTarget(row)))) return ok(queries.map(() => false));
      const model = row.data as DashboardModel;
      const shared = (await library.withUids(libraryUids(model))).map(({ model: panel }) => panel as Loose);
      const variables = listIn(model.templating);
      const stored = [
        ...storedIn(panelsOf(model)),
        ...storedIn(shared),
        ...ofVariables(variables),
        ...ofAnnotations(listIn(model.annotations)),
      ];
      const bounds = boundsOf(variables);
      return ok(
        queries.map(({ query, source }) => {
          const { adhocFilters, groupByKeys, ...rest } = query;
          // What is added by these only narrows, where the dashboard lets people do it at all.
          if ((adhocFilters || groupByKeys) && !variables.some(({ type }) => type === 'adhoc' || type === 'groupby')) return false;
          return stored.some((one) => meant(one.ref, source, variables) && isStored(rest, one.query, bounds));
        }),
      );
    },
  };
}

function storedIn(panels: readonly Loose[]): Stored[] {
  return panels.flatMap(({ targets, datasource }) => objects(targets).map((query) => ({ query, ref: query.datasource ?? datasource })));
}
/** As pages ask for a variable's values: a text stands for what the source's own editor would have stored. */
function ofVariables(variables: readonly Loose[]): Stored[] {
  const asked = (query: unknown): Loose[] =>
    typeof query === 'string' && query ? [{ query, queryType: 'variable' }] : isObject(query) ? [{ ...query, queryType: 'variable' }] : [];
  return variables.flatMap(({ type, query, definition, datasource: ref }) => {
    if (type === 'query') return [...asked(query), ...asked(definition)].map((one) => ({ query: one, ref }));
    // Filters choose among all labels and what each holds.
    const labels = type === 'adhoc' || type === 'groupby' ? ['label_names()', 'label_values($label)'] : [];
    return labels.flatMap(asked).map((one) => ({ query: one, ref }));
  });
}
function ofAnnotations(annotations: readonly Loose[]): Stored[] {
  return annotations.map(
    ({
      datasource,
      target,
      name: _,
      enable: __,
      hide: ___,
      iconColor: ____,
      builtIn: _____,
      filter: ______,
      mappings: _______,
      ...old
    }) => ({
      query: { queryType: 'annotation', ...old, ...(isObject(target) ? target : {}) },
      ref: datasource,
    }),
  );
}

/** Whether a stored reference means this source: by uid, by name, as the default, or as one that a variable may choose. */
function meant(ref: unknown, { uid, name, type, isDefault }: Source, variables: readonly Loose[]): boolean {
  const wanted = typeof ref === 'string' ? ref : isObject(ref) ? ref.uid : undefined;
  if (typeof wanted !== 'string' || wanted === '' || wanted === 'default') return isDefault;
  if (wanted === uid || wanted === name) return true;
  const variable = /^\$\{?(\w+)(?::\w+)?\}?$/.exec(wanted)?.[1];
  const chosen = variables.find((one) => one.type === 'datasource' && one.name === variable);
  if (!chosen || chosen.query !== type) return false;
  const words = typeof chosen.regex === 'string' ? chosen.regex.replace(/^\/(.*)\/\w*$/, '$1') : '';
  if (words === '') return true;
  // A pattern that somebody wrote is not run here: a plain one is a part of the name, any other lets no source in.
  return /^[\w .-]+$/.test(words) && name.includes(words);
}

function boundsOf(variables: readonly Loose[]): Bounds {
  const known = new Map(variables.map((variable) => [String(variable.name), boundOf(variable)]));
  return (name) => known.get(name) ?? {};
}
function boundOf({ type, query, options, includeAll, allValue }: Loose): Bound {
  const all = includeAll === true ? ['.*', ...(typeof allValue === 'string' && allValue ? [allValue] : [])] : [];
  const text = typeof query === 'string' ? query : '';
  if (type === 'constant') return { all, values: new Set([text]) };
  if (type !== 'custom' && type !== 'interval') return { all };
  const written = text
    .split(/(?<!\\),/)
    .map((one) => one.trim().replaceAll('\\,', ','))
    .flatMap((one) => [one, one.split(' : ').at(-1)?.trim() ?? one]);
  return { all, values: new Set([...written, ...objects(options).map(({ value }) => String(value))]) };
}
