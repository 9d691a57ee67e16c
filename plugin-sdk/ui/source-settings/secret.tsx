import { Button, Field, Icon, Input, useId } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { settingsTexts } from './text.ts';

/** A secret goes in and never comes out: what is stored says only that it is there, and can be replaced. */
export function SecretField({
  label,
  stored,
  value,
  onValue,
  lines,
  placeholder = '-----BEGIN …',
  error,
  disabled,
}: {
  label: string;
  /** There is one already. */
  stored: boolean;
  /** Typed since; undefined when nothing was. */
  value: string | undefined;
  /** `undefined` keeps what is stored. */
  onValue(value: string | undefined): void;
  /** For certificates and keys. */
  lines?: number;
  /** Of one with lines. */
  placeholder?: string;
  error?: string | undefined;
  disabled?: boolean;
}): JSX.Element {
  const t = settingsTexts();
  const [replacing, setReplacing] = useState(false);
  const id = useId();
  const cleared = value === '';
  if (stored && !cleared && !replacing && value === undefined) {
    return (
      <div class="o-field">
        <span class="o-lbl" id={id}>
          {label}
        </span>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame of its own. */}
        <div class="o-settings-secret" role="group" aria-labelledby={id}>
          <span class="o-input">
            <Icon name="key-round" size="s" />
            <span>{t.secretSet}</span>
            <span class="o-ter">{t.secretHidden}</span>
          </span>
          <Button disabled={disabled} onClick={() => setReplacing(true)}>
            {t.replace}
          </Button>
        </div>
      </div>
    );
  }
  const keep = stored && !cleared && (
    <Button
      kind="link"
      onClick={() => {
        setReplacing(false);
        onValue(undefined);
      }}
    >
      {t.keep}
    </Button>
  );
  if (lines) {
    return (
      <div class="o-field">
        <label for={id}>{label}</label>
        <span class="o-input o-area">
          <textarea
            id={id}
            rows={lines}
            spellcheck={false}
            autocomplete="off"
            value={value ?? ''}
            placeholder={placeholder}
            disabled={disabled}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
        </span>
        {keep}
      </div>
    );
  }
  return (
    <Field label={label} error={error} {...(keep && { help: keep })}>
      <Input
        type="password"
        autocomplete="new-password"
        value={value ?? ''}
        disabled={disabled}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Field>
  );
}
