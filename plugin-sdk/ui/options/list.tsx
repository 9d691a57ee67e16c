import { Input } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from './text/index.ts';

/** Several values in one field, separated by commas; taken when the field is left, without those that mean nothing. */
export function ListControl({
  label,
  value,
  of,
  placeholder,
  onValue,
}: {
  label: string;
  value: unknown;
  of: 'number' | 'text' | 'timezone';
  placeholder?: string | undefined;
  onValue: (value: readonly (number | string)[] | undefined) => void;
}): JSX.Element {
  const [draft, setDraft] = useState<string>();
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const take = (): void => {
    if (draft === undefined) return;
    const parts = draft
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
    const kept = of === 'number' ? parts.map(Number).filter(Number.isFinite) : parts;
    setDraft(undefined);
    onValue(kept.length > 0 ? kept : undefined);
  };
  return (
    <Input
      size="sm"
      aria-label={label}
      placeholder={placeholder ?? t.byComma}
      value={draft ?? list.join(', ')}
      onInput={(event) => setDraft(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}
