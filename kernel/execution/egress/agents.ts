/** Connections: one pool for each policy, since a pooled connection was judged under the policy that opened it. */
import { isIP } from 'node:net';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import { LRUCache } from 'lru-cache';
import { Agent, buildConnector } from 'undici';
import { addressesOf, byName, permitted, type Resolve } from './judge.ts';

const connectMs = 5_000;
const mostAgents = 200;

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
        const judged = async () => permitted(host, port, await addressesOf(host, resolve), grant);
        judged().then(
          // The judged address is the dialled one; the name stays for TLS.
          (address) =>
            dial(
              {
                ...options,
                hostname: address,
                ...(tls?.serverName ? { servername: tls.serverName } : !isIP(host) && { servername: options.servername || host }),
              },
              done,
            ),
          (error: Error) => done(error, null),
        );
      },
    });
  }

  return {
    for(grant: EgressGrant, instance: boolean): Agent {
      const key = JSON.stringify([instance, grant.trusted, grant.never, grant.metadata, instance && grant.instance]);
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

function unbracketed(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}
