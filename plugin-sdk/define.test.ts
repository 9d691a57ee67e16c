/** The manifest types the code: what is wrong here must not compile. `tsc` is the judge; the run only proves that it was read. */
import { describe, expect, test } from 'vitest';
import type { RouteDeclaration } from './contributions/route.ts';
import { defineManifest, definePlugin } from './define.ts';
import type { OrreryManifest } from './manifest/types.ts';

const info = { version: '1.0.0', description: '' };
const manifest = defineManifest({
  id: 'x-app',
  type: 'app',
  name: 'X',
  info,
  orrery: {
    runtime: 'isolate',
    capabilities: { cache: true },
    contributes: { route: { hello: { method: 'GET', path: '/x', rule: { signedIn: true } } } },
  },
});

describe('a plugin', () => {
  test('gives what its manifest promises and holds what it asked for', () => {
    const plugin = definePlugin(manifest, ({ cache, log }) => ({
      route: {
        hello: async () => {
          log.info('asked');
          return { body: await cache.get('k') };
        },
      },
    }));
    expect(plugin.manifest.id).toBe('x-app');
  });

  test('does not compile without a promised contribution', () => {
    // @ts-expect-error `route.hello` is promised and not given.
    definePlugin(manifest, () => ({ route: {} }));
    // @ts-expect-error the whole point is missing.
    const empty = definePlugin(manifest, () => ({}));
    expect(empty.manifest).toBe(manifest);
  });

  test('does not compile with a capability it never asked for', () => {
    // @ts-expect-error `storage` is not among its capabilities.
    const greedy = definePlugin(manifest, ({ storage }) => ({ route: { hello: () => ({ body: storage }) } }));
    expect(greedy.manifest).toBe(manifest);
  });

  test('does not compile with a route that has no rule, or an unknown runtime', () => {
    // @ts-expect-error a route needs a rule.
    const bare: RouteDeclaration = { method: 'GET', path: '/a' };
    expect(bare).not.toHaveProperty('rule');
    // @ts-expect-error there is no such runtime.
    const odd: OrreryManifest = { runtime: 'wasm' };
    expect(odd.runtime).toBe('wasm');
  });
});
