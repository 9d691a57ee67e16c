import { api, Icon, Key } from '@orrery/plugin-sdk/ui';
import { viewedDashboards } from '@orrery/plugin-sdk/ui/viewed.ts';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Boot } from '../boot.ts';
import { commands } from '../keyboard.ts';
import { navigate } from '../router.ts';
import { t } from '../text/index.ts';
import { paletteOpen } from './state.ts';

interface Entry {
  readonly label: string;
  readonly icon: string;
  readonly keys?: string;
  readonly group: string;
  /** Tells apart what has the same name. */
  readonly path?: string;
  run(): void;
}
const atMost = 12;

/** Pages and commands by a few letters; letters may be left out. Arrows choose, Enter runs, Escape closes. */
export function Palette({ boot }: { boot: Boot }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  // Before the next key: whoever types on after Ctrl+K means this field.
  useLayoutEffect(() => dialog.current?.showModal(), []);

  const asked = text.startsWith('>') ? text.slice(1).trim() : text.trim();
  const hits = useDashboards(text.startsWith('>') ? '' : asked);

  const entries = useMemo<Entry[]>(() => {
    const seen = new Set<string>();
    const pages = boot.pages
      .filter((page) => page.allowed && !page.path.includes(':'))
      .map(
        (page): Entry => ({
          label: page.title,
          icon: boot.navigation.find((entry) => entry.path === page.path)?.icon ?? 'arrow-right',
          group: t.palette.page,
          run: () => navigate(page.path),
        }),
      );
    const runs = commands.value
      .filter(({ leads, keys }) => !leads && keys !== 'Ctrl+K' && keys !== '/')
      .map(
        (command): Entry => ({
          label: command.label,
          icon: command.icon ?? 'arrow-right',
          group: t.palette.command,
          run: () => command.run(),
          ...(command.keys && { keys: command.keys }),
        }),
      );
    return [...pages, ...runs].filter(({ label }) => !seen.has(label) && seen.add(label));
  }, [boot, commands.value]);
  const own = entries.filter((entry) => (!text.startsWith('>') || entry.group === t.palette.command) && isLike(entry.label, asked));
  const found = [...(text === '' ? recent() : []), ...own, ...hits].slice(0, atMost);
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
      aria-label={t.searchOrRun}
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
          aria-label={t.searchOrRun}
          placeholder={t.searchOrRun}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={keys}
        />
        <Key>Esc</Key>
      </span>
      <div class="o-menu" id="palette-list" role="listbox" aria-label={t.palette.results}>
        {found.map((entry, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input, which points here by aria-activedescendant.
          <div
            key={entry.path ?? entry.label}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === chosen}
            class={`o-it ${index === chosen ? 'o-on' : ''}`}
            onClick={() => run(entry)}
            onMouseMove={() => setAt(index)}
          >
            <Icon name={entry.icon} size="s" />
            <span class="o-trunc">{entry.label}</span>
            <span class="o-sp" />
            <span class="o-t11 o-ter o-nw">{entry.group}</span>
            {entry.keys && <Key>{entry.keys}</Key>}
          </div>
        ))}
        {found.length === 0 && <p class="o-it o-ter">{t.palette.nothing(asked)}</p>}
      </div>
    </dialog>
  );
}

const mostRecent = 5;

/** Where somebody who opens it is likely to go: back to what was seen last. */
function recent(): readonly Entry[] {
  return viewedDashboards()
    .filter(({ url }) => new URL(url, location.origin).pathname !== location.pathname)
    .slice(0, mostRecent)
    .map(({ title, url, folder }) => ({
      label: title,
      path: url,
      icon: 'layout-dashboard',
      group: folder || t.palette.dashboard,
      run: () => navigate(url),
    }));
}

interface Hit {
  readonly title: string;
  readonly url: string;
  readonly type: string;
  readonly folderTitle?: string;
}
const typingMs = 120;

/** What the server finds under these letters, a moment after the last was typed. */
function useDashboards(asked: string): readonly Entry[] {
  const [hits, setHits] = useState<readonly Hit[]>([]);
  useEffect(() => {
    if (asked.length < 2) return setHits([]);
    const leaving = new AbortController();
    const timer = setTimeout(
      () =>
        void api<readonly Hit[]>(`/api/search?${new URLSearchParams({ query: asked, limit: '8' })}`, { signal: leaving.signal }).then(
          setHits,
          () => leaving.signal.aborted || setHits([]),
        ),
      typingMs,
    );
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [asked]);
  return hits.map(({ title, url, type, folderTitle }) => ({
    label: title,
    path: url,
    icon: type === 'dash-folder' ? 'folder' : 'layout-dashboard',
    group: folderTitle ?? (type === 'dash-folder' ? t.palette.folder : t.palette.dashboard),
    run: () => navigate(url),
  }));
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
