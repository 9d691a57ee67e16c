import { describe, expect, test } from 'vitest';
import { asksOf, compareAsks, grantOf } from './asks.ts';
import { capabilityWords } from './ask-words/index.ts';
import { type CatalogVersion, freshnessProblem, parseCatalogIndex } from './catalog-index.ts';
import { chooseVersion, isNewer, newestFirst, rangeProblem } from './compatible.ts';

const host = { grafana: '12.4.0', platform: 'linux-amd64' };
const version = (text: string, more: Partial<CatalogVersion> = {}): CatalogVersion => ({
  ...{ version: text, published: '2026-01-01T00:00:00Z', sha256: 'a'.repeat(64), size: 1, platforms: ['any'], grafanaDependency: '' },
  ...{ dependencies: [], signedBy: { org: '', keyId: '', level: 'community' }, runtime: 'none', capabilities: {}, contributes: {} },
  ...more,
});
const choose = (versions: CatalogVersion[], wanted?: string) => {
  const chosen = chooseVersion({ id: 'a-app', versions }, wanted, host);
  return chosen.ok ? chosen.value.version : chosen.failure.code;
};

describe('the version that is installed', () => {
  test('is the newest that fits, and no release candidate while there is a release', () => {
    expect(choose([version('2.0.0-rc.1'), version('1.1.0'), version('1.0.0')])).toBe('1.1.0');
    expect(choose([version('2.0.0', { grafanaDependency: '>=13.0.0' }), version('1.0.0', { grafanaDependency: '>=10.0.0 <13.0.0' })])).toBe(
      '1.0.0',
    );
    expect(choose([version('2.0.0', { platforms: ['darwin-arm64'] }), version('1.0.0')])).toBe('1.0.0');
    expect(choose([version('2.0.0', { withdrawn: 'loses data' }), version('1.0.0')])).toBe('1.0.0');
  });
  test('is the one asked for, in every way people write it', () => {
    const all = [version('2.0.0'), version('1.0.0')];
    expect(['1.0.0', 'v1.0.0', '^1.0.0', ' 1.0.0 '].map((wanted) => choose(all, wanted))).toEqual(['1.0.0', '1.0.0', '1.0.0', '1.0.0']);
  });
  test('is none, with the reason', () => {
    expect(choose([version('1.0.0')], '3.0.0')).toBe('catalog/no-version');
    expect(choose([version('1.0.0', { platforms: ['darwin-arm64'] })])).toBe('catalog/no-platform');
    expect(choose([version('1.0.0', { grafanaDependency: '<11.0.0' })])).toBe('catalog/incompatible');
    expect(choose([version('1.0.0', { withdrawn: 'x' })])).toBe('catalog/withdrawn');
  });
  test('is found by a range that includes releases to come', () => {
    expect(rangeProblem('>=12.4.0-0', '12.4.0')).toBeUndefined();
    expect(rangeProblem('>=10.4.0 <14.0.0 || >=14.1.0', '12.4.0')).toBeUndefined();
    expect(rangeProblem('gibberish', '12.4.0')).toBeUndefined();
    expect(rangeProblem('^11', '12.4.0')).toContain('Grafana ^11');
    expect(['1.0.0', '1.10.0', '1.9.0', 'odd'].sort(newestFirst)).toEqual(['1.10.0', '1.9.0', '1.0.0', 'odd']);
    expect([isNewer('1.10.0', '1.9.0'), isNewer('1.9.0', '1.9.0'), isNewer('1.0.0', '1.9.0')]).toEqual([true, false, false]);
  });
});

describe('an index', () => {
  const index = { format: 1, name: 'Acme', version: 7, issued: '2026-01-01T00:00:00Z', expires: '2026-02-01T00:00:00Z', plugins: [] };
  const now = Date.parse('2026-01-15T00:00:00Z');
  const seen = (issue: number, digest = 'd', at = now) =>
    freshnessProblem({ ...index, version: issue }, digest, { version: 7, digest: 'd' }, at)?.code;
  test('is believed when it is the one seen last, or a newer one', () => {
    expect([seen(7), seen(8), freshnessProblem(index, 'd', undefined, now)]).toEqual([undefined, undefined, undefined]);
  });
  test('that goes back, that is two things at once, or that has ended is not', () => {
    expect([seen(6), seen(7, 'other'), seen(8, 'd', Date.parse('2026-02-01T00:00:00Z'))]).toEqual([
      'catalog/rollback',
      'catalog/forked',
      'catalog/expired',
    ]);
  });
  test('is read strictly, and says where it is wrong', () => {
    const read = (change: object) => {
      const parsed = parseCatalogIndex(JSON.stringify({ ...index, ...change }));
      return parsed.ok ? 'read' : parsed.failure.message;
    };
    expect(read({})).toBe('read');
    expect(read({ version: -1 })).toContain('version');
    expect(read({ plugins: [{ id: '../x' }] })).toContain('plugins.0.id');
    expect(parseCatalogIndex('{').ok).toBe(false);
  });
});

describe('what a plugin asks for', () => {
  const before = { runtime: 'isolate', capabilities: { fetch: ['instance'], cache: true, events: { publish: ['a'] } } };
  const after = {
    runtime: 'worker',
    capabilities: { fetch: ['instance', 'https://api.example'], events: { publish: ['a'], subscribe: ['b'] } },
  };
  test('comes apart into pieces, each of which can be granted', () => {
    expect(asksOf(after).map(({ key, far }) => `${key}${far ? ' !' : ''}`)).toEqual([
      'runtime worker !',
      'fetch instance',
      'fetch https://api.example !',
      'events publish a !',
      'events subscribe b !',
    ]);
    expect(grantOf(after, new Set(['fetch instance', 'events subscribe b']))).toEqual({
      fetch: ['instance'],
      events: { subscribe: ['b'] },
    });
    expect(
      grantOf(
        { runtime: 'none', capabilities: { instances: { x: ['read', 'write'], y: ['read'] } } },
        new Set(['instances x read', 'instances y read']),
      ),
    ).toEqual({
      instances: { x: ['read'], y: ['read'] },
    });
  });
  test('is compared with what the version before asked', () => {
    const { added, removed, kept } = compareAsks(before, after);
    expect(added.map(({ key }) => key)).toEqual(['runtime worker', 'fetch https://api.example', 'events subscribe b']);
    expect(removed.map(({ key }) => key)).toEqual(['cache']);
    expect(kept.map(({ key }) => key)).toEqual(['fetch instance', 'events publish a']);
  });
  test('is said in the reader’s language, and at least named where nobody described it', () => {
    expect(capabilityWords('fetch', ['https://api.example'], 'en')).toEqual(['ask https://api.example']);
    expect(capabilityWords('fetch', ['https://api.example'], 'de')).toEqual(['https://api.example fragen']);
    expect(capabilityWords('teleport', true, 'en')).toEqual(['use teleport']);
  });
});
