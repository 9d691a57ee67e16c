import { Icon, Key } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Boot } from '../boot.ts';
import { commands } from '../keyboard.ts';
import { navigate } from '../router.ts';
import { paletteOpen } from './state.ts';

interface Entry {
  readonly label: string;
  readonly icon: string;
  readonly keys?: string;
  readonly group: string;
  run(): void;
}
const atMost = 12;

/** Pages and commands by a few letters; letters may be left out. Arrows choose, Enter runs, Escape closes. */
export function Palette({ boot }: { boot: Boot }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);

  const entries = useMemo<Entry[]>(() => {
    const seen = new Set<string>();
    const pages = boot.pages
      .filter((page) => page.allowed && !page.path.includes(':'))
      .map(
        (page): Entry => ({
          label: page.title,
          icon: boot.navigation.find((entry) => entry.path === page.path)?.icon ?? 'arrow-right',
          group: 'Page',
          run: () => navigate(page.path),
        }),
      );
    const runs = commands.value
      .filter(({ label }) => !label.startsWith('Go to ') && !label.startsWith('Search'))
      .map(
        (command): Entry => ({
          label: command.label,
          icon: command.icon ?? 'arrow-right',
          group: 'Command',
          run: () => command.run(),
          ...(command.keys && { keys: command.keys }),
        }),
      );
    return [...pages, ...runs].filter(({ label }) => !seen.has(label) && seen.add(label));
  }, [boot, commands.value]);
  const asked = text.startsWith('>') ? text.slice(1).trim() : text.trim();
  const found = entries
    .filter((entry) => (!text.startsWith('>') || entry.group === 'Command') && isLike(entry.label, asked))
    .slice(0, atMost);
  const chosen = Math.min(at, found.length - 1);

  const run = (entry: Entry | undefined): void => {
    if (!entry) return;
    dialog.current?.close();
    entry.run();
  };
  const keys = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((chosen + step + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(found[chosen]);
    }
  };
  return (
    <dialog
      ref={dialog}
      class="o-dialog o-palette"
      aria-label="Search or run a command"
      onClose={() => (paletteOpen.value = false)}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <span class="o-palette-input">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={found.length > 0 ? `palette-${chosen}` : undefined}
          aria-label="Search or run a command"
          placeholder="Search or run a command"
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={keys}
        />
        <Key>Esc</Key>
      </span>
      <div class="o-menu" id="palette-list" role="listbox" aria-label="Results">
        {found.map((entry, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input, which points here by aria-activedescendant.
          <div
            key={entry.label}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === chosen}
            class={`o-it ${index === chosen ? 'o-on' : ''}`}
            onClick={() => run(entry)}
            onMouseMove={() => setAt(index)}
          >
            <Icon name={entry.icon} size="s" />
            {entry.label}
            <span class="o-sp" />
            <span class="o-t11 o-ter">{entry.group}</span>
            {entry.keys && <Key>{entry.keys}</Key>}
          </div>
        ))}
        {found.length === 0 && <p class="o-it o-ter">Nothing matches "{asked}". Fewer letters find more.</p>}
      </div>
    </dialog>
  );
}

/** The letters in their order, with others between them. */
function isLike(label: string, asked: string): boolean {
  const text = label.toLowerCase();
  let from = 0;
  for (const letter of asked.toLowerCase().replaceAll(' ', '')) {
    const found = text.indexOf(letter, from);
    if (found < 0) return false;
    from = found + 1;
  }
  return true;
}
