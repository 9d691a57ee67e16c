/** A host's addresses, and whether they may be dialled under a grant. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { FailureError } from '@orrery/plugin-sdk';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import { innerAddress, isInside, isMetadata, isThisMachine } from './addresses.ts';

export type Resolve = (host: string) => Promise<readonly string[]>;

export const byName: Resolve = async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

export async function addressesOf(host: string, resolve: Resolve): Promise<readonly string[]> {
  const found = isIP(host) ? [host] : await resolve(host.replace(/\.$/, ''));
  if (found.length === 0) throw blocked(host, 'its name has no address');
  return found;
}

/** The address to dial. Every one that the name has must be permitted: which of them is asked next time is not ours to say. */
export function permitted(
  host: string,
  port: string,
  addresses: readonly string[],
  { trusted, metadata, never = [] }: EgressGrant,
): string {
  const vouched = trusted.includes(`${host.includes(':') ? `[${host}]` : host}:${port}`);
  for (const address of addresses) {
    if (never.some((store) => store.endsWith(`:${port}`) && isSame(address, store.slice(0, -port.length - 1))))
      throw blocked(host, 'this server keeps its own state there');
    if (isMetadata(address) && !metadata) throw blocked(host, `${address} is a link-local or metadata address`);
    if (isInside(address) && !vouched)
      throw blocked(host, `${address} is inside this machine or a private network, and no data source is configured for ${host}:${port}`);
  }
  return addresses[0] as string;
}

/** By any name of one machine: an address in another form, or this machine by another of its addresses. */
function isSame(address: string, store: string): boolean {
  return innerAddress(address) === innerAddress(store) || (isThisMachine(store) && isThisMachine(address));
}

function blocked(host: string, why: string): FailureError {
  return new FailureError({ code: 'fetch/blocked-address', message: `${host} may not be reached: ${why}.`, retryable: false });
}
