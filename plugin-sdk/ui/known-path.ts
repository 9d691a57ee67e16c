/**
 * What a kept `Path2D` is made of. A browser does not tell; a panel that keeps large paths says it here, so that its drawing can be
 * written down as SVG. By a symbol that all copies of this file share: a panel and its host each have one.
 */
const key = Symbol.for('orrery.path');
type Told = Path2D & { [key]?: (() => string)[] };

/** Adds what was just drawn into `path`, as `d` of an SVG path; made when somebody asks. */
export function tellPath(path: Path2D, part: () => string): void {
  const told = path as Told;
  told[key] ??= [];
  told[key].push(part);
}

export function toldPath(path: Path2D): string[] | undefined {
  return (path as Told)[key]?.map((part) => part());
}
