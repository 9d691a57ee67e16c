/** Where each plugin stands in the picture: three rings around the kernel, a planet a plugin, its area by memory. Pure. */
export interface Body {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly level: string;
  /** Bytes of heap; 0 while its code is not loaded. */
  readonly memory: number;
  readonly isSource: boolean;
  /** Talks to the outside, or runs with more than an isolate. */
  readonly reachesOut: boolean;
}
export type Kind = 'core' | 'commercial' | 'community' | 'private' | 'unsigned' | 'quarantined';

export interface Planet {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export const center = { x: 290, y: 226 } as const;
export const tilt = -10;
/** What is seen: left, top, width, height. */
export const view = [4, 4, 572, 448] as const;
/** Half axes of the rings, near to far. */
export const rings = [
  [86, 62],
  [156, 114],
  [226, 166],
] as const;
export const rim = [258, 192] as const;
/** More labels than this would cover each other. */
export const mostPlanets = 24;
const [leastRadius, mostRadius] = [5.5, 11];

export function pointOn([a, b]: readonly [number, number], degrees: number): { readonly x: number; readonly y: number } {
  const [angle, turn] = [(degrees * Math.PI) / 180, (tilt * Math.PI) / 180];
  const [x, y] = [a * Math.cos(angle), b * Math.sin(angle)];
  return { x: center.x + x * Math.cos(turn) - y * Math.sin(turn), y: center.y + x * Math.sin(turn) + y * Math.cos(turn) };
}

export function kindOf({ state, level }: Pick<Body, 'state' | 'level'>): Kind {
  if (state === 'quarantined' || state === 'refused') return 'quarantined';
  return level === 'core' || level === 'commercial' || level === 'community' || level === 'private' ? level : 'unsigned';
}

/** Data sources are near, what was added or talks to the outside is far, the rest between. */
function ringOf(body: Body): 0 | 1 | 2 {
  const added = kindOf(body) !== 'core' && kindOf(body) !== 'commercial';
  if (added) return 2;
  if (body.isSource) return 0;
  return body.reachesOut ? 2 : 1;
}

/** The planets that are drawn, back to front, and how many are left out: those that use least, never one in trouble. */
export function planetsOf(bodies: readonly Body[]): { readonly planets: readonly Planet[]; readonly left: number } {
  const troubled = (body: Body): number => (kindOf(body) === 'quarantined' ? 1 : 0);
  const drawn = [...bodies]
    .sort((a, b) => troubled(b) - troubled(a) || b.memory - a.memory || a.id.localeCompare(b.id))
    .slice(0, mostPlanets);
  const most = Math.max(...drawn.map(({ memory }) => memory), 1);
  const planets = rings.flatMap((ring, index) => {
    // In the order of their names, so that nobody changes places because somebody was busy.
    const here = drawn.filter((body) => ringOf(body) === index).sort((a, b) => a.id.localeCompare(b.id));
    return here.map((body, at): Planet => {
      // Each ring begins elsewhere, or labels of the rings would stand in line.
      const { x, y } = pointOn(ring, 200 + index * 47 + (360 * at) / here.length);
      const radius = leastRadius + (mostRadius - leastRadius) * Math.sqrt(body.memory / most);
      return { id: body.id, name: body.name, kind: kindOf(body), x, y, radius };
    });
  });
  return { planets: planets.sort((a, b) => a.y - b.y), left: bodies.length - drawn.length };
}

export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}
type Box = readonly [left: number, top: number, right: number, bottom: number];
const longest = 18;

/**
 * Where names stand: below their planet, or else above it or beside it. A name that would cover another name or a planet anywhere is left
 * out; whoever is in trouble, then whoever is biggest, chooses first. `size` is of the letters, in units of the picture.
 */
export function labelsOf(planets: readonly Planet[], size: number): ReadonlyMap<string, Label> {
  const taken: Box[] = [[center.x - 20, center.y - 20, center.x + 20, center.y + 20]];
  const disc = ({ x, y, radius }: Planet): Box => [x - radius - 2, y - radius - 2, x + radius + 2, y + radius + 2];
  const isFree = (box: Box, own: Planet): boolean =>
    box[0] >= view[0] &&
    box[2] <= view[0] + view[2] &&
    !taken.some((other) => overlap(box, other)) &&
    !planets.some((planet) => planet !== own && overlap(box, disc(planet)));
  const labels = new Map<string, Label>();
  const troubled = ({ kind }: Planet): number => (kind === 'quarantined' ? 1 : 0);
  for (const planet of [...planets].sort((a, b) => troubled(b) - troubled(a) || b.radius - a.radius || a.id.localeCompare(b.id))) {
    const text = planet.name.length > longest ? `${planet.name.slice(0, longest - 1)}…` : planet.name;
    const { x, y, radius } = planet;
    const width = text.length * size * 0.6;
    const beside = radius + 6;
    const places: readonly Label[] = [
      { text, x, y: y + radius + size + 2, anchor: 'middle' },
      { text, x, y: y - radius - 6, anchor: 'middle' },
      { text, x: x + beside, y: y + size * 0.35, anchor: 'start' },
      { text, x: x - beside, y: y + size * 0.35, anchor: 'end' },
    ];
    for (const place of places) {
      const left = place.x - (place.anchor === 'middle' ? width / 2 : place.anchor === 'end' ? width : 0);
      const box: Box = [left, place.y - size, left + width, place.y + 3];
      if (!isFree(box, planet)) continue;
      taken.push(box);
      labels.set(planet.id, place);
      break;
    }
  }
  return labels;
}

function overlap(a: Box, b: Box): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/** Plugins of each kind that has any, in the order of trust. */
export function countKinds(bodies: readonly Body[]): readonly (readonly [Kind, number])[] {
  const order: readonly Kind[] = ['core', 'commercial', 'private', 'community', 'unsigned', 'quarantined'];
  const counts = order.map((kind) => [kind, bodies.filter((body) => kindOf(body) === kind).length] as const);
  return counts.filter(([, count]) => count > 0);
}
