import { Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { all, type Option } from '../../model/options.ts';
import type { VariableState } from '../../model/variables.ts';
import { t } from '../../text/index.ts';

/** Options beyond this many are found by typing: nobody reads them in a list. */
const mostShown = 300;

/** What can be chosen, found by typing. The field has the focus from the start, however late it came. */
export function VariableOptions({
  state,
  label,
  several,
  onDraft,
  onDone,
}: {
  state: VariableState;
  label: string;
  several: boolean;
  onDraft: (chosen: readonly Option[]) => void;
  onDone: () => void;
}): JSX.Element {
  const { model, options, error } = state;
  const [chosen, setChosen] = useState(state.selected);
  const [words, setWords] = useState('');
  const [at, setAt] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const typed = words.trim().toLowerCase();
  const fitting = typed ? options.filter(({ text }) => text.toLowerCase().includes(typed)) : options;
  const free = model.allowCustomValue !== false && model.type !== 'datasource' && model.type !== 'interval';
  const extra: Option[] =
    free && words.trim() && !options.some(({ text, value }) => text === words.trim() || value === words.trim())
      ? [{ text: words.trim(), value: words.trim() }]
      : [];
  const list = [...fitting.slice(0, mostShown), ...extra];
  const isOn = (option: Option): boolean => chosen.some(({ value }) => value === option.value);

  const pick = (option: Option): void => {
    if (!several) return onDraft([option]);
    const next = toggled(chosen, option);
    setChosen(next);
    onDraft(next);
  };
  const keys = (event: KeyboardEvent): void => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(list.length - 1, at + move)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const option = list[at] ?? (typed ? list[0] : undefined);
      if (option) pick(option);
      else onDone();
    }
  };
  return (
    <>
      <span class="o-input o-sm">
        <Icon name="search" size="s" />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-label={t.variables.find(label)}
          placeholder={free ? t.variables.findOrType : t.variables.findOnly}
          value={words}
          onInput={(event) => {
            setWords(event.currentTarget.value);
            setAt(-1);
          }}
          onKeyDown={keys}
        />
      </span>
      {error && (
        <p class="dash-options-note o-warn" role="alert">
          {error}
        </p>
      )}
      <div role="listbox" aria-label={label} aria-multiselectable={several}>
        {list.map((option, index) => (
          <div
            key={option.value}
            role="option"
            aria-selected={isOn(option)}
            class={`${isOn(option) ? 'o-on' : ''} ${index === at ? 'dash-at' : ''}`}
            onClick={() => pick(option)}
          >
            {several && <i class={`dash-tick ${isOn(option) ? 'o-on' : ''}`}>{isOn(option) && <Icon name="check" size="xs" />}</i>}
            <span class="o-trunc" title={option.text}>
              {extra.includes(option) ? t.variables.use(option.text) : option.value === all.value ? t.variables.everything : option.text}
            </span>
            {!several && isOn(option) && <Icon name="check" size="s" />}
          </div>
        ))}
      </div>
      {list.length === 0 && !error && <p class="dash-options-note">{options.length === 0 ? t.variables.noOptions : t.variables.noMatch}</p>}
      {fitting.length > mostShown && <p class="dash-options-note">{t.variables.more(fitting.length - mostShown)}</p>}
      {several && (
        <div class="dash-options-foot">
          <span>{t.variables.chosen(chosen.length)}</span>
          <button type="button" class="o-btn o-link o-sm" onClick={() => (setChosen([]), onDraft([]))}>
            {t.variables.clear}
          </button>
          <button type="button" class="o-btn o-sm" onClick={onDone}>
            {t.apply}
          </button>
        </div>
      )}
    </>
  );
}

function toggled(chosen: readonly Option[], option: Option): readonly Option[] {
  if (option.value === all.value) return [option];
  const kept = chosen.filter(({ value }) => value !== all.value && value !== option.value);
  return chosen.some(({ value }) => value === option.value) ? kept : [...kept, option];
}
