/**
 * The variables of a dashboard: loaded in the order of their dependencies, chosen from, and looked up by every text of the page.
 */
import type { Query } from '@orrery/plugin-sdk';
import { interpolate, type Lookup, type Resolved, variablesIn } from '@orrery/plugin-sdk/data/interpolate';
import { formatDuration, intervalFor, parseDuration } from '@orrery/plugin-sdk/data/interval';
import { all, customOptions, type Option, toOptions, validSelection } from './options.ts';
import type { DatasourceRef, KnownDatasource, VariableModel } from './types.ts';

export interface VariableState {
  readonly model: VariableModel;
  readonly options: readonly Option[];
  readonly selected: readonly Option[];
  /** Why its options could not be loaded. */
  readonly error?: string;
}
export type Variables = ReadonlyMap<string, VariableState>;

export interface LoadParts {
  readonly datasources: readonly KnownDatasource[];
  readonly range: { readonly from: number; readonly to: number };
  /** Values of the query string, by name; empty for none. */
  readonly fromUrl: (name: string) => readonly string[];
  /** Asks a data source for a variable's options: rows of text and value. */
  readonly ask: (datasource: KnownDatasource, query: Query) => Promise<readonly { text?: unknown; value?: unknown }[]>;
}

/** Waves of variables that need nothing of each other, in order. Those of a cycle come last, together. */
export function waves(models: readonly VariableModel[]): VariableModel[][] {
  const left = new Map(models.map((model) => [model.name, model]));
  const needs = new Map(models.map((model) => [model.name, dependencies(model).filter((name) => name !== model.name && left.has(name))]));
  const ordered: VariableModel[][] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ name }) => needs.get(name)?.every((needed) => !left.has(needed)));
    const wave = ready.length > 0 ? ready : [...left.values()];
    for (const { name } of wave) left.delete(name);
    ordered.push(wave);
  }
  return ordered;
}

function dependencies({ query, regex, datasource, definition }: VariableModel): string[] {
  return variablesIn([JSON.stringify(query ?? ''), regex, JSON.stringify(datasource ?? ''), definition].join(' '));
}

/** Loads all, or those that depend on `changed`. Gives a new map; what failed keeps its old selection and says why. */
export async function loadVariables(
  models: readonly VariableModel[],
  before: Variables,
  parts: LoadParts,
  changed?: string,
): Promise<Variables> {
  const states = new Map(before);
  const touched = new Set(changed === undefined ? models.map(({ name }) => name) : [changed]);
  for (const wave of waves(models)) {
    await Promise.all(
      wave.map(async (model) => {
        const depends = dependencies(model).some((name) => touched.has(name));
        if (changed !== undefined && (model.name === changed || !depends)) return;
        touched.add(model.name);
        states.set(model.name, await load(model, states, parts, changed === undefined));
      }),
    );
  }
  return states;
}

async function load(model: VariableModel, states: Variables, parts: LoadParts, first: boolean): Promise<VariableState> {
  const url = first ? parts.fromUrl(model.name) : [];
  const known = states.get(model.name)?.selected.map(({ value }) => value);
  const wanted = url.length > 0 ? url : (known ?? listOf(model.current?.value));
  try {
    const options = await optionsOf(model, states, parts);
    return { model, options, selected: validSelection(options, wanted, model, url.length > 0 || freeText.has(model.type)) };
  } catch (error) {
    const selected = wanted.map((value) => ({ text: value, value }));
    return { model, options: [], selected, error: error instanceof Error ? error.message : String(error) };
  }
}

const freeText = new Set(['textbox', 'constant']);

async function optionsOf(model: VariableModel, states: Variables, parts: LoadParts): Promise<Option[]> {
  const text = typeof model.query === 'string' ? model.query : '';
  switch (model.type) {
    case 'custom':
      return model.includeAll ? [all, ...customOptions(text)] : customOptions(text);
    case 'constant':
    case 'textbox':
      return [{ text, value: text }];
    case 'interval': {
      const fixed = text
        .split(',')
        .map((part) => part.trim().replaceAll('"', ''))
        .filter(Boolean)
        .map((value) => ({ text: value, value }));
      return model.auto ? [{ text: 'auto', value: '$__auto' }, ...fixed] : fixed;
    }
    case 'datasource': {
      const fitting = parts.datasources.filter(({ type }) => type === text).map(({ name, uid }) => ({ text: name, value: uid }));
      const byDefault = [...fitting].sort((a, b) => Number(isDefault(parts, b)) - Number(isDefault(parts, a)));
      return toOptions(byDefault, model);
    }
    case 'query': {
      const lookup = lookupIn(states, parts.range);
      const datasource = findDatasource(model.datasource, parts.datasources, lookup);
      if (!datasource) throw new Error(`Its data source (${nameOf(model.datasource)}) is not configured.`);
      return toOptions(await parts.ask(datasource, variableQuery(model, lookup)), {
        ...model,
        regex: interpolate(model.regex ?? '', lookup, 'regex'),
      });
    }
    default:
      return (model.options ?? []).map(({ text: label, value }) => ({ text: String(label ?? value), value: String(value ?? label) }));
  }
}

function isDefault(parts: LoadParts, { value }: Option): boolean {
  return parts.datasources.some(({ uid, isDefault: chosen }) => uid === value && chosen);
}

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

/** What a name means on this page: its variables, then what is built in for this range. */
export function lookupIn(states: Variables, range: { from: number; to: number }, scoped: Readonly<Record<string, Resolved>> = {}): Lookup {
  return (name, path) => {
    const own = scoped[name];
    if (own) return own;
    const state = states.get(name);
    if (state) return resolvedOf(state, range, path);
    const span = range.to - range.from;
    switch (name) {
      case '__from':
        return { value: range.from };
      case '__to':
        return { value: range.to };
      case '__range':
        return { value: `${Math.round(span / 1000)}s` };
      case '__range_s':
        return { value: Math.round(span / 1000) };
      case '__range_ms':
        return { value: span };
      default:
        return undefined;
    }
  };
}

function resolvedOf({ model, selected, options }: VariableState, range: { from: number; to: number }, path: string | undefined): Resolved {
  if (selected.some(({ value }) => value === all.value)) {
    const each = options.filter(({ value }) => value !== all.value);
    return {
      all: true,
      ...(model.allValue && { allValue: model.allValue }),
      value: each.map(({ value }) => value),
      text: each.map(({ text }) => text),
    };
  }
  if (model.type === 'interval' && selected[0]?.value.startsWith('$__auto')) {
    const least = parseDuration(model.auto_min ?? '10s') ?? 10_000;
    return { value: formatDuration(intervalFor(range, model.auto_count ?? 30, least).ms) };
  }
  const values = selected.map(({ value }) => value);
  if (path !== undefined && /^\d+$/.test(path)) return { value: values[Number(path)] ?? '' };
  const texts = selected.map(({ text }) => text);
  return model.multi ? { value: values, text: texts } : { value: values[0] ?? '', text: texts[0] ?? '' };
}

export function findDatasource(
  ref: DatasourceRef | string | null | undefined,
  known: readonly KnownDatasource[],
  lookup: Lookup,
): KnownDatasource | undefined {
  const wanted = typeof ref === 'string' ? ref : ref?.uid;
  const fallback = known.find(({ isDefault: chosen }) => chosen) ?? known[0];
  if (!wanted || wanted === 'default') {
    const type = typeof ref === 'object' ? ref?.type : undefined;
    return type
      ? (known.find((one) => one.type === type && one.isDefault) ?? known.find((one) => one.type === type) ?? undefined)
      : fallback;
  }
  const uid = interpolate(wanted, lookup, 'raw');
  return known.find((one) => one.uid === uid) ?? known.find(({ name }) => name === uid) ?? (uid === 'default' ? fallback : undefined);
}

export function nameOf(ref: DatasourceRef | string | null | undefined): string {
  if (!ref) return 'the default one';
  return typeof ref === 'string' ? ref : (ref.uid ?? ref.type ?? 'unnamed');
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined || value === '') return [];
  return typeof value === 'string' ? [value] : value;
}
