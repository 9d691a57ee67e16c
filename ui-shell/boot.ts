/** What the server says a session may see, and the small state everything in the shell reads. */
import type { Principal } from '@orrery/plugin-sdk';
import type { PanelSuit } from '@orrery/plugin-sdk/contributions/panel';
import { signal } from '@preact/signals';
import { t } from './text/index.ts';

export interface FrontEndEntry {
  readonly plugin: string;
  readonly module: string;
  readonly css?: string | null;
  readonly label?: string;
  /** Of the plugin, for people, where it may not run in the page. */
  readonly name?: string;
  /** Address of the document it runs in then. */
  readonly frame?: string | null;
}
export interface PageEntry extends FrontEndEntry {
  /** Name of the contribution: the key of the module's `pages`. */
  readonly name?: string;
  readonly path: string;
  readonly title: string;
  readonly action?: string;
  readonly allowed: boolean;
  readonly anyone?: true;
}
export interface PanelEntry extends FrontEndEntry {
  /** Address of its picture, and the data it is proposed for. */
  readonly picture?: string;
  readonly suits?: readonly PanelSuit[];
  /** It only draws, outside the page: this module, in a worker of the workshop. */
  readonly drawing?: string;
  /** Document of ours in which workers outside the page are: of what only draws, and of transformations. */
  readonly workshop?: string;
  /** The same code as one file for a worker, where the plugin has one. */
  readonly worker?: string | null;
}
export interface NavigationEntry {
  readonly label: string;
  readonly path: string;
  readonly icon: string;
  readonly weight: number;
  readonly parent?: string;
}
export interface Boot {
  readonly principal: Principal | null;
  /** False until somebody became the first administrator. */
  readonly claimed?: boolean;
  readonly signIn?: readonly { readonly label: string; readonly path: string }[];
  readonly navigation: readonly NavigationEntry[];
  readonly pages: readonly PageEntry[];
  readonly panels: Readonly<Record<string, PanelEntry>>;
  readonly datasources: Readonly<Record<string, PanelEntry>>;
  /** Old ids of what was renamed. */
  readonly aliases?: { readonly panels?: Readonly<Record<string, string>>; readonly datasources?: Readonly<Record<string, string>> };
  readonly transformations: Readonly<Record<string, PanelEntry>>;
  /** Of plugins whose pages run outside this one, the routes they may ask: `GET /api/acme/things/:id`. */
  readonly routes?: Readonly<Record<string, readonly string[]>>;
  /** Integrity of module files by URL, for those the page's own map does not have yet. */
  readonly integrity?: Readonly<Record<string, string>>;
  readonly theme?: 'system' | 'night' | 'day';
  readonly version?: string;
  readonly plugins?: number;
  /** Plugins are being written on this server: their failed builds are shown. */
  readonly develop?: true;
}

export const boot = signal<Boot | undefined>(undefined);
/** Why there is no boot answer: shown over the whole page. */
export const bootFailure = signal<{ readonly title: string; readonly requestId?: string } | undefined>(undefined);

export async function loadBoot(): Promise<Boot | undefined> {
  try {
    const response = await fetch('/api/orrery/boot', { headers: { accept: 'application/json' } });
    if (!response.ok) {
      const requestId = response.headers.get('x-request-id');
      bootFailure.value = { title: t.start.answered(response.status), ...(requestId && { requestId }) };
      return;
    }
    const answer = (await response.json()) as Boot;
    bootFailure.value = undefined;
    boot.value = answer;
    return answer;
  } catch {
    bootFailure.value = { title: t.start.unreachable };
    return;
  }
}
