import { type Page, type Panel, type PanelTheme, type Shell, Toasts } from '@orrery/plugin-sdk/ui';
import { signal } from '@preact/signals';
import { type ComponentChildren, type JSX, render } from 'preact';
import type { Showing } from '../frame.ts';
import type { Asking } from './asking.ts';

interface GivenPage {
  readonly params: Readonly<Record<string, string>>;
  readonly query: string;
  readonly principal: Shell['principal'];
  readonly panels: Shell['panels'];
  readonly datasources: Shell['datasources'];
}

/** A page in the whole document. Its shell is the page's, asked over the port. */
export function showPage(Page: Page, asking: Asking): Showing {
  const root = document.body.appendChild(document.createElement('div'));
  root.className = 'o-guest-page';
  const theme = signal<PanelTheme>({} as PanelTheme);
  const slots = signal<readonly ComponentChildren[]>([]);
  let shell: Shell | undefined;
  return (message) => {
    if (message.type !== 'props') return;
    document.documentElement.dataset.theme = message.theme.name;
    theme.value = message.theme;
    const given = message.props as GivenPage;
    shell ??= shellFor(given, theme, slots, asking);
    render(
      <>
        <Slots />
        <Page params={given.params} query={new URLSearchParams(given.query)} shell={shell} />
        <Toasts />
      </>,
      root,
    );
  };

  function Slots(): JSX.Element | null {
    return slots.value.length > 0 ? <div class="o-guest-slots">{slots.value}</div> : null;
  }
}

function shellFor(
  { principal, panels, datasources }: GivenPage,
  theme: Shell['theme'],
  slots: { value: readonly ComponentChildren[]; peek(): readonly ComponentChildren[] },
  asking: Asking,
): Shell {
  const found = new Map<string, Promise<Panel>>();
  return {
    principal,
    theme,
    panels,
    datasources,
    navigate: (path, options) => asking.tell('navigate', path, options ?? {}),
    title: (title, crumbs = []) => asking.tell('title', title, crumbs),
    // A panel that may run in the page runs here as well, with what this document may do: nothing.
    panel(id) {
      const loading = found.get(id) ?? loadPanel(id, asking);
      found.set(id, loading);
      return loading;
    },
    datasource: () => Promise.resolve(undefined),
    transformation: () => undefined,
    transformations: [],
    toast({ action: _action, ...toast }) {
      asking.tell('toast', toast);
    },
    live: (channel, listener) => asking.listen('live', [channel], listener),
    command: ({ run, ...command }) => asking.listen('command', [command], run),
    headerSlot(content) {
      slots.value = [...slots.peek(), content];
      return () => {
        slots.value = slots.peek().filter((other) => other !== content);
      };
    },
  };
}

async function loadPanel(id: string, asking: Asking): Promise<Panel> {
  const { module, css } = (await asking.ask('panel', id)) as { module: string; css: string | null };
  if (css) {
    const { default: sheet } = (await import(/* @vite-ignore */ css, { with: { type: 'css' } })) as { default: CSSStyleSheet };
    if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  const { panels = {} } = (await import(/* @vite-ignore */ module)) as { panels?: Record<string, Panel> };
  const panel = panels[id];
  if (!panel) throw new Error(`The plugin of the panel "${id}" exports none of that name.`);
  return panel;
}
