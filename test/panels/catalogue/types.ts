/** How the catalogue of what dashboards may store for a panel is written (dashboards.md 5 and 6). */
import type { OptionControl } from '@orrery/plugin-sdk/ui';

export type Kind = OptionControl['kind'];
/** Values by path, as a person would set them. */
export type Settings = Readonly<Record<string, unknown>>;

export interface Known {
  readonly path: string;
  /** The editors that can write what is stored: `a|b` where several fit. */
  readonly kind: string;
  /** All values that an editor of choices offers. */
  readonly choices?: readonly unknown[];
  /** What holds where a dashboard says nothing. */
  readonly initial?: unknown;
  /** What must be set for the editor to be of use, beside the defaults. */
  readonly within?: Settings;
  /** What makes it useless, one by one: then it is not shown. */
  readonly without?: readonly Settings[];
}

export interface PanelKnown {
  readonly options: readonly Known[];
  readonly custom?: readonly Known[];
  /** Editors of the objects in a list, by the path of the list; of one `type` each where there are types. */
  readonly items?: Readonly<Record<string, readonly (Known & { readonly types?: readonly string[] })[]>>;
  /** Options of all fields that this panel can show; all of them where nothing is told. */
  readonly standard?: readonly string[];
  readonly color?: string;
}

type More = Omit<Known, 'path' | 'kind' | 'choices' | 'initial'>;

export const flag = (path: string, initial?: boolean, more: More = {}): Known => ({ path, kind: 'switch', initial, ...more });
export const pick = (path: string, choices: readonly unknown[], initial?: unknown, more: More = {}): Known => ({
  path,
  kind: 'segments|choice|choices',
  choices,
  initial,
  ...more,
});
export const number = (path: string, initial?: number, more: More = {}): Known => ({ path, kind: 'number|slider', initial, ...more });
export const text = (path: string, initial?: string, more: More = {}): Known => ({ path, kind: 'text|field|code', initial, ...more });
export const field = (path: string, more: More = {}): Known => ({ path, kind: 'field', ...more });
export const color = (path: string, initial?: string, more: More = {}): Known => ({ path, kind: 'color', initial, ...more });
export const unit = (path: string, more: More = {}): Known => ({ path, kind: 'unit', ...more });
export const list = (path: string, initial?: unknown, more: More = {}): Known => ({
  path,
  kind: 'list|reducers|choices|links|actions|items',
  initial,
  ...more,
});
