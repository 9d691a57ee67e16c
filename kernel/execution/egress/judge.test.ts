import { networkInterfaces } from 'node:os';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import { describe, expect, test } from 'vitest';
import { pluginGrant } from '../../instances/egress.ts';
import { ownStores } from '../../instances/own-stores.ts';
import { permitted } from './judge.ts';

const grant = (more: Partial<EgressGrant> = {}): EgressGrant => ({
  ...{ origins: [], trusted: ['db.example:5432', 'localhost:6379'], metadata: false, timeoutMs: 1_000, maxResponseBytes: 1_000 },
  ...more,
});

describe("the server's own stores", () => {
  test('are closed even to whoever may configure sources, by any name that leads there', async () => {
    const never = await ownStores([{ host: 'db.internal', port: 5432 }, { host: 'localhost', port: 6379 }, undefined, {}], async (host) =>
      host === 'localhost' ? ['127.0.0.1'] : ['10.0.0.5'],
    );
    expect(never).toEqual(['10.0.0.5:5432', '127.0.0.1:6379']);
    expect(() => permitted('db.example', '5432', ['10.0.0.5'], grant({ never }))).toThrow(/its own state/);
    for (const address of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1', '0.0.0.0'])
      expect(() => permitted('localhost', '6379', [address], grant({ never }))).toThrow(/its own state/);
    for (const address of ['::ffff:10.0.0.5', '::ffff:a00:5', '64:ff9b::a00:5'])
      expect(() => permitted(address, '5432', [address], grant({ never, trusted: [`[${address}]:5432`] }))).toThrow(/its own state/);
    // What listens on this machine's own name often listens on all of its addresses.
    const own = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
    for (const address of own)
      expect(() => permitted('localhost', '6379', [address], grant({ never, trusted: ['localhost:6379'] }))).toThrow(/its own state/);
    expect(permitted('db.example', '5432', ['10.0.0.6'], grant({ never }))).toBe('10.0.0.6');
  });
});

describe('a port of this machine that a manifest names', () => {
  const config = { timeoutMs: 1_000, maxResponseBytes: 1_000 };
  const origins = ['http://localhost:9090', 'http://10.0.0.1:9090', 'https://api.example', 'instance', 'setting:auth.jwt:jwk_set_url'];
  test('is vouched for by a core signature, and only as far as the white list goes', () => {
    expect(pluginGrant(origins, { core: true, configured: [] }, config).trusted).toEqual(['localhost:9090']);
    expect(pluginGrant(origins, { core: false, configured: [] }, config).trusted).toEqual([]);
    expect(pluginGrant(origins, { core: true, configured: [] }, { ...config, whitelist: ['prometheus.example:9090'] }).trusted).toEqual([]);
    expect(pluginGrant(origins, { core: true, configured: [] }, config).origins).not.toContain('instance');
  });
});
