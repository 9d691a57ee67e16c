import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { place } from './menu.tsx';
import { useId } from './use-id.ts';

export interface ComboOption {
  readonly value: string;
  readonly label?: string;
  /** Said behind it, less loudly. */
  readonly detail?: string;
}

const mostShown = 200;

export interface ComboboxProps {
  /** Its name for a screen reader. */
  label: string;
  value: string;
  onValue(value: string): void;
  /** Asked each time it opens; a failure's message is shown in the list. */
  options: readonly ComboOption[] | ((typed: string) => Promise<readonly ComboOption[]>);
  placeholder?: string;
  strict?: boolean;
  /** Empty again after a choice: for adding. */
  clears?: boolean;
  size?: 'sm' | 'lg';
  icon?: string;
  emptyText?: string;
  disabled?: boolean;
}

export function ComboboxField({
  label,
  value,
  onValue,
  options,
  placeholder,
  strict = false,
  clears = false,
  size,
  icon,
  emptyText,
  disabled,
}: ComboboxProps): JSX.Element {
  const id = useId();
  const box = useRef<HTMLSpanElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState<string | undefined>();
  const [found, setFound] = useState<readonly ComboOption[]>([]);
  const [state, setState] = useState<'closed' | 'loading' | 'open' | { readonly failed: string }>('closed');
  const [active, setActive] = useState(0);
  const asked = useRef(0);
  const labelOf = (one: string): string =>
    (Array.isArray(options) ? options.find((option) => option.value === one)?.label : undefined) ?? one;
  // A list may still be on its way when it is opened.
  const all = typeof options === 'function' ? found : options;
  const shown = matching(all, typed ?? '');

  const open = async (text: string): Promise<void> => {
    const turn = ++asked.current;
    if (typeof options !== 'function') {
      setState('open');
      return;
    }
    setState((before) => (before === 'open' ? before : 'loading'));
    try {
      const answer = await options(text);
      if (turn !== asked.current) return;
      setFound(answer);
      setState('open');
    } catch (error) {
      if (turn === asked.current) setState({ failed: error instanceof Error ? error.message : String(error) });
    }
  };
  const close = (): void => {
    asked.current++;
    setTyped(undefined);
    setState('closed');
  };
  const choose = (chosen: string): void => {
    close();
    if (clears || chosen !== value) onValue(chosen);
  };
  useEffect(() => {
    const popover = list.current;
    if (!popover) return;
    if (state === 'closed') {
      if (popover.matches(':popover-open')) popover.hidePopover();
      return;
    }
    if (!popover.matches(':popover-open')) popover.showPopover();
    if (!box.current) return;
    popover.style.minWidth = `${box.current.offsetWidth}px`;
    place(popover, box.current, 'left');
  }, [state, all]);
  useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [active]);

  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && state !== 'closed') {
      event.stopPropagation();
      return close();
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (state === 'closed') return void open(typed ?? '');
      const step = event.key === 'ArrowDown' ? 1 : -1;
      return setActive((active + step + shown.length) % Math.max(shown.length, 1));
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    const chosen = state === 'open' ? shown[active]?.value : undefined;
    if (chosen !== undefined) choose(chosen);
    else if (typed !== undefined && !strict) choose(typed);
  };
  const left = (): void => {
    if (typed !== undefined && !strict && !clears && typed !== value) onValue(typed);
    close();
  };
  return (
    <span ref={box} class={`o-input o-combo ${size ? `o-${size}` : ''}`}>
      {icon && <Icon name={icon} size="s" />}
      <input
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={state !== 'closed'}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={state === 'open' && shown[active] ? `${id}-${active}` : undefined}
        autocomplete="off"
        spellcheck={false}
        value={typed ?? (clears ? '' : labelOf(value))}
        placeholder={placeholder}
        disabled={disabled}
        onFocus={(event) => event.currentTarget.select()}
        onClick={() => state === 'closed' && void open('')}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
          void open(event.currentTarget.value);
        }}
        onKeyDown={keys}
        onBlur={left}
      />
      <Icon name="chevron-down" size="s" />
      <div id={id} ref={list} class="o-menu o-combo-list" role="listbox" aria-label={label} popover="manual">
        {state === 'loading' && <span class="o-it o-ter">…</span>}
        {typeof state === 'object' && <span class="o-it o-danger">{state.failed}</span>}
        {state === 'open' && shown.length === 0 && <span class="o-it o-ter">{emptyText ?? '–'}</span>}
        {state === 'open' &&
          shown.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys.
            <div
              key={option.value}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              class={`o-it ${index === active ? 'o-on' : ''}`}
              // The input keeps the focus, and so its blur does not close the list before the click counts.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option.value)}
            >
              <span class="o-trunc">{option.label ?? option.value}</span>
              {option.detail && <span class="o-ter o-combo-detail">{option.detail}</span>}
            </div>
          ))}
      </div>
    </span>
  );
}

/** What begins with the text first, then what holds all of its words. */
function matching(options: readonly ComboOption[], typed: string): readonly ComboOption[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options.slice(0, mostShown);
  const rank = (option: ComboOption): number => {
    const text = `${option.label ?? option.value}`.toLowerCase();
    if (!words.every((word) => text.includes(word) || option.value.toLowerCase().includes(word))) return -1;
    return text.startsWith(words[0] as string) ? 0 : 1;
  };
  return options
    .map((option) => ({ option, at: rank(option) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .slice(0, mostShown)
    .map(({ option }) => option);
}
