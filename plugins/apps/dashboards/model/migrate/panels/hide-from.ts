/** What a series is hidden from. */
import { isObject, type Json, objects } from '../json.ts';

/** Hidden from the graph is hidden from the drawing. */
export function hideFromPanel(panel: Json): void {
  const properties = objects(panel.fieldConfig?.overrides).flatMap((override) => objects(override.properties));
  const all = [
    panel.fieldConfig?.defaults?.custom?.hideFrom,
    ...properties.filter(({ id }) => id === 'custom.hideFrom').map(({ value }) => value),
  ];
  for (const hideFrom of all) {
    if (!isObject(hideFrom) || hideFrom.graph === undefined) continue;
    hideFrom.viz = hideFrom.graph;
    delete hideFrom.graph;
  }
}
