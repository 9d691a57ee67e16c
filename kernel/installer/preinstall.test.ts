import { describe, expect, test } from 'vitest';
import { ok } from '@orrery/plugin-sdk';
import { parseInstallPlugins, parsePreinstall, planOf, preinstall } from './preinstall.ts';

const wanted = (entries: ReturnType<typeof parsePreinstall>) => entries.map((one) => (one.ok ? one.value : one.failure.code));

describe('[plugins] preinstall', () => {
  test.each([
    ['', []],
    ['acme-app', [{ id: 'acme-app' }]],
    ['acme-app, other-panel\tthird-datasource', [{ id: 'acme-app' }, { id: 'other-panel' }, { id: 'third-datasource' }]],
    ['acme-app@1.2.0', [{ id: 'acme-app', version: '1.2.0' }]],
    ['acme-app@1.2.0@https://x.example/a.zip', [{ id: 'acme-app', version: '1.2.0', url: 'https://x.example/a.zip' }]],
    ['acme-app@@https://me@x.example/a.zip', [{ id: 'acme-app', url: 'https://me@x.example/a.zip' }]],
    ['["acme-app", "other-panel@2.0.0"]', [{ id: 'acme-app' }, { id: 'other-panel', version: '2.0.0' }]],
    ['prometheus', [{ id: 'prometheus' }]],
    ['../evil', ['config/preinstall']],
  ])('%j', (text, plugins) => expect(wanted(parsePreinstall(text))).toEqual(plugins));
});

describe('GF_INSTALL_PLUGINS', () => {
  test.each([
    ['', []],
    ['acme-app', [{ id: 'acme-app' }]],
    ['acme-app 1.2.0, other-panel', [{ id: 'acme-app', version: '1.2.0' }, { id: 'other-panel' }]],
    ['acme-app v1.2.0', [{ id: 'acme-app', version: '1.2.0' }]],
    ['acme-app@1.2.0', [{ id: 'acme-app', version: '1.2.0' }]],
    ['https://x.example/a.zip;acme-app', [{ id: 'acme-app', url: 'https://x.example/a.zip' }]],
    ['https://x.example/a.zip;acme-app 1.2.0', [{ id: 'acme-app', version: '1.2.0', url: 'https://x.example/a.zip' }]],
    ['https://x.example/files/acme-app-1.2.0.zip', [{ id: 'acme-app', url: 'https://x.example/files/acme-app-1.2.0.zip' }]],
    ['/files/acme-app.zip;acme-app', [{ id: 'acme-app', url: '/files/acme-app.zip' }]],
    ['acme-app,,other-panel,', [{ id: 'acme-app' }, { id: 'other-panel' }]],
    [
      ' acme-app  1.2.0 ,\n other-panel 2.0.0',
      [
        { id: 'acme-app', version: '1.2.0' },
        { id: 'other-panel', version: '2.0.0' },
      ],
    ],
    ['acme-app ^1.2.0', [{ id: 'acme-app', version: '1.2.0' }]],
    ['https://x.example/a.zip?key=a;b;acme-app', [{ id: 'acme-app', url: 'https://x.example/a.zip?key=a;b' }]],
    ['file:///files/acme-app-v1.2.0.zip', [{ id: 'acme-app', url: 'file:///files/acme-app-v1.2.0.zip' }]],
    [
      'https://x.example/a.zip;acme-app v1.2.0,other-panel',
      [{ id: 'acme-app', version: '1.2.0', url: 'https://x.example/a.zip' }, { id: 'other-panel' }],
    ],
    ['https://x.example/latest', ['config/preinstall']],
    ['https://x.example/a.zip;', ['config/preinstall']],
  ])('%j', (text, plugins) => expect(wanted(parseInstallPlugins(text))).toEqual(plugins));
});

describe('what is installed from the start', () => {
  const plan = (plugins: Record<string, string>, env = {}) => {
    const get = (_: string, key: string): string => plugins[key] ?? { preinstall_async: 'true', preinstall_auto_update: 'true' }[key] ?? '';
    return planOf(
      { get, bool: (section, key) => get(section, key) === 'true', list: (section, key) => get(section, key).split(',').filter(Boolean) },
      env,
    );
  };
  test('waits for nobody unless it has to be there before', () => {
    const { first, later } = plan({ preinstall: 'a-app b-app', preinstall_sync: 'c-app' }, { GF_INSTALL_PLUGINS: 'd-app' });
    expect([first.map(({ id }) => id), later.map(({ id }) => id)]).toEqual([
      ['c-app', 'd-app'],
      ['a-app', 'b-app'],
    ]);
    expect(plan({ preinstall: 'a-app', preinstall_async: 'false' })).toMatchObject({ first: [{ id: 'a-app' }], later: [] });
  });
  test('is what the stricter list says, when two name one plugin', () => {
    expect(plan({ preinstall: 'a-app@2.0.0', preinstall_sync: 'a-app@1.0.0' })).toMatchObject({
      first: [{ id: 'a-app', version: '1.0.0' }],
      later: [],
    });
    expect(plan({ preinstall_sync: 'a-app@1.0.0' }, { GF_INSTALL_PLUGINS: 'a-app 3.0.0' }).first).toEqual([
      { id: 'a-app', version: '1.0.0' },
    ]);
  });
  test('leaves out what is switched off, and goes on past what cannot be read', () => {
    const { first, problems } = plan({ preinstall_sync: 'a-app b-app @', disable_plugins: 'a-app' });
    expect(first).toEqual([{ id: 'b-app' }]);
    expect(problems).toHaveLength(1);
    expect(plan({ preinstall: 'a-app', preinstall_disabled: 'true' }).later).toEqual([]);
  });
});

describe('what is here already', () => {
  const offered = ['2.0.0', '1.2.0', '1.1.0', '1.0.0'].map((version) => ({ version, ...(version === '1.2.0' && { withdrawn: 'leaks' }) }));
  /** Versions that are asked for, of a plugin whose 1.0.0 is here. */
  async function asked(plugins: Record<string, string>, env: Record<string, string> = {}): Promise<unknown[]> {
    const orders: unknown[] = [];
    const get = (_: string, key: string): string => plugins[key] ?? { preinstall_async: 'true', preinstall_auto_update: 'true' }[key] ?? '';
    const installed = (order: { version?: string | undefined }) => {
      orders.push(order.version ?? 'newest');
      return Promise.resolve(ok({ id: 'a-app', version: '', level: 'community', dependencies: [] }));
    };
    const silent = { info() {}, warn() {}, error() {} };
    await preinstall({
      config: { get, bool: (section, key) => get(section, key) === 'true', list: () => [] },
      env,
      installer: {
        install: installed,
        installArchive: installed,
        find: async () => ok({ catalog: 'c', plugin: { id: 'a-app', versions: offered } }),
      } as never,
      registry: { plugin: () => undefined } as never,
      desired: { list: async () => [{ id: 'a-app', version: '1.0.0', hash: 'h', enabled: true, origin: '' }] } as never,
      log: silent,
      largest: 1,
    });
    return orders;
  }
  test('is brought up to date where no version is asked for, unless that is switched off', async () => {
    expect(await asked({ preinstall_sync: 'a-app' })).toEqual(['newest']);
    expect(await asked({}, { GF_INSTALL_PLUGINS: 'a-app' })).toEqual(['newest']);
    expect(await asked({ preinstall_sync: 'a-app', preinstall_auto_update: 'false' })).toEqual([]);
  });
  test('keeps its major version where the strategy is minor, and takes no version that was withdrawn', async () => {
    expect(await asked({ preinstall_sync: 'a-app', update_strategy: 'minor' })).toEqual(['1.1.0']);
  });
  test('becomes the version that is asked for, older or newer, and stays when it is that', async () => {
    expect(await asked({ preinstall_sync: 'a-app@2.0.0' })).toEqual(['2.0.0']);
    expect(await asked({ preinstall_sync: 'a-app@0.9.0', preinstall_auto_update: 'false' })).toEqual(['0.9.0']);
    expect(await asked({ preinstall_sync: 'a-app@1.0.0' })).toEqual([]);
  });
  test('is not fetched again from an address', async () => {
    expect(await asked({ preinstall_sync: 'a-app@@https://x.example/a.zip' })).toEqual([]);
  });
});
