/** The variables of a dashboard: loaded in the order of their needs, and again when what they need changes. */
import type { Query } from '@orrery/plugin-sdk';
import { interpolate, type Lookup, variablesIn } from '@orrery/plugin-sdk/data';
import { findDatasource, isType, nameOf } from './datasource-ref.ts';
import { filterFromUrl } from './filters.ts';
import { lookupIn, type Range } from './lookup.ts';
import {
  all,
  customOptions,
  type Found,
  intervalOptions,
  jsonOptions,
  type Option,
  optionOf,
  toOptions,
  validSelection,
} from './options.ts';
import type { AdhocFilter, KnownDatasource, StoredValue, VariableModel } from './types.ts';
import { t } from '../text/index.ts';

export interface VariableState {
  readonly model: VariableModel;
  readonly options: readonly Option[];
  readonly selected: readonly Option[];
  /** Of ad hoc variables. */
  readonly filters?: readonly AdhocFilter[];
  /** Its options are being asked for: what uses it waits. */
  readonly loading?: boolean;
  /** Why its options could not be loaded. */
  readonly error?: string;
}
export type Variables = ReadonlyMap<string, VariableState>;

export interface LoadParts {
  readonly datasources: readonly KnownDatasource[];
  readonly range: Range;
  /** Values of the query string, by name; empty for none. */
  readonly fromUrl: (name: string) => readonly string[];
  /** Asks a data source for a variable's options. */
  readonly ask: (datasource: KnownDatasource, query: Query) => Promise<readonly Found[]>;
}
/** What made a load necessary: nothing for the first one. */
export interface Cause {
  readonly changed?: string;
  readonly time?: boolean;
}

/** Waves of variables that need nothing of each other, in order. Those of a circle come last, together. */
export function waves(models: readonly VariableModel[]): VariableModel[][] {
  const left = new Map(models.map((model) => [model.name, model]));
  const needs = needsOf(models);
  const ordered: VariableModel[][] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ name }) => needs.get(name)?.every((needed) => !left.has(needed)));
    const wave = ready.length > 0 ? ready : [...left.values()];
    for (const { name } of wave) left.delete(name);
    ordered.push(wave);
  }
  return ordered;
}

function needsOf(models: readonly VariableModel[]): ReadonlyMap<string, readonly string[]> {
  const names = new Set(models.map(({ name }) => name));
  return new Map(models.map((model) => [model.name, dependencies(model).filter((name) => name !== model.name && names.has(name))]));
}

/** Names that stand in a circle of needs, or wait for one. */
export function circular(models: readonly VariableModel[]): string[] {
  const needs = needsOf(models);
  const settled = new Set<string>();
  for (let before = -1; before < settled.size; ) {
    before = settled.size;
    for (const { name } of models) if (needs.get(name)?.every((needed) => settled.has(needed))) settled.add(name);
  }
  return models.map(({ name }) => name).filter((name) => !settled.has(name));
}

function dependencies({ query, regex, datasource, definition }: VariableModel): string[] {
  return variablesIn([JSON.stringify(query ?? ''), regex, JSON.stringify(datasource ?? ''), definition].join(' '));
}

/** Before anything is asked: what the address or the dashboard says is chosen. */
export function initialVariables(models: readonly VariableModel[], fromUrl: LoadParts['fromUrl']): Variables {
  return new Map(
    models.map((model): [string, VariableState] => {
      const url = fromUrl(model.name);
      if (model.type === 'adhoc') return [model.name, { model, options: [], selected: [], filters: filtersOf(model, url) }];
      const wanted = url.length > 0 ? url.filter((value) => value !== '') : listOf(model.current?.value);
      const texts = listOf(model.current?.text);
      const selected = wanted.map((value, index) =>
        value === all.value ? all : { text: (url.length === 0 && texts[index]) || value, value },
      );
      return [model.name, { model, options: [], selected, loading: true }];
    }),
  );
}

/**
 * Loads what the cause makes necessary and tells `progress` after each that arrives. What failed keeps its old selection and says
 * why. Gives the last state of all.
 */
export async function loadVariables(
  models: readonly VariableModel[],
  before: Variables,
  parts: LoadParts,
  { changed, time }: Cause = {},
  progress: (states: Variables) => void = () => {},
): Promise<Variables> {
  const states = new Map(before);
  const first = changed === undefined && !time;
  const touched = new Set<string>(changed === undefined ? [] : [changed]);
  const due = waves(models).map((wave) =>
    wave.filter((model) => {
      const asks = model.type === 'query' && model.refresh === 2 && time;
      const depends = dependencies(model).some((name) => touched.has(name));
      if (model.name === changed || !(first || asks || depends)) return false;
      touched.add(model.name);
      return true;
    }),
  );
  for (const model of due.flat()) {
    const known = states.get(model.name);
    if (known && model.type !== 'adhoc') states.set(model.name, { ...known, loading: true });
  }
  if (due.flat().length > 0) progress(new Map(states));
  const inCircle = new Set(circular(models));
  for (const wave of due) {
    await Promise.all(
      wave.map(async (model) => {
        const loaded = await load(model, states, parts, first);
        const error = inCircle.has(model.name) ? { error: t.asking.circle([...inCircle].join(', ')) } : {};
        states.set(model.name, { ...loaded, ...error });
        progress(new Map(states));
      }),
    );
  }
  return states;
}

async function load(model: VariableModel, states: Variables, parts: LoadParts, first: boolean): Promise<VariableState> {
  const url = first ? parts.fromUrl(model.name) : [];
  const known = states.get(model.name);
  if (model.type === 'adhoc')
    return known?.filters && !first ? known : { model, options: [], selected: [], filters: filtersOf(model, url) };
  const kept = first ? listOf(model.current?.value) : (known?.selected.map(({ value }) => value) ?? []);
  const wanted = url.length > 0 ? url : kept;
  try {
    const options = await optionsOf(model, states, parts);
    const free = url.length > 0 || model.type === 'textbox' || (model.allowCustomValue !== false && !first && custom.has(model.type));
    return { model, options, selected: selectionOf(model, options, wanted, free) };
  } catch (error) {
    const selected = wanted.map((value) => known?.selected.find((option) => option.value === value) ?? { text: value, value });
    return { model, options: [], selected, error: error instanceof Error ? error.message : String(error) };
  }
}
/** Types of which a typed value stays although no option has it. */
const custom = new Set(['custom', 'groupby']);

function selectionOf(model: VariableModel, options: readonly Option[], wanted: readonly string[], free: boolean): Option[] {
  if (model.type === 'constant') return [...options];
  if (model.type === 'interval' && wanted[0]?.startsWith('$__auto')) return options.filter(({ value }) => value === '$__auto').slice(0, 1);
  if (model.type === 'textbox') return [wanted[0] === undefined ? (options[0] as Option) : { text: wanted[0], value: wanted[0] }];
  if (model.type === 'groupby') return wanted.map((value) => options.find((option) => option.value === value) ?? { text: value, value });
  return validSelection(options, wanted, model, free);
}

async function optionsOf(model: VariableModel, states: Variables, parts: LoadParts): Promise<readonly Option[]> {
  const text = typeof model.query === 'string' ? model.query : '';
  const lookup = lookupIn(states, parts.range);
  switch (model.type) {
    case 'custom': {
      const found = model.valuesFormat === 'json' ? jsonOptions(interpolate(text, lookup)) : customOptions(interpolate(text, lookup));
      return model.includeAll ? [all, ...found] : found;
    }
    case 'constant':
    case 'textbox':
      return [{ text, value: text }];
    case 'interval': {
      const fixed = intervalOptions(text);
      return model.auto ? [{ text: 'auto', value: '$__auto' }, ...fixed] : fixed;
    }
    case 'switch': {
      const [on, off] = model.options ?? [];
      return [
        { text: 'on', value: String(model.enabledValue ?? on?.value ?? 'true') },
        { text: 'off', value: String(model.disabledValue ?? off?.value ?? 'false') },
      ];
    }
    case 'datasource':
      return datasourceOptions(model, text, parts.datasources, lookup);
    case 'groupby':
      return keysOf(model, parts, lookup);
    case 'query': {
      if (model.refresh === 0 && model.options?.length) return model.options.map(optionOf);
      const datasource = findDatasource(model.datasource, parts.datasources, lookup);
      if (!datasource) throw new Error(t.asking.noSource(nameOf(model.datasource)));
      const found = await parts.ask(datasource, variableQuery(model, lookup));
      return toOptions(found, { ...model, regex: interpolate(model.regex ?? '', lookup, 'regex') });
    }
    default:
      return (model.options ?? []).map(optionOf);
  }
}

function datasourceOptions(model: VariableModel, type: string, known: readonly KnownDatasource[], lookup: Lookup): Option[] {
  const fitting = known.filter((one) => isType(one.type, type));
  const byDefault = [...fitting].sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  const found = byDefault.map(({ name, uid }) => ({ text: name, value: uid }));
  return toOptions(found, { ...model, regexApplyTo: 'text', regex: interpolate(model.regex ?? '', lookup, 'regex') });
}

/** Keys that filters and groupings may use: those the dashboard names, else what the data source says. */
export async function keysOf(model: VariableModel, parts: Pick<LoadParts, 'datasources' | 'ask'>, lookup: Lookup): Promise<Option[]> {
  if (model.defaultKeys?.length) return model.defaultKeys.map(optionOf);
  const datasource = findDatasource(model.datasource, parts.datasources, lookup);
  return datasource && namesLabels.has(datasource.type)
    ? toOptions(await parts.ask(datasource, labelQuery(model.name, 'label_names()')), { sort: 1 })
    : [];
}
export async function valuesOf(
  model: VariableModel,
  key: string,
  parts: Pick<LoadParts, 'datasources' | 'ask'>,
  lookup: Lookup,
): Promise<Option[]> {
  const datasource = findDatasource(model.datasource, parts.datasources, lookup);
  return datasource && namesLabels.has(datasource.type) && /^\w+$/.test(key)
    ? toOptions(await parts.ask(datasource, labelQuery(model.name, `label_values(${key})`)), { sort: 1 })
    : [];
}
/** Sources that answer `label_names()` and `label_values(x)`. */
const namesLabels = new Set(['prometheus', 'loki']);
const labelQuery = (name: string, query: string): Query => ({ refId: `variable-${name}`, queryType: 'variable', query });

/** The stored query, string or object, as one query of type `variable`; the data source interpolates nothing itself. */
function variableQuery(model: VariableModel, lookup: Lookup): Query {
  const stored =
    typeof model.query === 'object' && model.query !== null
      ? (model.query as Record<string, unknown>)
      : { query: model.query || model.definition };
  const texts = Object.entries(stored).map(([key, value]) => [
    key,
    typeof value === 'string' ? interpolate(value, lookup, 'regex') : value,
  ]);
  return { ...Object.fromEntries(texts), refId: `variable-${model.name}`, queryType: 'variable' };
}

function filtersOf(model: VariableModel, url: readonly string[]): readonly AdhocFilter[] {
  const parsed = url.map(filterFromUrl).filter((filter) => filter !== undefined);
  return url.length > 0 ? parsed : (model.filters ?? []);
}

function listOf(value: StoredValue | undefined): readonly string[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}
