import { useId } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';

/** A small field with proposals; anything may be typed. */
export function Suggest({
  label,
  value,
  proposals,
  placeholder = label,
  onText,
}: {
  label: string;
  value: string;
  proposals: readonly string[];
  placeholder?: string;
  onText: (text: string) => void;
}): JSX.Element {
  const id = useId();
  return (
    <span class="o-input o-sm">
      <input
        type="text"
        aria-label={label}
        placeholder={placeholder}
        {...({ list: id } as object)}
        spellcheck={false}
        value={value}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <datalist id={id}>
        {proposals.slice(0, 500).map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
    </span>
  );
}
