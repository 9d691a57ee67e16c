import { Input } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { OptionControl } from '../option-editor.ts';
import { t } from './text/index.ts';

type NumberKind = Extract<OptionControl, { kind: 'number' | 'slider' }>;
interface Props {
  readonly label: string;
  readonly value: unknown;
  readonly control: NumberKind;
  onValue(value: number | undefined): void;
}

/** An empty field is no value. What is no number stays to be mended and changes nothing. */
export function NumberControl({ label, value, control, onValue }: Props): JSX.Element {
  const [draft, setDraft] = useState<string>();
  const shown = draft ?? (typeof value === 'number' ? String(value) : '');
  const take = (text: string): void => {
    setDraft(text);
    if (text.trim() === '') return onValue(undefined);
    const number = Number(text.trim().replace(',', '.'));
    if (Number.isFinite(number)) onValue(within(number, control));
  };
  const wrong = shown.trim() !== '' && !Number.isFinite(Number(shown.trim().replace(',', '.')));
  return (
    <Input
      size="sm"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={wrong || undefined}
      class={wrong ? 'o-err' : ''}
      title={wrong ? t.noNumber : undefined}
      value={shown}
      placeholder={control.placeholder ?? t.auto}
      onInput={(event) => take(event.currentTarget.value)}
      onBlur={() => setDraft(undefined)}
    />
  );
}

function within(value: number, { min = -Infinity, max = Infinity }: NumberKind): number {
  return Math.max(min, Math.min(max, value));
}

export function SliderControl({ label, value, control, onValue }: Props): JSX.Element {
  const { min = 0, max = 100, step = 1 } = control;
  const number = typeof value === 'number' ? value : min;
  return (
    <span class="o-opt-slider">
      <input
        type="range"
        aria-label={label}
        min={min}
        max={max}
        step={step}
        value={number}
        onInput={(event) => onValue(Number(event.currentTarget.value))}
      />
      <output>{number}</output>
    </span>
  );
}
