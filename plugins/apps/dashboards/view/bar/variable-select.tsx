import { Icon, lazy } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { all, type Option } from '../../model/options.ts';
import type { VariableState } from '../../model/variables.ts';
import { t } from '../../text/index.ts';
import { Popover } from './popover.tsx';

// Fetched when the first box opens: what is chosen stands in the button.
const Options = lazy(
  async () => (await import('./variable-options.tsx')).VariableOptions,
  <div class="dash-options-wait" aria-busy="true" />,
);

/** One or several values of a variable, found by typing. Several are taken when the box closes. */
export function VariableSelect({
  state,
  label,
  onSelect,
}: {
  state: VariableState;
  label: string;
  onSelect: (selected: readonly Option[]) => void;
}): JSX.Element {
  const { model, selected, error, loading } = state;
  const draft = useRef<readonly Option[]>(undefined);
  const shown = selected.length > 1 ? `${selected[0]?.text} + ${selected.length - 1}` : wordOf(selected[0], state);
  const takes = model.multi === true || model.type === 'groupby';
  const done = (): void => {
    const chosen = draft.current;
    draft.current = undefined;
    if (chosen && !same(chosen, selected)) onSelect(chosen);
  };
  return (
    <Popover
      label={`${label}: ${shown}`}
      title={error ?? model.description ?? `${label}: ${shown}`}
      class="o-var dash-var"
      boxClass="dash-options"
      onClose={done}
      button={
        <>
          {model.hide !== 1 && <i>{label}</i>}
          <span class="o-trunc">{shown}</span>
          {error ? <Icon name="triangle-alert" size="s" class="o-warn" /> : <Icon name={loading ? 'loader' : 'chevron-down'} size="s" />}
        </>
      }
    >
      {(close) => (
        <Options
          state={state}
          label={label}
          several={takes}
          onDraft={(chosen) => {
            draft.current = chosen;
            if (!takes) close();
          }}
          onDone={close}
        />
      )}
    </Popover>
  );
}

function wordOf(option: Option | undefined, { options }: VariableState): string {
  if (!option) return t.variables.none;
  if (option.value === all.value) return t.variables.all(options.filter(({ value }) => value !== all.value).length);
  return option.text || t.variables.empty;
}

function same(a: readonly Option[], b: readonly Option[]): boolean {
  return a.length === b.length && a.every(({ value }, index) => value === b[index]?.value);
}
