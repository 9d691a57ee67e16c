/** Where the marks of annotations stand: a lane for each query where asked for, neighbours as one mark where asked for. Pure. */
import type { Annotation } from '@orrery/plugin-sdk/ui';

export interface Cluster {
  /** Position along the time axis, in the unit of `place`. */
  readonly at: number;
  readonly lane: number;
  readonly color: string;
  readonly members: readonly Annotation[];
}

const markWidth = 12;

export function laneOf(annotations: readonly Annotation[], multiLane: boolean): (annotation: Annotation) => number {
  if (!multiLane) return () => 0;
  const sources = [...new Set(annotations.filter(({ silent }) => !silent).map(({ source = '' }) => source))];
  return ({ source = '' }) => sources.indexOf(source);
}

export function clusters(
  annotations: readonly Annotation[],
  place: (time: number) => number,
  clustering: number | boolean | null | undefined,
  lane: (annotation: Annotation) => number,
): Cluster[] {
  const within = !clustering ? 0 : typeof clustering === 'number' && clustering > 0 ? clustering : markWidth;
  const found: { at: number; last: number; lane: number; color: string; members: Annotation[] }[] = [];
  const open = new Map<number, (typeof found)[number]>();
  const told = annotations.filter(({ silent }) => !silent);
  for (const annotation of [...told].sort((one, other) => one.time - other.time)) {
    const at = place(annotation.time);
    const row = lane(annotation);
    const before = open.get(row);
    if (before && within > 0 && Math.abs(at - before.last) <= within) {
      before.members.push(annotation);
      before.last = at;
      before.at = (place(before.members[0]?.time ?? annotation.time) + at) / 2;
      continue;
    }
    const cluster = { at, last: at, lane: row, color: annotation.color, members: [annotation] };
    open.set(row, cluster);
    found.push(cluster);
  }
  return found;
}
