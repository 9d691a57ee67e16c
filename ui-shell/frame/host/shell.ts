/**
 * The shell that guests are shown in. Handed in once and not imported: this part is loaded late, and a module that both need would
 * become a file of its own that every first page waits for.
 */
import type { PanelTheme } from '@orrery/plugin-sdk/ui';
import type { ReadonlySignal } from '@preact/signals';
import type { Boot } from '../../boot.ts';

export interface ShellSide {
  readonly boot: ReadonlySignal<Boot | undefined>;
  readonly theme: ReadonlySignal<PanelTheme>;
  /** Address of the kit's style sheet. */
  readonly sheet: string;
  navigate(path: string): void;
  /** A key that a guest did not use. */
  pressed(key: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean }): void;
}

let connected: ShellSide | undefined;

export function connect(side: ShellSide): void {
  connected = side;
}
export function shell(): ShellSide {
  if (!connected) throw new Error('Guests are shown before the shell was handed in.');
  return connected;
}
