/** Names of files are strangers' texts, and stand in pages. */
import { describe, expect, test } from 'vitest';
import type { Contribution, PluginRecord, Registry } from '../registry/types.ts';
import { createAssets } from './assets.ts';
import type { FrontEnds } from './front-end.ts';
import { createPage, framePage } from './page.ts';

const hostile = 'x</script><script src="/public/plugins/acme/evil.js"></script><!--.js';
const bytes = new TextEncoder().encode('export {}');
const record = (id: string, files: readonly string[]): PluginRecord =>
  ({
    id,
    state: 'active',
    key: `${id}@1#0`,
    package: { id, hash: (id === 'shell' ? 'a' : 'b').repeat(64), files: new Map(files.map((file) => [file, bytes])) },
  }) as unknown as PluginRecord;
const records = [record('shell', ['main.js', 'frame.js', 'a.css']), record('acme', ['module.js', hostile])];
const contributions: Contribution[] = [
  { plugin: 'shell', point: 'shell', name: 'shell', level: 'core', version: '1', key: 'shell@1#0', declaration: { module: 'main.js' } },
  { plugin: 'acme', point: 'panel', name: 'acme', level: 'community', version: '1', key: 'acme@1#0', declaration: {} },
];
const registry = {
  plugins: () => records,
  plugin: (id: string) => records.find((one) => one.id === id),
  contributions: (point: string) => contributions.filter((one) => one.point === point),
  onState: () => () => {},
} as unknown as Registry;
const frontEnds = {
  sources: () => ["'self'"],
  origins: () => [],
  ancestors: () => ["'self'"],
  inPage: () => false,
} as unknown as FrontEnds;

describe('a file with a name that is markup', () => {
  const assets = createAssets(registry);
  test.each([
    ['the page', () => createPage(registry, assets, frontEnds, 'shell', { images: [], actions: [] })('en', { host: 'localhost' })],
    ['the document of its plugin', () => framePage(registry, assets, frontEnds, 'shell', { plugin: 'acme', host: 'localhost' })],
  ])('puts none into %s, and is listed all the same', (_what, make) => {
    const html = make()?.html ?? '';
    expect(html).not.toContain('evil.js"></script>');
    expect(html.match(/<script/g)).toHaveLength(2);
    const map = JSON.parse(/<script type="importmap"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? '') as { integrity: Record<string, string> };
    expect(Object.keys(map.integrity)).toContain(`/m/${'b'.repeat(64)}/${hostile}`);
  });
});

describe('the policy of a stranger’s document', () => {
  const made = framePage(registry, createAssets(registry), { ...frontEnds, origins: () => ['host:1'] }, 'shell', {
    plugin: 'acme',
    host: 'host:1',
  });
  const policy = new Map(
    (made?.headers['content-security-policy'] ?? '').split('; ').map((part) => part.split(/ (.*)/s).slice(0, 2) as [string, string]),
  );
  test('gives it no origin and lets nothing be asked for, in two ways', () => {
    expect(policy.get('sandbox')).toBe('allow-scripts');
    expect(policy.get('default-src')).toBe("'none'");
    expect([policy.has('connect-src'), policy.has('frame-src'), policy.has('media-src'), policy.has('object-src')]).toEqual(
      Array(4).fill(false),
    );
    expect(policy.get('worker-src')).toBe("'none'");
    expect([policy.get('base-uri'), policy.get('form-action'), policy.get('trusted-types')]).toEqual(Array(3).fill("'none'"));
    expect(policy.get('img-src')).toMatch(/^data: blob: (host:1\/m\/[ab]{64}\/ ?)+$/);
    expect(made?.headers['connection-allowlist']).toBe('(response-origin)');
  });
  test('takes scripts by the hash of one map and from two packages, with no word that could be read and used again', () => {
    const packages = ['a', 'b'].map((letter) => `host:1/m/${letter.repeat(64)}/`);
    expect(policy.get('script-src')?.split(' ')).toEqual([expect.stringMatching(/^'sha256-/), ...packages]);
  });
});
