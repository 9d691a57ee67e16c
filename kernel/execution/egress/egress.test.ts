/** Where a plugin may reach, and what it may not bring along. Real servers on loopback; the resolver is the test's. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isInside, isMetadata } from './addresses.ts';
import { createEgress, type Egress } from './egress.ts';
import { targetOf } from './target.ts';

let server: Server;
let port: number;
const seen: IncomingMessage[] = [];
let closed = 0;
const names = new Map<string, string[]>();
let egress: Egress;

beforeAll(async () => {
  server = createServer((request, answer) => {
    seen.push(request);
    answer.on('close', () => closed++);
    const path = request.url ?? '';
    if (path.startsWith('/redirect'))
      return void answer.writeHead(302, { location: new URL(path, 'http://x').searchParams.get('to') ?? '' }).end();
    if (path === '/endless') {
      const timer = setInterval(() => answer.write('x'.repeat(64 * 1024)), 1);
      answer.on('close', () => clearInterval(timer));
      return;
    }
    if (path === '/silent') return;
    answer.setHeader('set-cookie', 'stolen=1').end(`you asked ${path}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  egress = createEgress({ resolve: async (host) => names.get(host) ?? ['127.0.0.1'] });
});
afterAll(async () => {
  await egress.close();
  server.closeAllConnections();
  server.close();
});

const grant = (more: Partial<EgressGrant> = {}): EgressGrant => ({
  origins: [],
  trusted: [],
  metadata: false,
  timeoutMs: 2_000,
  maxResponseBytes: 1 << 20,
  ...more,
});
const own = (): EgressGrant =>
  grant({
    instance: { url: `http://127.0.0.1:${port}/base`, headers: { authorization: 'Bearer canary', 'x-scope': 'one' } },
    trusted: [`127.0.0.1:${port}`],
  });
const ask = async (
  url: string,
  given: EgressGrant,
  headers: Record<string, string> = {},
  signal = new AbortController().signal,
): Promise<string> => {
  const answer = await egress.fetch({ url, method: 'GET', headers }, given, signal);
  if (!answer.ok) return answer.failure.code;
  let text = '';
  try {
    for await (const piece of answer.value.body) text += String(piece);
  } catch (error) {
    return (error as { failure?: { code: string } }).failure?.code ?? String(error);
  }
  return text;
};

describe('a plugin', () => {
  test('reaches its instance, below the configured path, with secrets it never saw', async () => {
    expect(await ask('api/x?y=1', own())).toBe('you asked /base/api/x?y=1');
    expect(seen.at(-1)?.headers).toMatchObject({ authorization: 'Bearer canary', 'x-scope': 'one', 'accept-encoding': 'identity' });
  });
  test.each(['../secret', 'a/../../secret', '%2e%2e/secret', 'a/%2e%2e%2fb/../..', '..%2f..', 'a\\..\\b'])(
    'does not climb out of it by %s',
    async (path) => {
      expect(await ask(path, own())).toBe('fetch/denied');
    },
  );
  test.each([
    ['an origin nobody granted', () => `http://other.example:${port}/`],
    ['another port of the same machine', () => `http://127.0.0.1:${port + 1}/`],
    ['a path above the configured one', () => `http://127.0.0.1:${port}/elsewhere`],
    ['a name with credentials', () => `http://user:pass@127.0.0.1:${port}/base`],
    ['a file', () => 'file:///etc/passwd'],
  ])('is denied %s', async (_name, url) => {
    expect(await ask(url(), own())).toBe('fetch/denied');
  });
  test.each([
    'authorization',
    'cookie',
    'host',
    'x-forwarded-for',
    'x-grafana-org-id',
    'connection',
    'proxy-authorization',
    'Transfer-Encoding',
  ])('may not set the header %s', async (name) => {
    const before = seen.length;
    expect(await ask('x', own(), { [name]: 'mine' })).toBe('fetch/forbidden-header');
    expect(seen.length).toBe(before);
  });
  test('may not smuggle a header in a value', async () => {
    expect(await ask('x', own(), { accept: 'a\r\ncookie: b' })).toBe('fetch/forbidden-header');
  });
  test('is given no cookies', async () => {
    const answer = await egress.fetch({ url: 'x', method: 'GET', headers: {} }, own(), new AbortController().signal);
    expect(answer.ok && answer.value.headers['set-cookie']).toBeUndefined();
  });
});

describe('an address inside', () => {
  test.each([
    '127.0.0.1',
    '127.9.9.9',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    '::ffff:0:127.0.0.1',
    '168.63.129.16',
  ])('%s is one', (address) => {
    expect(isInside(address) || isMetadata(address)).toBe(true);
  });
  test.each(['93.184.216.34', '8.8.8.8', '2606:4700::1111', '172.32.0.1'])('%s is none', (address) => {
    expect(isInside(address) || isMetadata(address)).toBe(false);
  });
  test.each(['localhost', '127.0.0.1', '0x7f000001', '2130706433', '127.1', '０x7f.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost.'])(
    'is blocked as %s though its origin was granted',
    async (host) => {
      const url = `http://${host}:${port}/`;
      expect(await ask(url, grant({ origins: [new URL(url).origin] }))).toBe('fetch/blocked-address');
    },
  );
  test('is blocked behind a name, and when one of its addresses is inside', async () => {
    names.set('inside.example', ['127.0.0.1']);
    names.set('mixed.example', ['93.184.216.34', '127.0.0.1']);
    for (const name of ['inside.example', 'mixed.example'])
      expect(await ask(`http://${name}:${port}/`, grant({ origins: [`http://${name}:${port}`] }))).toBe('fetch/blocked-address');
  });
  test('is dialled as it was judged: a name that changes its mind is judged again', async () => {
    let calls = 0;
    const flipping = createEgress({ resolve: async () => (calls++ === 0 ? ['203.0.113.7'] : ['127.0.0.1']) });
    const given = grant({ origins: [`http://flip.example:${port}`], timeoutMs: 300 });
    const first = await flipping.fetch(
      { url: `http://flip.example:${port}/`, method: 'GET', headers: {} },
      given,
      new AbortController().signal,
    );
    const second = await flipping.fetch(
      { url: `http://flip.example:${port}/`, method: 'GET', headers: {} },
      given,
      new AbortController().signal,
    );
    expect([first.ok, second.ok]).toEqual([false, false]);
    expect(second.ok === false && second.failure.code).toBe('fetch/blocked-address');
    await flipping.close();
  });
  test.each([
    '169.254.169.254',
    '168.63.129.16',
    '[::ffff:169.254.169.254]',
    '[::ffff:0:169.254.169.254]',
    '[::169.254.169.254]',
    '[64:ff9b::169.254.169.254]',
    '[64:ff9b:1::a9fe:a9fe]',
    '[2002:a9fe:a9fe::]',
    '[fd00:ec2::254]',
  ])("of a cloud's metadata is blocked even for who was vouched for: %s", async (host) => {
    const url = new URL(`http://${host}/`);
    expect(await ask('latest', grant({ instance: { url: url.href, headers: {} }, trusted: [`${url.hostname}:80`] }))).toBe(
      'fetch/blocked-address',
    );
  });
});

describe('a redirect', () => {
  test('is followed within what was granted, and judged at each hop', async () => {
    expect(await ask(`redirect?to=/base/there`, { ...own(), instance: { url: `http://127.0.0.1:${port}/`, headers: {} } })).toBe(
      'you asked /base/there',
    );
    const open = { ...own(), instance: { url: `http://127.0.0.1:${port}/`, headers: { authorization: 'Bearer canary' } } };
    expect(await ask('redirect?to=http://169.254.169.254/', open)).toBe('fetch/denied');
    expect(await ask('redirect?to=http://127.0.0.1:1/', open)).toBe('fetch/denied');
    expect(await ask('redirect?to=/redirect?to=/redirect', open)).toBe('fetch/unreachable');
  });
  test('takes no secret to another origin', async () => {
    names.set('cdn.example', ['127.0.0.1']);
    const open = grant({
      instance: { url: `http://127.0.0.1:${port}/`, headers: { authorization: 'Bearer canary' } },
      origins: [`http://cdn.example:${port}`],
      trusted: [`127.0.0.1:${port}`, `cdn.example:${port}`],
    });
    expect(await ask(`redirect?to=http://cdn.example:${port}/there`, open)).toBe('you asked /there');
    expect(seen.at(-1)?.headers.authorization).toBeUndefined();
  });
});

describe('an answer', () => {
  const open = (): EgressGrant => ({ ...own(), instance: { url: `http://127.0.0.1:${port}/`, headers: {} } });
  test('without end is cut at its cap', async () => {
    expect(await ask('endless', open())).toBe('fetch/too-large');
  });
  test('that never comes is a timeout', async () => {
    expect(await ask('silent', { ...open(), timeoutMs: 200 })).toBe('fetch/timeout');
  });
  test('that nobody waits for any more is ended at the source within 100 ms', async () => {
    const leaving = new AbortController();
    const before = closed;
    const asked = ask('silent', open(), {}, leaving.signal);
    await new Promise((resolve) => setTimeout(resolve, 50));
    leaving.abort();
    expect(await asked).toBe('fetch/aborted');
    await expect.poll(() => closed, { interval: 5, timeout: 100 }).toBeGreaterThan(before);
  });
  test('of a server that is not there says so', async () => {
    expect(await ask('x', grant({ instance: { url: 'http://127.0.0.1:1/', headers: {} }, trusted: ['127.0.0.1:1'] }))).toBe(
      'fetch/unreachable',
    );
  });
});

test('a relative address without a configured one says what to set', () => {
  const target = targetOf('api/v1/query', grant());
  expect(!target.ok && target.failure.message).toContain('no URL is configured');
});
