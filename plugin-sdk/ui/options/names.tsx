import type { FrameData } from '@orrery/plugin-sdk/data';
import { Combobox, Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { OptionControl } from '../option-editor.ts';
import { fieldNames, labelNames, queryNames } from './field-name.tsx';
import { t } from './text/index.ts';

export function namesOf(of: 'fields' | 'labels' | 'queries', frames: readonly FrameData[]): string[] {
  if (of === 'fields') return fieldNames(frames);
  return of === 'labels' ? labelNames(frames) : queryNames(frames);
}

/** Names of fields, labels or queries: each a chip that can be taken away; what the data lack now may be typed. */
export function NamesControl({
  label,
  value,
  control: { of, single, joined },
  frames,
  onValue,
}: {
  label: string;
  value: unknown;
  control: Extract<OptionControl, { kind: 'names' }>;
  frames: readonly FrameData[];
  onValue: (value: unknown) => void;
}): JSX.Element {
  const known = namesOf(of, frames);
  if (single)
    return (
      <Combobox
        size="sm"
        label={label}
        value={typeof value === 'string' ? value : ''}
        options={known.map((name) => ({ value: name }))}
        onValue={(name) => onValue(name || undefined)}
      />
    );
  const chosen = listOf(value, joined);
  const set = (names: readonly string[]): void => {
    if (names.length === 0) onValue(undefined);
    else onValue(joined === undefined ? names : names.join(joined));
  };
  return (
    <span class="o-opt-chips">
      {chosen.map((name) => (
        <button
          key={name}
          type="button"
          class="o-chip o-on"
          aria-label={t.removeOne(name)}
          onClick={() => set(chosen.filter((one) => one !== name))}
        >
          {name}
          <Icon name="x" size="xs" />
        </button>
      ))}
      <Combobox
        size="sm"
        label={t.addTo(label)}
        placeholder={t.addName}
        value=""
        clears
        options={known.filter((name) => !chosen.includes(name)).map((name) => ({ value: name }))}
        onValue={(name) => name && !chosen.includes(name) && set([...chosen, name])}
      />
    </span>
  );
}

function listOf(value: unknown, joined: string | undefined): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== 'string' || value === '') return [];
  return joined === undefined ? [value] : value.split(joined);
}
