/** World map: countries coloured by a value, places as circles. Only draws; the outlines lie in the package. */
import { resolveFields } from '@orrery/plugin-sdk/data';
import { type Drawn, type DrawingContext, defineDrawing, type Spot } from '@orrery/plugin-sdk/ui/drawing.ts';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import { editors } from './editors.ts';
import { type Place, placesOf } from './places.ts';
import { t } from './text/index.ts';
import { centreOf, countries, countryAt, countryById, geoPath, projectionFor } from './world.ts';

interface MapOptions {
  readonly region: string;
  readonly countryField: string;
  readonly circles: 'places' | 'always';
  readonly largest: number;
}
type Props = PanelProps<MapOptions>;

export const worldMap = defineDrawing<MapOptions>({
  defaults: { region: 'world', countryField: '', circles: 'places', largest: 22 },
  fieldDefaults: { color: { mode: 'continuous-BlPu' } },
  editors,
  bleeds: true,
  draw(context, props) {
    const { frames, fieldConfig, theme, timeZone, width, height, options, locale } = props;
    const { places, unknown } = placesOf(frames, resolveFields(frames, fieldConfig, { theme, timeZone }), { ...options, locale });
    if (places.length === 0)
      return { summary: t.nothing, unsuitable: unknown.length > 0 ? t.unknown(unknown.slice(0, 3).join(', ')) : t.nothing };
    const projection = projectionFor(options.region, width, height);
    const path = geoPath(projection, context as CanvasRenderingContext2D);
    const byCountry = new Map(
      places.flatMap((place) => (place.country === undefined || options.circles === 'always' ? [] : [[place.country, place] as const])),
    );
    const token = (name: string): string => theme.tokens[name] ?? theme.text;

    for (const country of countries) {
      context.beginPath();
      path(country);
      context.fillStyle = byCountry.get(String(country.id))?.color || token('bg-inset');
      context.fill();
      context.strokeStyle = token('border-default');
      context.lineWidth = 0.6;
      context.stroke();
    }
    const circles = circlesOf(props, places, projection);
    for (const { x, y, radius, place } of circles) circle(context, x, y, radius, place.color || token('accent-fill'), theme.background);
    if (unknown.length > 0) {
      context.fillStyle = token('text-tertiary');
      context.font = `11px ${theme.fontSans}`;
      context.textAlign = 'left';
      context.textBaseline = 'bottom';
      context.fillText(t.left(unknown.length), 10, height - 6);
    }

    const spotOf = (place: Place, x: number, y: number): Spot => ({
      x,
      y,
      label: place.country === undefined ? place.name : (countryById(place.country)?.properties.name ?? place.name),
      values: [{ name: place.name, color: place.color || token('accent-fill'), text: place.text, numeric: place.value, focused: true }],
    });
    return {
      summary: summaryOf(props, places),
      at(x, y) {
        const hit = circles.findLast((each) => Math.hypot(each.x - x, each.y - y) <= each.radius + 2);
        if (hit) return spotOf(hit.place, x, y);
        const country = byCountry.size > 0 ? countryAt(projection, x, y) : undefined;
        const place = country && byCountry.get(String(country.id));
        return place && spotOf(place, x, y);
      },
      spots: [...places]
        .sort((a, b) => b.value - a.value)
        .flatMap((place) => {
          const country = place.country === undefined ? undefined : countryById(place.country);
          const at = place.at ?? (country && centreOf(country));
          const point = at && projection([at[0], at[1]]);
          return point ? [spotOf(place, point[0], point[1])] : [];
        }),
    } satisfies Drawn;
  },
});
export const drawings = { 'orrery-worldmap-panel': worldMap };

interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly place: Place;
}

/** Areas in proportion to the values, the largest first so that a small one is never under a large one. */
function circlesOf({ options }: Props, places: readonly Place[], projection: ReturnType<typeof projectionFor>): Circle[] {
  const drawn = places.filter(({ at }) => at || options.circles === 'always');
  const most = Math.max(...drawn.map(({ value }) => Math.abs(value)), Number.MIN_VALUE);
  return drawn
    .flatMap((place) => {
      const country = place.country === undefined ? undefined : countryById(place.country);
      const at = place.at ?? (country && centreOf(country));
      const point = at && projection([at[0], at[1]]);
      return point
        ? [{ x: point[0], y: point[1], radius: Math.max(3, Math.sqrt(Math.abs(place.value) / most) * options.largest), place }]
        : [];
    })
    .sort((a, b) => b.radius - a.radius);
}

function circle(context: DrawingContext, x: number, y: number, radius: number, color: string, edge: string): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.globalAlpha = 0.75;
  context.fillStyle = color;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = edge;
  context.lineWidth = 1.5;
  context.stroke();
}

function summaryOf({ title }: Props, places: readonly Place[]): string {
  const largest = [...places].sort((a, b) => b.value - a.value).slice(0, 4);
  return t.summary(title, places.length, largest.map(({ name, text }) => `${name} ${text}`).join(', '));
}
