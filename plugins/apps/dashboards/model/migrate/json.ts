/**
 * A dashboard as it came. Its shape depends on who wrote it when, so steps look before they touch: what has another shape than
 * expected stays as it is.
 */
// biome-ignore lint/suspicious/noExplicitAny: the shapes of ten years of dashboards have no type
export type Json = Record<string, any>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The objects of a list; none where it is no list. */
export function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Every panel: on the grid, inside closed rows, inside the rows of old. */
export function panelsOf(dashboard: Json): Json[] {
  const inRows = objects(dashboard.rows).flatMap((row) => objects(row.panels));
  return [...objects(dashboard.panels), ...inRows].flatMap((panel) => [panel, ...objects(panel.panels)]);
}
export function variablesOf(dashboard: Json): Json[] {
  return objects(dashboard.templating?.list);
}
export function annotationsOf(dashboard: Json): Json[] {
  return objects(dashboard.annotations?.list);
}

/** The field config of a panel, made where there is none. */
export function fieldConfigOf(panel: Json): { defaults: Json; overrides: Json[] } {
  if (!isObject(panel.fieldConfig)) panel.fieldConfig = {};
  if (!isObject(panel.fieldConfig.defaults)) panel.fieldConfig.defaults = {};
  if (!Array.isArray(panel.fieldConfig.overrides)) panel.fieldConfig.overrides = [];
  return panel.fieldConfig;
}

/** Without the keys that hold nothing. */
export function compact(bag: Json): Json {
  return Object.fromEntries(Object.entries(bag).filter(([, value]) => value !== undefined && value !== null));
}

/** A number, or a text that is one. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

/** `A` to `Z`, then `AA` and on: the first that no query of the panel has. */
export function nextRefId(targets: readonly Json[]): string {
  const taken = new Set(targets.map(({ refId }) => refId));
  for (let at = 0; ; at++) {
    let name = '';
    for (let left = at; left >= 0; left = Math.floor(left / 26) - 1) name = String.fromCharCode(65 + (left % 26)) + name;
    if (!taken.has(name)) return name;
  }
}
