/** Connections: one pool for each policy, since a pooled connection was judged under the policy that opened it. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { FailureError } from '@orrery/plugin-sdk';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import { LRUCache } from 'lru-cache';
import { Agent, buildConnector } from 'undici';
import { isInside, isMetadata } from './addresses.ts';

export type Resolve = (host: string) => Promise<readonly string[]>;
const connectMs = 5_000;
const mostAgents = 200;

const byName: Resolve = async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

export function createAgents(resolve: Resolve = byName) {
  const agents = new LRUCache<string, Agent>({ max: mostAgents, ttl: 10 * 60_000, dispose: (agent) => void agent.close().catch(() => {}) });

  function open(grant: EgressGrant, instance: boolean): Agent {
    const tls = instance ? grant.instance : undefined;
    const dial = buildConnector({
      timeout: connectMs,
      ...(tls?.tlsSkipVerify && { rejectUnauthorized: false }),
      ...(tls?.ca && { ca: tls.ca }),
      ...(tls?.cert && { cert: tls.cert }),
      ...(tls?.key && { key: tls.key }),
    });
    return new Agent({
      keepAliveTimeout: 30_000,
      connect: (options, done) => {
        const host = unbracketed(options.hostname);
        const port = options.port || (options.protocol === 'https:' ? '443' : '80');
        judged(host, port, grant, resolve).then(
          // The judged address is the dialled one; the name stays for TLS.
          (address) => dial({ ...options, hostname: address, ...(!isIP(host) && { servername: options.servername || host }) }, done),
          (error: Error) => done(error, null),
        );
      },
    });
  }

  return {
    for(grant: EgressGrant, instance: boolean): Agent {
      const key = JSON.stringify([instance, grant.trusted, grant.metadata, instance && grant.instance]);
      let agent = agents.get(key);
      if (!agent) agents.set(key, (agent = open(grant, instance)));
      return agent;
    },
    async close(): Promise<void> {
      const all = [...agents.values()];
      agents.clear();
      await Promise.all(all.map((agent) => agent.destroy()));
    },
  };
}

async function judged(host: string, port: string, { trusted, metadata }: EgressGrant, resolve: Resolve): Promise<string> {
  const found = isIP(host) ? [host] : await resolve(host.replace(/\.$/, ''));
  const vouched = trusted.includes(`${bracketed(host)}:${port}`);
  const [first] = found;
  if (!first) throw blocked(host, 'its name has no address');
  for (const address of found) {
    if (isMetadata(address) && !metadata) throw blocked(host, `${address} is a link-local or metadata address`);
    if (isInside(address) && !vouched)
      throw blocked(host, `${address} is inside this machine or a private network, and no data source is configured for ${host}:${port}`);
  }
  return first;
}

function blocked(host: string, why: string): FailureError {
  return new FailureError({ code: 'fetch/blocked-address', message: `${host} may not be reached: ${why}.`, retryable: false });
}
function unbracketed(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}
function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
