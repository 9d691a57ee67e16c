/** The panels of a stored dashboard, wherever they lie: at the top, inside rows, in the rows of very old files, or as elements. */
import type { DashboardModel } from './store.ts';

type Loose = Record<string, unknown>;
const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);
const objects = (value: unknown): Loose[] => (Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []).filter(isObject);

export function panelsOf(model: DashboardModel): Loose[] {
  const within = (panel: Loose): Loose[] => [panel, ...objects(panel.panels).flatMap(within)];
  const elements = objects(model.elements).flatMap((element) => (isObject(element.spec) ? [element.spec] : []));
  return [...objects(model.panels), ...objects(model.rows).flatMap((row) => objects(row.panels)), ...elements].flatMap(within);
}

export function libraryUids(model: DashboardModel): string[] {
  const uids = panelsOf(model).flatMap(({ libraryPanel }) =>
    isObject(libraryPanel) && typeof libraryPanel.uid === 'string' ? [libraryPanel.uid] : [],
  );
  return [...new Set(uids)];
}
