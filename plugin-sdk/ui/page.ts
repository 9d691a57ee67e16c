/** The page contract: a front end module exports `pages: { <contribution name>: (props: PageProps) => VNode }`. */
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import type { Principal } from '../principal.ts';
import type { DatasourceUi } from './datasource.ts';
import type { Panel, PanelTheme } from './panel.ts';
import type { TransformationPlugin } from './transformation.ts';

export interface PageProps {
  /** Values of the `:name` parts of the page's path. */
  readonly params: Readonly<Record<string, string>>;
  /** The query string; pages change it by `shell.navigate`. */
  readonly query: URLSearchParams;
  readonly shell: Shell;
}
export type Page = (props: PageProps) => VNode | null;
export type Pages = Readonly<Record<string, Page>>;

/** What the shell does for a page. */
export interface Shell {
  readonly principal: Principal | null;
  readonly theme: ReadonlySignal<PanelTheme>;
  /** Path with query inside this server. `replace` leaves no entry in the history. */
  navigate(path: string, options?: { replace?: boolean }): void;
  /** Title of tab and crumbs above it, as [label, path?]. */
  title(title: string, crumbs?: readonly (readonly [string, string?])[]): void;
  /** The panel of this id, loaded once; one that may not run in the page is drawn in a frame, with the same contract. */
  panel(id: string): Promise<Panel>;
  /** Ids and labels of the panels there are; `old` are ids of earlier that mean the same panel. */
  readonly panels: readonly { readonly id: string; readonly label: string; readonly old?: readonly string[] }[];
  /** The editors of a datasource type, loaded once; `undefined` when its plugin has none. */
  datasource(type: string): Promise<DatasourceUi | undefined>;
  /** Datasource types there are, with the plugin of each. */
  readonly datasources: readonly { readonly type: string; readonly label: string; readonly plugin: string }[];
  /** The plugin that has this transformation; `undefined` where none has it that may run in the page. */
  transformation(id: string): TransformationPlugin | undefined;
  readonly transformations: readonly { readonly id: string; readonly label: string; readonly plugin: string }[];
  toast(toast: { kind?: 'ok' | 'danger' | 'info'; text: string; action?: { label: string; run(): void } }): void;
  /** Listens to a live channel until the returned function is called. */
  live(channel: string, listener: (data: unknown) => void): () => void;
  /** Adds a command to the palette and the keyboard while the page is shown. */
  command(command: Command): () => void;
  /** Things for the header's right side (rarely needed). */
  headerSlot(content: ComponentChildren): () => void;
}

export interface Command {
  readonly label: string;
  /** As in the keyboard map: `g d`, `d r`, `?`, `Ctrl+K`. */
  readonly keys?: string;
  readonly icon?: string;
  /** It only leads to a page: the palette has those already. */
  readonly leads?: boolean;
  run(): void;
}
