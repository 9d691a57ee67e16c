/**
 * Where this server keeps its own state, as `address:port`: no data source may be pointed there, or whoever may ask a data source could read
 * and write what decides about everybody's rights.
 */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

export interface Place {
  readonly host: string;
  readonly port: number;
}
type Resolve = (host: string) => Promise<readonly string[]>;

const byName: Resolve = async (host) => (await lookup(host, { all: true }).catch(() => [])).map(({ address }) => address);

export async function ownStores(places: readonly (Partial<Place> | undefined)[], resolve: Resolve = byName): Promise<readonly string[]> {
  const known = places.filter((place): place is Place => Boolean(place?.host && place.port));
  const found = await Promise.all(
    known.map(async ({ host, port }) => (isIP(host) ? [host] : await resolve(host)).map((address) => `${address}:${port}`)),
  );
  return [...new Set(found.flat())];
}
