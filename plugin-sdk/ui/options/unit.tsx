import { unitCatalog } from '@orrery/plugin-sdk/data/display/unit-catalog';
import { Icon, place, useId } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { t } from './text/index.ts';

const mostShown = 200;

/** A unit found by its name, its category or its id; what nobody lists is taken as a suffix. */
export function UnitControl({
  label,
  value,
  onValue,
}: {
  label: string;
  value: string;
  onValue: (unit: string | undefined) => void;
}): JSX.Element {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const catalog = useMemo(() => unitCatalog(), []);
  const known = catalog.flatMap(({ units }) => units).find((unit) => unit.id === value);
  const needle = words.trim().toLowerCase();
  const parts = needle.split(/\s+/);
  let left = mostShown;
  const fitting = catalog
    .map(({ name, units }) => {
      const found = units
        .filter((unit) => parts.every((part) => `${name} ${unit.label} ${unit.id}`.toLowerCase().includes(part)))
        .slice(0, left);
      left -= found.length;
      return { name, units: found };
    })
    .filter(({ units }) => units.length > 0);
  const pick = (unit: string | undefined): void => {
    onValue(unit);
    box.current?.hidePopover();
  };
  return (
    <>
      <button
        type="button"
        ref={button}
        class="o-opt-color"
        aria-label={`${label}: ${known?.label ?? (value || t.noUnit)}`}
        popovertarget={id}
      >
        <span class="o-trunc">{known?.label ?? (value || t.noUnit)}</span>
        <Icon name="chevron-down" size="xs" />
      </button>
      <div
        id={id}
        ref={box}
        popover="auto"
        class="o-menu o-opt-units"
        role="dialog"
        aria-label={label}
        onToggle={(event: { newState: string }) => {
          setOpen(event.newState === 'open');
          setWords('');
          if (event.newState !== 'open') return;
          requestAnimationFrame(() => {
            if (box.current && button.current) place(box.current, button.current);
            box.current?.querySelector('input')?.focus();
          });
        }}
      >
        {open && (
          <>
            <span class="o-input o-sm">
              <Icon name="search" size="s" />
              <input
                type="text"
                aria-label={t.findUnit}
                placeholder={t.findUnit}
                value={words}
                onInput={(event) => setWords(event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return;
                  event.preventDefault();
                  pick(fitting[0]?.units[0]?.id ?? (words.trim() || undefined));
                }}
              />
            </span>
            <div class="o-opt-unit-list">
              {value && !needle && (
                <button type="button" class="o-it" onClick={() => pick(undefined)}>
                  {t.noUnit}
                </button>
              )}
              {words.trim() && !catalog.some(({ units }) => units.some((unit) => unit.id === words.trim())) && (
                <button type="button" class="o-it" onClick={() => pick(words.trim())}>
                  {t.asSuffix(words.trim())}
                </button>
              )}
              {fitting.map(({ name, units }) => (
                <section key={name}>
                  <h4>{name}</h4>
                  {units.map((unit) => (
                    <button key={unit.id} type="button" class={`o-it ${unit.id === value ? 'o-on' : ''}`} onClick={() => pick(unit.id)}>
                      <span class="o-sp">{unit.label}</span>
                      <small>{unit.id}</small>
                    </button>
                  ))}
                </section>
              ))}
            </div>
          </>
        )}
      </div>
    </>
  );
}
