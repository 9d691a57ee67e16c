/** Looks up what a table itself holds. Keys come from dashboards, and `constructor` is a word like any other there. */
export function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
