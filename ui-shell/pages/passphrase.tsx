import { Field, Icon, Input } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../text/index.ts';

/** Words for how hard a passphrase is to guess, 0 to 4 bars. Length counts most; repeated letters count once. */
function strengthOf(text: string): { readonly bars: 0 | 1 | 2 | 3 | 4; readonly word: string } {
  if (text === '') return { bars: 0, word: '' };
  if (text.length < 12) return { bars: 1, word: t.strength.more(12 - text.length) };
  const words = text
    .trim()
    .split(/[\s.,_-]+/)
    .filter((word) => word.length > 2).length;
  const distinct = new Set(text).size;
  if (distinct < 6) return { bars: 1, word: t.strength.repetitive };
  if (words >= 4 || (text.length >= 20 && distinct >= 10))
    return { bars: 4, word: words >= 4 ? t.strength.words(words) : t.strength.strong };
  if (text.length >= 16 || words >= 3) return { bars: 3, word: t.strength.good };
  return { bars: 2, word: t.strength.fair };
}

export function Passphrase({
  label,
  value,
  onValue,
  fresh,
  error,
  help,
}: {
  label: string;
  value: string;
  onValue(value: string): void;
  fresh?: boolean;
  error?: string | undefined;
  help?: string;
}): JSX.Element {
  const [shown, setShown] = useState(false);
  const strength = strengthOf(value);
  return (
    <Field
      label={label}
      error={error}
      help={
        fresh ? (
          <>
            <span class="o-row o-g4 o-strength" data-bars={strength.bars}>
              {[1, 2, 3, 4].map((bar) => (
                <i key={bar} class={bar <= strength.bars ? 'o-full' : ''} />
              ))}
              <span>{strength.word}</span>
            </span>
            {help}
          </>
        ) : (
          help
        )
      }
    >
      <Input
        size="lg"
        type={shown ? 'text' : 'password'}
        autocomplete={fresh ? 'new-password' : 'current-password'}
        name="password"
        required
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
        trailing={
          <button
            type="button"
            class="o-btn o-ghost o-sm o-ico"
            aria-label={shown ? t.signIn.hide : t.signIn.show}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            <Icon name={shown ? 'eye-off' : 'eye'} />
          </button>
        }
      />
    </Field>
  );
}
