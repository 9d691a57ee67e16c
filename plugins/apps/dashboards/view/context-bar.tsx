import { Button, IconButton, Input, Menu, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Option } from '../model/options.ts';
import type { VariableState } from '../model/variables.ts';
import { labelOf, quickRanges, refreshChoices, type Span, shifted, type TimeText, zoomedOut } from './time.ts';

export interface ContextBarProps {
  readonly variables: readonly VariableState[];
  readonly onVariable: (name: string, selected: readonly Option[]) => void;
  readonly time: TimeText;
  readonly span: Span;
  readonly onTime: (time: TimeText) => void;
  readonly refresh: string;
  readonly onRefresh: (every: string) => void;
  readonly onRefreshNow: () => void;
}

/** What every panel of the page depends on: its variables on the left, its time on the right. */
export function ContextBar(props: ContextBarProps): JSX.Element {
  const { time, span, onTime, refresh, onRefresh, onRefreshNow } = props;
  return (
    <div class="dash-bar" role="toolbar" aria-label="Variables and time">
      {props.variables
        .filter(({ model }) => model.hide !== 2)
        .map((state) => (
          <VariableControl key={state.model.name} state={state} onSelect={(selected) => props.onVariable(state.model.name, selected)} />
        ))}
      <span class="dash-space" />
      <div class="dash-time">
        <IconButton icon="chevron-left" label="Earlier" size="sm" onClick={() => onTime(shifted(span, -1))} />
        <TimePicker time={time} onTime={onTime} />
        <IconButton icon="chevron-right" label="Later" size="sm" onClick={() => onTime(shifted(span, 1))} />
        <IconButton icon="zoom-out" label="Zoom out" size="sm" onClick={() => onTime(zoomedOut(span))} />
      </div>
      <div class="dash-time">
        <IconButton icon="refresh-cw" label="Refresh" size="sm" onClick={onRefreshNow} />
        <Select
          size="sm"
          aria-label="Refresh every"
          value={refresh}
          onValue={onRefresh}
          options={[...new Set([...refreshChoices, refresh])].map((value) => ({ value, label: value || 'Off' }))}
        />
      </div>
    </div>
  );
}

function VariableControl({ state, onSelect }: { state: VariableState; onSelect: (selected: readonly Option[]) => void }): JSX.Element {
  const { model, options, selected, error } = state;
  const label = model.label || model.name;
  if (model.type === 'textbox') {
    return (
      <label class="dash-var">
        <span>{label}</span>
        <Input
          size="sm"
          value={selected[0]?.value ?? ''}
          onChange={(event) => onSelect([{ text: event.currentTarget.value, value: event.currentTarget.value }])}
        />
      </label>
    );
  }
  if (model.type === 'constant') return <></>;
  const shown = selected.length > 1 ? `${selected[0]?.text} + ${selected.length - 1}` : (selected[0]?.text ?? 'None');
  if (!model.multi) {
    return (
      <label class="dash-var" title={error}>
        <span>{label}</span>
        <Select
          size="sm"
          aria-label={label}
          value={selected[0]?.value ?? ''}
          onValue={(value) => onSelect(options.filter((option) => option.value === value))}
          options={
            options.length > 0
              ? options.map(({ text, value }) => ({ value, label: text }))
              : [{ value: selected[0]?.value ?? '', label: error ? 'Failed' : shown }]
          }
        />
      </label>
    );
  }
  const chosen = new Set(selected.map(({ value }) => value));
  const toggle = (option: Option): readonly Option[] => {
    if (option.value === '$__all') return [option];
    const kept = selected.filter(({ value }) => value !== '$__all' && value !== option.value);
    return chosen.has(option.value) ? kept : [...kept, option];
  };
  return (
    <span class="dash-var" title={error}>
      <span>{label}</span>
      <Menu
        label={`${label}: ${shown}`}
        class="o-btn o-sm"
        items={options.map((option) => ({
          label: option.text,
          on: chosen.has(option.value),
          ...(chosen.has(option.value) && { icon: 'check' }),
          run: () => onSelect(toggle(option)),
        }))}
      >
        {shown}
      </Menu>
    </span>
  );
}

function TimePicker({ time, onTime }: { time: TimeText; onTime: (time: TimeText) => void }): JSX.Element {
  const [draft, setDraft] = useState<TimeText>();
  const typed = draft ?? time;
  if (draft) {
    return (
      <form
        class="dash-typed"
        onSubmit={(event) => {
          event.preventDefault();
          onTime(typed);
          setDraft(undefined);
        }}
      >
        <Input
          size="sm"
          aria-label="From"
          value={typed.from}
          onInput={(event) => setDraft({ ...typed, from: event.currentTarget.value })}
        />
        <Input size="sm" aria-label="To" value={typed.to} onInput={(event) => setDraft({ ...typed, to: event.currentTarget.value })} />
        <Button size="sm" kind="primary" type="submit">
          Apply
        </Button>
      </form>
    );
  }
  const items = quickRanges.map(({ label, from, to }) => ({
    label,
    on: from === time.from && to === time.to,
    run: () => onTime({ from, to }),
  }));
  return (
    <Menu
      label="Time range"
      class="o-btn o-sm"
      items={[{ label: 'Type a range', icon: 'pencil', run: () => setDraft(time) }, 'divider', ...items]}
    >
      {labelOf(time)}
    </Menu>
  );
}
