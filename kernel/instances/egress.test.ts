import type { Instance } from '@orrery/plugin-sdk';
import { describe, expect, test } from 'vitest';
import { type EgressConfig, egressGrant } from './egress.ts';

const config: EgressConfig = { timeoutMs: 30_000, maxResponseBytes: 1_000 };
const at = (url: string, settings: Record<string, unknown> = {}) => ({ url, settings, point: 'source', orgId: 1 }) as unknown as Instance;
function headers(
  settings: Record<string, unknown>,
  secrets: Record<string, string>,
  declared: unknown = {},
  more: Partial<EgressConfig> = {},
) {
  const result = egressGrant(at('http://h', settings), secrets, ['instance'], declared, { ...config, ...more });
  return result.ok ? result.value.instance?.headers : result.failure;
}

describe('the headers of an instance', () => {
  test.each([
    { name: 'nothing set', settings: {}, secrets: {}, expected: {} },
    {
      name: 'basic auth',
      settings: { basicAuth: true, basicAuthUser: 'ü' },
      secrets: { basicAuthPassword: 'p:q' },
      expected: { Authorization: `Basic ${Buffer.from('ü:p:q').toString('base64')}` },
    },
    {
      name: 'basic auth with no password',
      settings: { basicAuth: true, basicAuthUser: 'u' },
      secrets: {},
      expected: { Authorization: `Basic ${btoa('u:')}` },
    },
    {
      name: 'a password that basicAuth does not ask for',
      settings: { basicAuth: false, basicAuthUser: 'u' },
      secrets: { basicAuthPassword: 'p' },
      expected: {},
    },
    {
      name: 'the older user and password',
      settings: { user: 'u' },
      secrets: { password: 'p' },
      expected: { Authorization: `Basic ${btoa('u:p')}` },
    },
    { name: 'a bearer token', settings: {}, secrets: { bearerToken: 't' }, expected: { Authorization: 'Bearer t' } },
    {
      name: 'custom headers in order',
      settings: { httpHeaderName1: 'X-A', httpHeaderName2: 'X-B' },
      secrets: { httpHeaderValue1: '1', httpHeaderValue2: '2' },
      expected: { 'X-A': '1', 'X-B': '2' },
    },
    {
      name: 'a gap, which hides the later ones',
      settings: { httpHeaderName1: 'X-A', httpHeaderName3: 'X-C' },
      secrets: { httpHeaderValue1: '1', httpHeaderValue3: '3' },
      expected: { 'X-A': '1' },
    },
    {
      name: 'a name with no value, which is skipped',
      settings: { httpHeaderName1: 'X-A', httpHeaderName2: 'X-B' },
      secrets: { httpHeaderValue2: '2' },
      expected: { 'X-B': '2' },
    },
    {
      name: 'a custom header over basic auth',
      settings: { basicAuth: true, basicAuthUser: 'u', httpHeaderName1: 'authorization' },
      secrets: { basicAuthPassword: 'p', httpHeaderValue1: 'Own x' },
      expected: { authorization: 'Own x' },
    },
    {
      name: 'a line break in a value',
      settings: { httpHeaderName1: 'X-A' },
      secrets: { httpHeaderValue1: 'a\r\nX-Evil: 1' },
      expected: {},
    },
    { name: 'a name that is no token', settings: { httpHeaderName1: 'X A:' }, secrets: { httpHeaderValue1: '1' }, expected: {} },
    {
      name: 'a header of the connection',
      settings: { httpHeaderName1: 'Transfer-Encoding' },
      secrets: { httpHeaderValue1: 'chunked' },
      expected: {},
    },
  ])('$name', ({ settings, secrets, expected }) => expect(headers(settings, secrets as never)).toEqual(expected));

  test('never hold the one by which a proxy names the user', () => {
    expect(
      headers({ httpHeaderName1: 'X-WEBAUTH-USER' }, { httpHeaderValue1: 'admin' }, {}, { withheldHeaders: ['x-webauth-user'] }),
    ).toEqual({});
  });
  test('follow the declaration, as far as its values are set', () => {
    const declared = {
      headers: {
        Authorization: 'Token {{ .SecureJsonData.token }}',
        'X-Db': '{{.JsonData.a.b}}',
        'X-None': '{{ .JsonData.none }}',
        'X-Up': '{{ .JsonData.__proto__.constructor }}',
      },
    };
    expect(headers({ a: { b: 'deep' } }, { token: 's' }, declared)).toEqual({ Authorization: 'Token s', 'X-Db': 'deep' });
  });
});

describe('a grant', () => {
  test('trusts exactly the host and port that were configured', () => {
    expect(egressGrant(at('https://Internal.example/x'), {}, ['instance', 'https://b.example'], {}, config)).toMatchObject({
      value: {
        origins: ['https://b.example', 'https://internal.example'],
        trusted: ['internal.example:443'],
        metadata: false,
        timeoutMs: 30_000,
        maxResponseBytes: 1_000,
        instance: { url: 'https://internal.example/x' },
      },
    });
  });
  test('holds nothing of the instance for a plugin that was not granted it', () => {
    expect(egressGrant(at('http://h', { basicAuth: true }), { basicAuthPassword: 'p' }, ['https://b.example'], {}, config)).toEqual({
      ok: true,
      value: { origins: ['https://b.example'], trusted: [], metadata: false, timeoutMs: 30_000, maxResponseBytes: 1_000 },
    });
  });
  test('takes user and password out of the URL', () => {
    const result = egressGrant(at('http://u:p%40@h/x'), {}, ['instance'], {}, config);
    expect(result).toMatchObject({ value: { instance: { url: 'http://h/x', headers: { Authorization: `Basic ${btoa('u:p@')}` } } } });
  });
  test.each(['file:///etc/passwd', 'javascript://x', 'http://', ''])('reaches nothing for the URL "%s"', (url) => {
    expect(egressGrant(at(url), {}, ['instance'], {}, config)).toMatchObject({ ok: true, value: { origins: [], trusted: [] } });
  });
  test('assumes http where no scheme was given', () => {
    expect(egressGrant(at('localhost:9090'), {}, ['instance'], {}, config)).toMatchObject({
      value: { origins: ['http://localhost:9090'], trusted: ['localhost:9090'] },
    });
  });
  test('is refused for a place that is not on the white list', () => {
    const listed = { ...config, whitelist: ['a.example:443'] };
    expect(egressGrant(at('https://a.example/x'), {}, ['instance'], {}, listed).ok).toBe(true);
    expect(egressGrant(at('https://a.example:8443/x'), {}, ['instance'], {}, listed)).toMatchObject({
      ok: false,
      failure: { code: 'instance/not-whitelisted', message: 'Data proxy hostname and ip are not included in whitelist' },
    });
  });
  test('carries certificates when the settings ask for them, and the own timeout', () => {
    const settings = { tlsSkipVerify: true, tlsAuth: true, tlsAuthWithCACert: true, serverName: 's', timeout: '5' };
    const secrets = { tlsCACert: 'CA', tlsClientCert: 'C', tlsClientKey: 'K' };
    expect(egressGrant(at('https://h', settings), secrets, ['instance'], {}, config)).toMatchObject({
      value: { timeoutMs: 5_000, instance: { tlsSkipVerify: true, ca: 'CA', cert: 'C', key: 'K', serverName: 's' } },
    });
    const off = egressGrant(at('https://h', {}), secrets, ['instance'], {}, config);
    expect(off).toMatchObject({ value: { instance: { url: 'https://h/', headers: {} } } });
    expect(JSON.stringify(off)).not.toContain('"K"');
  });
});
