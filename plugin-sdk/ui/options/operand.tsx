import type { FrameData } from '@orrery/plugin-sdk/data';
import { Combobox, Input, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { fieldNames } from './field-name.tsx';
import { t } from './text/index.ts';

type Kind = keyof typeof t.operandKinds;

/** `{ matcher: { id: 'byName', options } }`, `{ fixed }`, or all fields of numbers. Old dashboards hold a text: a name or a number. */
export function OperandControl({
  label,
  value,
  everyNumber,
  frames,
  onValue,
}: {
  label: string;
  value: unknown;
  everyNumber: boolean;
  frames: readonly FrameData[];
  onValue: (value: unknown) => void;
}): JSX.Element {
  const { kind, text } = read(value);
  const set = (next: Kind, entered: string): void => {
    if (next === 'all') onValue({ matcher: { id: 'byType', options: 'number' } });
    else onValue(next === 'field' ? { matcher: { id: 'byName', options: entered } } : { fixed: entered });
  };
  const kinds: readonly Kind[] = everyNumber ? ['field', 'fixed', 'all'] : ['field', 'fixed'];
  return (
    <span class="o-opt-pair">
      <Select
        size="sm"
        aria-label={t.operandKind(label)}
        value={kind}
        options={kinds.map((one) => ({ value: one, label: t.operandKinds[one] }))}
        onValue={(next) => set(next, '')}
      />
      {kind === 'field' && (
        <Combobox
          size="sm"
          label={label}
          value={text}
          options={fieldNames(frames, ['number', 'boolean']).map((name) => ({ value: name }))}
          onValue={(name) => set('field', name)}
        />
      )}
      {kind === 'fixed' && (
        <Input size="sm" inputMode="decimal" aria-label={label} value={text} onInput={(event) => set('fixed', event.currentTarget.value)} />
      )}
    </span>
  );
}

function read(value: unknown): { kind: Kind; text: string } {
  if (typeof value === 'string') return { kind: value !== '' && !Number.isNaN(Number(value)) ? 'fixed' : 'field', text: value };
  const { fixed, matcher } = (typeof value === 'object' && value !== null ? value : {}) as {
    fixed?: unknown;
    matcher?: { id?: string; options?: unknown };
  };
  if (matcher?.id === 'byType') return { kind: 'all', text: '' };
  return matcher || fixed === undefined || fixed === ''
    ? { kind: fixed === '' && !matcher ? 'fixed' : 'field', text: String(matcher?.options ?? '') }
    : { kind: 'fixed', text: String(fixed) };
}
