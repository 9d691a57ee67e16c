/** Copies of panels and rows, one for each chosen value of a variable, and where they stand. */
import type { Scope } from './lookup.ts';
import { all, type Option } from './options.ts';
import type { GridPos, PanelModel } from './types.ts';
import type { Variables } from './variables.ts';

/** A panel, or a copy of it. */
interface Copy {
  readonly key: string;
  readonly panel: PanelModel;
  readonly at: GridPos;
  readonly scope: Scope;
}

/** Values that copies are made for: each option for All, none where the variable is not known. */
export function repeatValues(name: string | null | undefined, variables: Variables, scope: Scope): readonly Option[] {
  if (!name) return [];
  const scoped = scope[name];
  if (scoped) return [scoped];
  const state = variables.get(name);
  if (!state) return [];
  const everything = state.selected.some(({ value }) => value === all.value);
  return everything ? state.options.filter(({ value }) => value !== all.value) : state.selected;
}

const columns = 24;
const usualPerRow = 4;

/** A panel with its copies: the place they take together, and each copy with y counted from the block's top. */
export interface Block {
  readonly at: GridPos;
  readonly copies: readonly Copy[];
  /** Height of one copy. */
  readonly one: number;
}

/** Copies of one panel: side by side over the whole width, or below one another. */
export function repeatPanel(panel: PanelModel, at: GridPos, key: string, scope: Scope, variables: Variables): Block {
  const values = repeatValues(panel.repeat, variables, scope);
  if (!panel.repeat || values.length === 0) return { at, one: at.h, copies: [{ key, panel, at: { ...at, y: 0 }, scope }] };
  const name = panel.repeat;
  const down = panel.repeatDirection === 'v';
  const perRow = down ? 1 : Math.min(values.length, panel.maxPerRow || usualPerRow);
  const width = down ? at.w : Math.floor(columns / perRow);
  const copies = values.map((value, index) => ({
    key: index === 0 ? key : `${key}-clone-${index}`,
    panel,
    at: { x: down ? at.x : (index % perRow) * width, y: Math.floor(index / perRow) * at.h, w: width, h: at.h },
    scope: { ...scope, [name]: value },
  }));
  const h = Math.ceil(values.length / perRow) * at.h;
  return { at: down ? { ...at, h } : { x: 0, y: at.y, w: columns, h }, one: at.h, copies };
}
