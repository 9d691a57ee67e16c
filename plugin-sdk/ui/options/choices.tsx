import { reducerInfo, reducerName } from '@orrery/plugin-sdk/data';
import { Icon, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { OptionChoice } from '../option-editor.ts';
import { t } from './text/index.ts';

/** Several of a list, in the order they were added: each a chip that can be taken away. */
export function ChoicesControl({
  label,
  value,
  choices,
  onValue,
}: {
  label: string;
  value: unknown;
  choices: readonly OptionChoice[];
  onValue: (value: readonly unknown[]) => void;
}): JSX.Element {
  const chosen = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const left = choices.filter((choice) => !chosen.includes(choice.value));
  const nameOf = (one: unknown): string => choices.find((choice) => choice.value === one)?.label ?? String(one);
  return (
    <span class="o-opt-chips">
      {chosen.map((one) => (
        <button
          key={String(one)}
          type="button"
          class="o-chip o-on"
          aria-label={t.removeOne(nameOf(one))}
          onClick={() => onValue(chosen.filter((other) => other !== one))}
        >
          {nameOf(one)}
          <Icon name="x" size="xs" />
        </button>
      ))}
      {left.length > 0 && (
        <Select
          size="sm"
          aria-label={t.addTo(label)}
          value=""
          options={[{ value: '', label: t.add }, ...left.map((choice) => ({ value: String(choice.value), label: choice.label }))]}
          onValue={(text) => {
            const choice = left.find((one) => String(one.value) === text);
            if (choice) onValue([...chosen, choice.value]);
          }}
        />
      )}
    </span>
  );
}

const reducers: readonly OptionChoice[] = [...Object.keys(reducerInfo), ...['p5', 'p10', 'p25', 'p75', 'p90', 'p95', 'p99']].map((id) => ({
  value: id,
  label: reducerName(id),
}));

export function ReducersControl({
  label,
  value,
  single,
  plain = false,
  onValue,
}: {
  label: string;
  value: unknown;
  single: boolean;
  plain?: boolean;
  onValue: (value: unknown) => void;
}): JSX.Element {
  if (!single) return <ChoicesControl label={label} value={value} choices={reducers} onValue={onValue} />;
  // Dashboards hold one calculation as a list of one.
  const inList = Array.isArray(value);
  const one = String((inList ? (value as unknown[])[0] : value) ?? '');
  return (
    <Select
      size="sm"
      aria-label={label}
      value={one}
      options={[
        ...(one === '' ? [{ value: '', label: t.automatic }] : []),
        ...reducers.map(({ value: id, label: name }) => ({ value: String(id), label: name })),
      ]}
      onValue={(id) => onValue(!plain && (inList || value === undefined) ? [id] : id)}
    />
  );
}
