/** Outlines of the countries, and how they lie on a canvas. */
import { type GeoPath, type GeoProjection, geoCentroid, geoContains, geoNaturalEarth1, geoPath } from 'd3-geo';
import type { Feature, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json' with { type: 'json' };

export type Country = Feature<Geometry, { name: string }>;

const topology = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;
export const countries: readonly Country[] = feature(topology, topology.objects.countries).features;
const byId = new Map(countries.map((country) => [String(country.id), country]));

export const countryById = (id: string): Country | undefined => byId.get(id);
export const centreOf = (country: Country): [number, number] => geoCentroid(country);

/** Places for all of the world; `regions` narrows it. */
const regions: Readonly<Record<string, readonly [west: number, south: number, east: number, north: number]>> = {
  world: [-170, -56, 178, 78],
  europe: [-12, 35, 42, 70],
  africa: [-19, -36, 52, 38],
  asia: [30, -10, 150, 60],
  'north-america': [-165, 8, -52, 72],
  'south-america': [-84, -56, -33, 13],
  oceania: [110, -48, 180, 2],
};

export function projectionFor(region: string, width: number, height: number): GeoProjection {
  const [west, south, east, north] = regions[region] ?? (regions.world as (typeof regions)['world']);
  const edge = Array.from({ length: 20 }, (_, step) => [
    [west + ((east - west) * step) / 19, south],
    [west + ((east - west) * step) / 19, north],
    [west, south + ((north - south) * step) / 19],
    [east, south + ((north - south) * step) / 19],
  ]).flat();
  return geoNaturalEarth1().fitExtent(
    [
      [4, 4],
      [Math.max(5, width - 4), Math.max(5, height - 4)],
    ],
    { type: 'MultiPoint', coordinates: edge },
  );
}

export function countryAt(projection: GeoProjection, x: number, y: number): Country | undefined {
  const place = projection.invert?.([x, y]);
  return place ? countries.find((country) => geoContains(country, place)) : undefined;
}

export type { GeoPath, GeoProjection };
export { geoPath };
