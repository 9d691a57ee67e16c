import { Icon, place, useId } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { t } from './text/index.ts';

/** The names that dashboards use, in their shades. */
const hues = ['green', 'yellow', 'red', 'blue', 'orange', 'purple'];
const shades = ['super-light-', 'light-', '', 'semi-dark-', 'dark-'];
const others = ['transparent', 'text'];
/** What the names look like here, for the swatches only. */
const hex: Readonly<Record<string, string>> = {
  green: '#73BF69',
  yellow: '#FADE2A',
  red: '#F2495C',
  blue: '#5794F2',
  orange: '#FF9830',
  purple: '#B877D9',
};
const mixes: Readonly<Record<string, string>> = {
  'super-light-': '#FFF 55%',
  'light-': '#FFF 30%',
  '': '#FFF 0%',
  'semi-dark-': '#000 18%',
  'dark-': '#000 34%',
};

export function swatchOf(name: string): string {
  if (name === 'transparent' || name === 'text') return name === 'text' ? 'currentColor' : 'transparent';
  const shade = shades.filter(Boolean).find((prefix) => name.startsWith(prefix)) ?? '';
  const base = hex[name.slice(shade.length)];
  return base ? `color-mix(in srgb, ${base}, ${mixes[shade]})` : name;
}

/** A colour by name or by number. */
export function ColorControl({ label, value, onValue }: { label: string; value: string; onValue: (color: string) => void }): JSX.Element {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const pick = (color: string): void => {
    onValue(color);
    box.current?.hidePopover();
  };
  return (
    <>
      <button type="button" ref={button} class="o-opt-color" aria-label={`${label}: ${value || t.none}`} title={value} popovertarget={id}>
        <i style={{ background: value ? swatchOf(value) : 'transparent' }} />
        <span class="o-trunc">{value || t.none}</span>
        <Icon name="chevron-down" size="xs" />
      </button>
      <div
        id={id}
        ref={box}
        popover="auto"
        class="o-menu o-opt-colors"
        role="dialog"
        aria-label={label}
        onToggle={(event: { newState: string }) => {
          setOpen(event.newState === 'open');
          if (event.newState === 'open' && box.current && button.current) place(box.current, button.current);
        }}
      >
        {open && (
          <>
            <div class="o-opt-swatches">
              {hues.flatMap((hue) =>
                shades.map((shade) => (
                  <button
                    key={shade + hue}
                    type="button"
                    aria-label={shade + hue}
                    title={shade + hue}
                    aria-pressed={shade + hue === value}
                    style={{ background: swatchOf(shade + hue) }}
                    onClick={() => pick(shade + hue)}
                  />
                )),
              )}
            </div>
            <div class="o-row o-g4">
              {others.map((name) => (
                <button key={name} type="button" class="o-btn o-sm" aria-pressed={name === value} onClick={() => pick(name)}>
                  {name}
                </button>
              ))}
              <span class="o-sp" />
              <label class="o-opt-own">
                {t.ownColor}
                <input
                  type="color"
                  value={/^#[0-9a-f]{6}$/i.test(value) ? value : '#808080'}
                  onChange={(event) => pick(event.currentTarget.value.toUpperCase())}
                />
              </label>
            </div>
          </>
        )}
      </div>
    </>
  );
}
