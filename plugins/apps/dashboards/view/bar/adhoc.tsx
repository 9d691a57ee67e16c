import { Button, Icon, IconButton, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { filterOperators, takesSeveral } from '../../model/filters.ts';
import type { Option } from '../../model/options.ts';
import type { AdhocFilter } from '../../model/types.ts';
import type { VariableState } from '../../model/variables.ts';
import { t } from '../../text/index.ts';
import { Popover } from './popover.tsx';
import { Suggest } from './suggest.tsx';

export interface FilterSource {
  keys(): Promise<readonly Option[]>;
  values(key: string): Promise<readonly Option[]>;
}

/** Filters that reach every query of their data source: a chip each, and a button for one more. */
export function AdhocFilters({
  state,
  label,
  source,
  onFilters,
}: {
  state: VariableState;
  label: string;
  source: FilterSource;
  onFilters: (filters: readonly AdhocFilter[]) => void;
}): JSX.Element {
  const filters = state.filters ?? [];
  return (
    <span class="dash-filters" role="group" aria-label={label}>
      {state.model.hide !== 1 && <span class="dash-label">{label}</span>}
      {filters.map((filter, index) => {
        const words = `${filter.operator} ${takesSeveral(filter.operator) ? (filter.values ?? []).join(', ') : filter.value || '""'}`;
        return (
          <span class="o-var o-filt" key={`${index} ${filter.key}`}>
            <Popover
              label={t.variables.changeFilter(filter.key)}
              class="dash-chip"
              boxClass="dash-filter-box"
              button={
                <>
                  <i>{filter.key}</i> {words}
                </>
              }
            >
              {(close) => (
                <FilterForm
                  filter={filter}
                  source={source}
                  onDone={(next) => {
                    close();
                    onFilters(filters.map((one, place) => (place === index ? next : one)));
                  }}
                />
              )}
            </Popover>
            <IconButton
              icon="x"
              size="sm"
              label={t.variables.removeFilter(filter.key)}
              onClick={() => onFilters(filters.filter((_, place) => place !== index))}
            />
          </span>
        );
      })}
      <Popover
        label={t.variables.addFilter}
        title={t.variables.addFilter}
        class="o-btn o-ghost o-ico o-sm"
        boxClass="dash-filter-box"
        button={<Icon name="list-filter" size="s" />}
      >
        {(close) => (
          <FilterForm
            filter={{ key: '', operator: '=', value: '' }}
            source={source}
            onDone={(next) => {
              close();
              onFilters([...filters, next]);
            }}
          />
        )}
      </Popover>
    </span>
  );
}

function FilterForm({
  filter,
  source,
  onDone,
}: {
  filter: AdhocFilter;
  source: FilterSource;
  onDone: (filter: AdhocFilter) => void;
}): JSX.Element {
  const [draft, setDraft] = useState(filter);
  const [keys, setKeys] = useState<readonly Option[]>([]);
  const [values, setValues] = useState<readonly Option[]>([]);
  const [failure, setFailure] = useState('');
  useEffect(() => {
    source.keys().then(setKeys, (error: Error) => setFailure(error.message));
  }, []);
  useEffect(() => {
    if (!draft.key) return;
    const timer = setTimeout(() => source.values(draft.key).then(setValues, () => setValues([])), 200);
    return () => clearTimeout(timer);
  }, [draft.key]);
  const several = takesSeveral(draft.operator);
  const write = (text: string): void => {
    const list = text.split(',').map((part) => part.trim());
    setDraft({ ...draft, value: several ? (list[0] ?? '') : text, ...(several && { values: list }) });
  };
  return (
    <form
      class="dash-filter-form"
      onSubmit={(event) => {
        event.preventDefault();
        const { values: list, ...plain } = draft;
        if (draft.key.trim()) onDone(several && list ? { ...plain, values: list.filter(Boolean) } : plain);
      }}
    >
      <Suggest
        label={t.variables.filterKey}
        value={draft.key}
        proposals={keys.map(({ value }) => value)}
        onText={(key) => setDraft({ ...draft, key })}
      />
      <Select
        size="sm"
        aria-label={t.variables.filterOperator}
        value={draft.operator}
        onValue={(operator) => setDraft({ ...draft, operator })}
        options={filterOperators.map((value) => ({ value: value as string, label: t.variables.operators[value] }))}
      />
      <Suggest
        label={t.variables.filterValue}
        placeholder={several ? t.variables.filterValues : t.variables.filterValue}
        proposals={several ? [] : values.map(({ value }) => value)}
        value={several ? (draft.values ?? [draft.value]).join(', ') : draft.value}
        onText={write}
      />
      <Button size="sm" kind="primary" type="submit" disabled={!draft.key.trim()}>
        {t.apply}
      </Button>
      {failure && <p class="o-help o-warn">{failure}</p>}
    </form>
  );
}
