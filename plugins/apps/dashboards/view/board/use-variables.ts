import type { Shell } from '@orrery/plugin-sdk/ui';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Range, urlValues } from '../../model/lookup.ts';
import type { Option } from '../../model/options.ts';
import type { AdhocFilter, KnownDatasource, VariableModel } from '../../model/types.ts';
import { type Cause, initialVariables, loadVariables, type VariableState, type Variables } from '../../model/variables.ts';
import { askOptions } from '../api.ts';
import { changeAddress, valuesInUrl } from './address.ts';

export interface UsedVariables {
  readonly variables: Variables;
  choose(name: string, selected: readonly Option[]): void;
  filter(name: string, filters: readonly AdhocFilter[]): void;
}

/** The variables of a page through its life: loaded, chosen, loaded again when what they need changes, and kept in the address. */
export function useVariables(
  shell: Shell,
  models: readonly VariableModel[],
  query: URLSearchParams,
  span: Range,
  datasources: readonly KnownDatasource[],
): UsedVariables {
  const fromUrl = (name: string): readonly string[] => valuesInUrl(query, name);
  const [variables, setVariables] = useState<Variables>(() => initialVariables(models, fromUrl));
  const latest = useRef(variables);
  const round = useRef(0);
  const leaving = useRef(new AbortController());
  const show = (next: Variables): void => {
    latest.current = next;
    setVariables(next);
  };

  /** A later cause takes over from an earlier one that still waits. */
  const load = async (before: Variables, cause: Cause): Promise<void> => {
    const mine = ++round.current;
    leaving.current.abort();
    leaving.current = new AbortController();
    const { signal } = leaving.current;
    const ask = (datasource: KnownDatasource, question: Parameters<typeof askOptions>[1]) => askOptions(datasource, question, span, signal);
    const done = await loadVariables(models, before, { datasources, range: span, fromUrl, ask }, cause, (states) => {
      if (mine === round.current) show(states);
    });
    if (mine !== round.current) return;
    show(done);
    if (cause.changed !== undefined || cause.time) changeAddress(shell, {}, { variables: done });
  };

  useEffect(() => {
    void load(initialVariables(models, fromUrl), {});
    return () => leaving.current.abort();
  }, [models, datasources]);

  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else if (models.some(({ type, refresh }) => type === 'query' && refresh === 2)) void load(latest.current, { time: true });
  }, [span.from, span.to]);

  const change = (name: string, changed: Partial<VariableState>): void => {
    const before = latest.current.get(name);
    if (!before) return;
    const next = new Map(latest.current).set(name, { ...before, ...changed });
    show(next);
    changeAddress(shell, {}, { push: true, variables: next });
    void load(next, { changed: name });
  };

  // The browser's own back and forward, and links to this page with other values.
  const before = useRef(query);
  useEffect(() => {
    const left = before.current;
    before.current = query;
    for (const state of latest.current.values()) {
      if (state.loading) continue;
      const url = fromUrl(state.model.name).filter((value) => value !== '');
      const wentAway = url.length === 0 && !query.has(`var-${state.model.name}`) && left.has(`var-${state.model.name}`);
      if ((url.length === 0 && !wentAway) || url.join('\n') === urlValues(state).join('\n')) continue;
      const fresh = initialVariables([state.model], fromUrl).get(state.model.name);
      if (!fresh) continue;
      const selected = fresh.selected.map((option) => state.options.find(({ value }) => value === option.value) ?? option);
      const next = new Map(latest.current).set(state.model.name, { ...state, selected, ...(fresh.filters && { filters: fresh.filters }) });
      show(next);
      void load(next, { changed: state.model.name });
      return;
    }
  }, [query]);

  return {
    variables,
    choose: (name, selected) => change(name, { selected: settled(latest.current.get(name), selected) }),
    filter: (name, filters) => change(name, { filters }),
  };
}

/** Nothing chosen means the first choice, or All: a query without a value asks for nothing anybody wants. */
function settled(state: VariableState | undefined, selected: readonly Option[]): readonly Option[] {
  if (selected.length > 0 || !state || state.model.type === 'groupby') return selected;
  return state.options.slice(0, 1);
}
