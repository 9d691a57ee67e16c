import { Button, Icon, IconButton, NotConfigured } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Dashboard, VariableModel } from '../../model/types.ts';
import { usesOf } from '../../model/uses.ts';
import { w } from '../../text/work/index.ts';
import type { SettingsProps } from './settings-page.tsx';
import { VariableForm } from './variable-form.tsx';

/** The variables in their order; one at a time in its form. */
export function VariableSettings(props: SettingsProps): JSX.Element {
  const { board, change } = props;
  const list = board.dashboard.templating?.list ?? [];
  const [chosen, setChosen] = useState<number>();
  const setList = (label: string, how: (before: readonly VariableModel[]) => readonly VariableModel[], merge?: string): void =>
    change(
      label,
      (before: Dashboard) => ({ ...before, templating: { ...before.templating, list: how(before.templating?.list ?? []) } }),
      merge,
    );
  const model = chosen === undefined ? undefined : list[chosen];
  if (model && chosen !== undefined) {
    return (
      <VariableForm
        {...props}
        model={model}
        taken={list.filter((_, index) => index !== chosen).map(({ name }) => name)}
        onChange={(next) =>
          setList(
            w.edit.steps.variable(next.name),
            (before) => before.map((one, index) => (index === chosen ? next : one)),
            `variable-${chosen}`,
          )
        }
        onDone={() => setChosen(undefined)}
      />
    );
  }
  const add = (): void => {
    let number = list.length + 1;
    while (list.some(({ name }) => name === `query${number}`)) number++;
    setList(w.edit.steps.addVariable, (before) => [
      ...before,
      {
        name: `query${number}`,
        type: 'query',
        query: '',
        refresh: 1,
        sort: 0,
        regex: '',
        multi: false,
        includeAll: false,
        options: [],
        current: {},
        hide: 0,
      },
    ]);
    setChosen(list.length);
  };
  const move = (index: number, by: number): void =>
    setList(w.edit.steps.moveVariable(list[index]?.name ?? ''), (before) => {
      const next = [...before];
      next.splice(index + by, 0, ...next.splice(index, 1));
      return next;
    });
  return (
    <>
      {list.length === 0 ? (
        <NotConfigured
          icon="hash"
          title={w.settings.noVariables}
          text={w.settings.noVariablesText}
          action={{ label: w.settings.addVariable, icon: 'plus', run: add }}
        />
      ) : (
        <>
          <ul class="dash-rows">
            {list.map((one, index) => {
              const uses = usesOf(board.dashboard, one.name);
              return (
                <li key={one.name}>
                  <button type="button" class="dash-row-name" onClick={() => setChosen(index)}>
                    <b>${one.name}</b>
                    <span class="o-trunc o-ter">{describe(one)}</span>
                  </button>
                  <span class="o-ter o-nw">{uses === 0 ? <span class="o-warn">{w.settings.unused}</span> : w.settings.usedBy(uses)}</span>
                  <IconButton icon="chevron-up" size="sm" label={w.edit.moveUp} disabled={index === 0} onClick={() => move(index, -1)} />
                  <IconButton
                    icon="chevron-down"
                    size="sm"
                    label={w.edit.moveDown}
                    disabled={index === list.length - 1}
                    onClick={() => move(index, 1)}
                  />
                  <IconButton
                    icon="trash-2"
                    size="sm"
                    label={w.settings.removeOne(one.name)}
                    onClick={() => setList(w.edit.steps.remove(one.name), (before) => before.filter((_, at) => at !== index))}
                  />
                </li>
              );
            })}
          </ul>
          <Button icon="plus" onClick={add}>
            {w.settings.addVariable}
          </Button>
          <p class="o-help dash-gap">
            <Icon name="info" size="s" /> {w.settings.variableHelp}
          </p>
        </>
      )}
    </>
  );
}

/** The text of a query, which some sources keep in a bag with other things. */
function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  const inner = typeof query === 'object' && query !== null && 'query' in query ? query.query : undefined;
  return typeof inner === 'string' ? inner : '';
}

function describe({ type, query, definition }: VariableModel): string {
  const name = (w.settings.variableTypes as Record<string, string>)[type] ?? type;
  const text = textOf(query) || definition || (query ? JSON.stringify(query) : '');
  return text ? `${name}: ${text}` : name;
}
