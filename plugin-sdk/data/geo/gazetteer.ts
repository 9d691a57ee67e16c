/** Names of places and where they lie. Pure: the lists are in `lists.ts`, which only those load who look something up. */
export interface Place {
  readonly id: string;
  readonly name: string;
  /** Degrees. */
  readonly longitude: number;
  readonly latitude: number;
}
export interface Gazetteer {
  /** By code or name, whatever its case. */
  find(key: string): Place | undefined;
}
/** Codes first, then longitude and latitude, then names. */
export type GazetteerRow = readonly (string | number)[];

export function gazetteerOf(rows: readonly GazetteerRow[]): Gazetteer {
  const places = new Map<string, Place>();
  for (const row of rows) {
    const numbers = row.findIndex((cell) => typeof cell === 'number');
    const place = {
      ...{ id: String(row[0]), name: String(row[numbers + 2] ?? row[0]) },
      ...{ longitude: Number(row[numbers]), latitude: Number(row[numbers + 1]) },
    };
    for (const cell of row) if (typeof cell === 'string' && !places.has(cell.toLowerCase())) places.set(cell.toLowerCase(), place);
  }
  return { find: (key) => places.get(key.trim().toLowerCase()) };
}

/** The last part of the path by which dashboards name a list: `usa-states` of `public/gazetteer/usa-states.json`. */
export function gazetteerName(path: string): string {
  return /([\w-]+)(?:\.json)?$/.exec(path)?.[1] ?? '';
}
