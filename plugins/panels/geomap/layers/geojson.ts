/** Shapes of a GeoJSON file; `dynamic-geojson` colours them by the rows that name them. */
import { namedColor, rawAt } from '@orrery/plugin-sdk/data';
import { countriesAsFeatures, trace } from '../land.ts';
import type { MarkerStyle } from '../options.ts';
import { project, scaleOf, type Spot, toScreen, toWorld } from '../projection.ts';
import { fieldOf, rowStyle, styleIn } from '../style.ts';
import { symbolOf, traceSymbol } from '../symbols.ts';
import { t } from '../text/index.ts';
import { copies } from './copies.ts';
import type { Hit, MakeLayer } from './layer.ts';

interface Feature {
  readonly id?: string | number;
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry?: Geometry | null;
}
interface Geometry {
  readonly type: string;
  readonly coordinates?: unknown;
  readonly geometries?: readonly Geometry[];
}
interface Rule {
  readonly style?: MarkerStyle;
  readonly check?: { readonly property?: string; readonly operation?: string; readonly value?: unknown };
}
interface Shape {
  readonly feature: Feature;
  readonly fill: Path2D;
  readonly line: Path2D;
  readonly points: readonly Spot[];
}
const most = 20_000;

export const geojson: MakeLayer = async ({ options, props, frames }) => {
  const { src, rules, idField } = (options.config ?? {}) as { src?: string; rules?: readonly Rule[]; idField?: string };
  const loaded = await featuresOf(String(src ?? 'public/maps/countries.geojson'));
  const { theme } = props;
  const base = styleIn(options.config);
  const shapes = loaded.features.slice(0, most).map(shapeOf);
  const rowsById = new Map<string, { frame: number; row: number }>();
  if (options.type === 'dynamic-geojson') {
    frames.forEach((fields, frame) => {
      const key = fieldOf(fields, idField) ?? fields.find(({ field }) => field.type === 'string');
      for (let row = 0; key && row < key.field.values.length; row++) rowsById.set(String(rawAt(key.field, row)), { frame, row });
    });
  }
  const rowStyles = frames.map((fields) => rowStyle(base, fields, theme));
  const rowOf = ({ id, properties }: Feature) => rowsById.get(String(id)) ?? rowsById.get(String(properties?.name ?? properties?.id ?? ''));
  const looks = shapes.map(({ feature }) => {
    const found = rowOf(feature);
    if (found) {
      const style = rowStyles[found.frame];
      if (style)
        return {
          color: style.color(found.row),
          opacity: style.opacity,
          width: style.lineWidth,
          size: style.size(found.row),
          symbol: style.symbol(found.row),
        };
    }
    const style = (rules ?? []).find((rule) => holds(rule, feature))?.style ?? base;
    return {
      color: namedColor(style.color?.fixed ?? 'dark-green', theme),
      opacity: options.type === 'dynamic-geojson' ? 0.1 : (style.opacity ?? 0.4),
      width: style.lineWidth ?? 1,
      size: style.size?.fixed ?? 5,
      symbol: style.symbol?.fixed ?? 'circle',
    };
  });
  const probe = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
  return {
    options,
    spots: [],
    ...(loaded.problem && { missing: loaded.problem }),
    draw(context, view) {
      const scale = scaleOf(view);
      shapes.forEach(({ fill, line, points }, index) => {
        const look = looks[index] as (typeof looks)[0];
        for (const copy of copies(view)) {
          context.save();
          context.translate((copy - view.x) * scale + view.width / 2, -view.y * scale + view.height / 2);
          context.scale(scale, scale);
          context.fillStyle = look.color;
          context.strokeStyle = look.color;
          context.lineWidth = look.width / scale;
          const { globalAlpha } = context;
          context.globalAlpha = globalAlpha * look.opacity;
          context.fill(fill, 'evenodd');
          context.globalAlpha = globalAlpha;
          context.stroke(fill);
          context.stroke(line);
          context.restore();
        }
        for (const point of points) {
          const { x, y } = toScreen(view, point.x, point.y);
          context.save();
          context.translate(x, y);
          context.fillStyle = look.color;
          context.strokeStyle = look.color;
          context.lineWidth = look.width;
          if (traceSymbol(context, symbolOf(look.symbol), look.size)) {
            context.globalAlpha *= look.opacity;
            context.fill();
            context.globalAlpha /= look.opacity || 1;
          }
          context.stroke();
          context.restore();
        }
      });
    },
    hitAt(view, x, y): Hit | undefined {
      const world = toWorld(view, x, y);
      const at = ((world.x % 1) + 1) % 1;
      const index = shapes.findLastIndex(
        ({ fill, points }) =>
          probe.isPointInPath(fill, at, world.y, 'evenodd') ||
          points.some((point) => {
            const here = toScreen(view, point.x, point.y);
            return Math.hypot(here.x - x, here.y - y) < 8;
          }),
      );
      const feature = shapes[index]?.feature;
      if (!feature) return;
      const found = rowOf(feature);
      const { name, ...others } = feature.properties ?? {};
      const label = String(name ?? feature.id ?? t.shape);
      if (found) return { x, y, label, fields: frames[found.frame] ?? [], row: found.row };
      const facts = Object.entries(others).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
      return { x, y, label, facts: facts.slice(0, 12).map(([key, value]) => [key, String(value)] as const) };
    },
  };
};

/** The countries are bundled; other files only from this server, which is all that the page may ask. */
async function featuresOf(src: string): Promise<{ features: readonly Feature[]; problem?: string }> {
  try {
    const isBundled = /(^|\/)countries\.(geo)?json$/.test(src);
    const url = new URL(src, document.baseURI);
    if (!isBundled && url.origin !== location.origin) return { features: [], problem: t.foreignFile(src) };
    const found = isBundled ? await countriesAsFeatures() : await (await fetch(url)).json();
    const { type, features, geometry } = found as { type?: string; features?: readonly Feature[]; geometry?: Geometry };
    if (type === 'FeatureCollection' && Array.isArray(features)) return { features };
    if (type === 'Feature' && geometry) return { features: [found as Feature] };
    return { features: [], problem: t.noGeojson(src) };
  } catch {
    return { features: [], problem: t.noGeojson(src) };
  }
}

function shapeOf(feature: Feature): Shape {
  const [fill, line, points] = [new Path2D(), new Path2D(), [] as Spot[]];
  const add = ({ type, coordinates, geometries }: Geometry, depth = 0): void => {
    const list = Array.isArray(coordinates) ? coordinates : [];
    if (type === 'Polygon') for (const ring of list) trace(fill, ring, true);
    else if (type === 'MultiPolygon') for (const polygon of list) for (const ring of polygon) trace(fill, ring, true);
    else if (type === 'LineString') trace(line, list, false);
    else if (type === 'MultiLineString') for (const one of list) trace(line, one, false);
    else if (type === 'Point') points.push(project(Number(list[0]), Number(list[1])));
    else if (type === 'MultiPoint') for (const one of list) points.push(project(Number(one[0]), Number(one[1])));
    else if (depth < 5) for (const inner of geometries ?? []) add(inner, depth + 1);
  };
  try {
    if (feature.geometry) add(feature.geometry);
  } catch {
    // A broken shape is left out; the others are shown.
  }
  return { feature, fill, line, points };
}

function holds({ check }: Rule, { properties, id }: Feature): boolean {
  if (!check?.property) return check === undefined;
  const value = check.property === 'id' ? (properties?.id ?? id) : properties?.[check.property];
  const [one, other] = [value as number, check.value as number];
  switch (check.operation ?? 'eq') {
    case 'eq':
      return String(one) === String(other);
    case 'neq':
      return String(one) !== String(other);
    case 'lt':
      return one < other;
    case 'lte':
      return one <= other;
    case 'gt':
      return one > other;
    case 'gte':
      return one >= other;
    default:
      return false;
  }
}
