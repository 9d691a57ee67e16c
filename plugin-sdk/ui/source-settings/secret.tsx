import { Button, Field, Icon, Input } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { settingsTexts } from './text.ts';

/** A secret that was stored is never shown: it can be replaced, or left. */
export function SecretField({
  label,
  stored,
  value,
  onValue,
  lines,
  placeholder,
  disabled,
}: {
  label: string;
  /** There is one already. */
  stored: boolean;
  /** Typed since; undefined for the stored one. */
  value: string | undefined;
  onValue(value: string | undefined): void;
  /** For certificates and keys. */
  lines?: number;
  placeholder?: string;
  disabled?: boolean;
}): JSX.Element {
  const t = settingsTexts();
  if (stored && value === undefined)
    return (
      <div class="o-field">
        <span class="o-lbl">{label}</span>
        <div class="o-row">
          <span class="o-input o-sp">
            <Icon name="key-round" size="s" />
            {t.secretSet}
          </span>
          <Button disabled={disabled} aria-label={`${t.replace}: ${label}`} onClick={() => onValue('')}>
            {t.replace}
          </Button>
        </div>
      </div>
    );
  const typed = (event: { readonly currentTarget: { readonly value: string } }): void => onValue(event.currentTarget.value);
  return (
    <Field label={label}>
      <div class="o-row">
        {lines ? (
          <span class="o-input o-area o-sp">
            <textarea
              aria-label={label}
              rows={lines}
              spellcheck={false}
              value={value ?? ''}
              placeholder={placeholder}
              disabled={disabled}
              onInput={typed}
            />
          </span>
        ) : (
          <Input
            class="o-sp"
            type="password"
            autocomplete="new-password"
            value={value ?? ''}
            placeholder={placeholder}
            disabled={disabled}
            onInput={typed}
          />
        )}
        {stored && <Button onClick={() => onValue(undefined)}>{t.keep}</Button>}
      </div>
    </Field>
  );
}
