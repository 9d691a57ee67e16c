import { expect, test } from 'vitest';
import { otherHosts } from './other-hosts.ts';
import { headersOf } from './page.ts';

const read = (images: string, warnings: string[] = []) =>
  otherHosts({ get: (_section: string, name: string) => (name === 'image_hosts' ? images : '') } as never, (text) => warnings.push(text));

test('hosts are origins, with or without their scheme', () => {
  expect(read('tile.openstreetmap.org, https://*.basemaps.example http://tiles.lan:8080').images).toEqual([
    'https://tile.openstreetmap.org',
    'https://*.basemaps.example',
    'http://tiles.lan:8080',
  ]);
});
test.each(['https://a.example;script-src', 'https://a.example/path', "'unsafe-inline'", '*', 'https://*', 'data:', "a.example';"])(
  'nothing else comes into the policy: %s',
  (written) => {
    const warnings: string[] = [];
    expect(read(written, warnings).images.filter((host) => !/^https:\/\/a\.example$/.test(host))).toEqual([]);
    expect(warnings[0]).toMatch(/image_hosts: ".+" is no host/);
  },
);
test('the policy of a page names them where pictures and requests go, and nowhere else', () => {
  const policy = (hosts?: Parameters<typeof headersOf>[2]) => headersOf('n', [], hosts)['content-security-policy'] ?? '';
  expect(policy()).toContain("img-src 'self' data: blob:;");
  const opened = policy({ images: ['https://tile.example'], actions: ['https://ops.example'] });
  expect(opened).toContain("img-src 'self' data: blob: https://tile.example;");
  expect(opened).toContain("connect-src 'self' https://ops.example;");
  expect(opened.match(/tile\.example/g)).toHaveLength(1);
});
