import { Icon, Input, lazy, Switch } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Option } from '../../model/options.ts';
import type { AdhocFilter } from '../../model/types.ts';
import type { VariableState } from '../../model/variables.ts';
import { t } from '../../text/index.ts';
import type { FilterSource } from './adhoc.tsx';
import { Popover } from './popover.tsx';
import { VariableSelect } from './variable-select.tsx';

export interface VariablesProps {
  readonly states: readonly VariableState[];
  readonly onSelect: (name: string, selected: readonly Option[]) => void;
  readonly onFilters: (name: string, filters: readonly AdhocFilter[]) => void;
  readonly filterSource: (state: VariableState) => FilterSource;
}

const AdhocFilters = lazy(async () => (await import('./adhoc.tsx')).AdhocFilters, null);
const silent = new Set(['constant', 'system', 'snapshot']);

/** The variables of a page, in the order of the dashboard. Those it hides are not there; some wait in a menu. */
export function VariableControls(props: VariablesProps): JSX.Element {
  const seen = props.states.filter(({ model }) => !silent.has(model.type) && model.hide !== 2);
  const inMenu = seen.filter(({ model }) => model.hide === 3);
  return (
    <>
      {seen
        .filter(({ model }) => model.hide !== 3)
        .map((state) => (
          <VariableControl key={state.model.name} state={state} {...props} />
        ))}
      {inMenu.length > 0 && (
        <Popover
          label={t.variables.controls}
          title={t.variables.controls}
          class="o-btn o-ghost o-ico o-sm"
          boxClass="dash-controls"
          button={<Icon name="settings-2" size="s" />}
        >
          {() => inMenu.map((state) => <VariableControl key={state.model.name} state={state} {...props} />)}
        </Popover>
      )}
    </>
  );
}

function VariableControl({ state, onSelect, onFilters, filterSource }: VariablesProps & { state: VariableState }): JSX.Element {
  const { model, selected } = state;
  const label = model.label || model.name;
  const choose = (chosen: readonly Option[]): void => onSelect(model.name, chosen);
  if (model.type === 'textbox') return <TextVariable state={state} label={label} onText={(value) => choose([{ text: value, value }])} />;
  if (model.type === 'adhoc')
    return (
      <AdhocFilters state={state} label={label} source={filterSource(state)} onFilters={(filters) => onFilters(model.name, filters)} />
    );
  if (model.type === 'switch') {
    const [on, off] = state.options;
    const isOn = selected[0]?.value === on?.value;
    return (
      <span class="o-var dash-switch" title={model.description ?? undefined}>
        <Switch label={label} checked={isOn} onValue={(value) => choose([(value ? on : off) as Option])} disabled={!on} />
      </span>
    );
  }
  return <VariableSelect state={state} label={label} onSelect={choose} />;
}

/** Taken when the field is left or Enter is pressed, not at each letter. */
function TextVariable({ state, label, onText }: { state: VariableState; label: string; onText: (value: string) => void }): JSX.Element {
  const value = state.selected[0]?.value ?? '';
  const [draft, setDraft] = useState<string>();
  const take = (): void => {
    if (draft !== undefined && draft !== value) onText(draft);
    setDraft(undefined);
  };
  return (
    <label class="dash-text-variable" title={state.model.description ?? undefined}>
      {state.model.hide !== 1 && <span class="dash-label">{label}</span>}
      <Input
        size="sm"
        aria-label={label}
        value={draft ?? value}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
    </label>
  );
}
