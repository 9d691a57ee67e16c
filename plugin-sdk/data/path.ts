/** Paths into values: `labels.host`, `fields["state name"].text`, `fields[1]`. */

const part = /\[\s*(?:"([^"]*)"|'([^']*)'|([^\]]*))\s*\]|\.?([^.[]+)/g;

export function pathParts(path: string): string[] {
  return [...path.matchAll(part)].map(([, double, single, bare, plain]) => double ?? single ?? bare ?? plain ?? '');
}

/** Own properties only: a path never reaches what every object has. */
export function valueAtPath(value: unknown, path: string): unknown {
  let found = value;
  for (const key of pathParts(path)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}
