/** Panels that many dashboards show: what a dashboard keeps of one, and what comes from the library. */
import type { PanelModel } from './types.ts';

export interface LibraryElement {
  readonly uid: string;
  readonly name: string;
  readonly version: number;
  readonly folderUid: string;
  readonly model: PanelModel;
}

/** Place and repetition are the dashboard's own; the title too, where it gives one. */
const own = ['id', 'gridPos', 'repeat', 'repeatDirection', 'maxPerRow', 'repeatPanelId', 'libraryPanel'] as const;

/** The panel as it is drawn. */
export function fromLibrary(panel: PanelModel, { uid, name, model }: LibraryElement): PanelModel {
  const title = panel.title || model.title || name;
  return { ...model, ...pick(panel, own), title, libraryPanel: { uid, name } };
}

/** The same panel, on its own from now on. */
export function unlinked(panel: PanelModel, element: LibraryElement): PanelModel {
  const { libraryPanel: _, ...rest } = fromLibrary(panel, element);
  return rest;
}

/** What the library keeps of a panel. */
export function libraryModel(panel: PanelModel): PanelModel {
  const left: readonly string[] = own;
  return Object.fromEntries(Object.entries(panel).filter(([key]) => !left.includes(key))) as PanelModel & { type: string };
}

/** What the dashboard keeps of a panel that the library has. */
export function linked(panel: PanelModel, { uid, name, model }: LibraryElement): PanelModel {
  const { libraryPanel: _, ...kept } = pick(panel, own);
  return { ...kept, type: model.type, title: panel.title ?? model.title ?? name, libraryPanel: { uid, name } };
}

function pick(panel: PanelModel, keys: readonly (keyof PanelModel)[]): Partial<PanelModel> {
  return Object.fromEntries(keys.flatMap((key) => (panel[key] === undefined ? [] : [[key, panel[key]]])));
}
