/** T30: folders that others fill, a git checkout above all: what is odd in them is left out, and the rest goes on. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProvisionedFile, ProvisioningDocument } from '@orrery/plugin-sdk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Broker } from '../execution/types.ts';
import { provisioningBroker } from './provisioning.ts';

let home: string;
let boards: string;
let ask: (method: string, ...args: unknown[]) => Promise<unknown>;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'orrery-provisioning-'));
  boards = join(home, 'boards');
  for (const folder of ['boards', 'provisioning/dashboards', 'data', 'elsewhere']) mkdirSync(join(home, folder), { recursive: true });
  writeFileSync(join(home, 'provisioning/dashboards/a.yaml'), `providers: [{ name: files, options: { path: ${boards} } }]`);
  writeFileSync(join(boards, 'good.json'), '{"title":"Good"}');
  writeFileSync(join(home, 'data/secret.json'), '{"title":"CANARY"}');
  const broker: Broker = provisioningBroker({
    folder: join(home, 'provisioning'),
    homePath: home,
    env: {},
    setting: () => '',
    closed: [join(home, 'data')],
  });
  ask = async (method, ...args) => {
    const answer = await broker(method, args, { granted: ['dashboards'], plugin: { id: 'p' } } as never);
    return answer.ok ? answer.value : answer.failure.code;
  };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const files = async (): Promise<string[]> => ((await ask('files', 'dashboards', boards)) as ProvisionedFile[]).map(({ path }) => path);
const read = (file: string): Promise<unknown> => ask('read', 'dashboards', boards, file);
const documents = async (): Promise<ProvisioningDocument[]> => (await ask('documents', 'dashboards')) as ProvisioningDocument[];

describe('a folder of dashboards', () => {
  test('holds no pipe and no device that anybody waits for', async () => {
    execFileSync('mkfifo', [join(boards, 'pipe.json'), join(home, 'provisioning/dashboards/pipe.yaml')]);
    symlinkSync('/dev/zero', join(boards, 'endless.json'));
    symlinkSync('/dev/stdin', join(boards, 'input.json'));
    // More than there are threads that read files.
    for (let count = 0; count < 8; count++) execFileSync('mkfifo', [join(boards, `pipe-${count}.json`)]);
    expect(await files()).toEqual(['good.json']);
    for (const file of ['pipe.json', 'endless.json']) expect([file, await read(file)]).toEqual([file, 'provisioning/no-file']);
    expect(await read('good.json')).toBe('{"title":"Good"}');
    expect((await documents()).find(({ file }) => file === 'pipe.yaml')).toMatchObject({ error: expect.stringContaining('no file') });
  }, 10_000);

  test('leads into nothing that this server keeps for itself, by whatever link', async () => {
    symlinkSync(join(home, 'data/secret.json'), join(boards, 'one.json'));
    symlinkSync(join(home, 'data'), join(boards, 'all'));
    symlinkSync(join(home, 'elsewhere'), join(boards, 'round'));
    symlinkSync('../data', join(home, 'elsewhere/about'));
    symlinkSync(home, join(boards, 'home'));
    const found = await files();
    expect(found).toContain('good.json');
    for (const file of [...found, 'one.json', 'all/secret.json', 'round/about/secret.json', 'home/data/secret.json'])
      expect([file, await read(file)]).not.toEqual([file, expect.stringContaining('CANARY')]);
    expect(found.filter((path) => path.includes('secret') || path === 'one.json')).toEqual([]);
  });

  test('may be made of links, as mounts are', async () => {
    mkdirSync(join(boards, '..2024'));
    writeFileSync(join(boards, '..2024/mounted.json'), '{"title":"Mounted"}');
    symlinkSync('..2024', join(boards, '..data'));
    symlinkSync('..data/mounted.json', join(boards, 'mounted.json'));
    writeFileSync(join(home, 'elsewhere/linked.json'), '{"title":"Linked"}');
    symlinkSync(join(home, 'elsewhere'), join(boards, 'team'));
    expect(await files()).toEqual(['good.json', 'mounted.json', 'team/linked.json']);
    expect(await read('team/linked.json')).toBe('{"title":"Linked"}');
  });

  test('that leads in circles, inside and outside, is walked once', async () => {
    symlinkSync(boards, join(boards, 'again'));
    symlinkSync(join(home, 'elsewhere'), join(boards, 'outside'));
    symlinkSync(join(home, 'elsewhere'), join(home, 'elsewhere/again'));
    symlinkSync(boards, join(home, 'elsewhere/back'));
    writeFileSync(join(home, 'elsewhere/there.json'), '{}');
    mkdirSync(join(boards, Array.from({ length: 60 }, () => 'd').join('/')), { recursive: true });
    const found = await files();
    expect(found).toEqual(expect.arrayContaining(['good.json', 'outside/there.json']));
    expect(found.length).toBeLessThan(5);
  }, 10_000);

  test('has files of a size, and names below it', async () => {
    writeFileSync(join(boards, 'large.json'), '');
    truncateSync(join(boards, 'large.json'), 2 ** 30);
    mkdirSync(join(boards, '.git/modules'), { recursive: true });
    writeFileSync(join(boards, '.git/config.json'), '{}');
    mkdirSync(join(boards, 'named.json'));
    writeFileSync(join(home, 'beside.json'), '{}');
    expect(await files()).toEqual(['good.json']);
    for (const file of [
      '../beside.json',
      '/etc/passwd',
      join(home, 'beside.json'),
      'large.json',
      'named.json',
      '',
      '.',
      'good.json/../../beside.json',
    ])
      expect([file, await read(file)]).toEqual([file, 'provisioning/no-file']);
  });

  test('is one that a document names', async () => {
    expect(await ask('files', 'dashboards', home)).toBe('provisioning/no-folder');
    expect(await ask('read', 'dashboards', '/etc', 'passwd')).toBe('provisioning/no-folder');
    expect(await ask('documents', 'datasources')).toBe('capability/denied');
  });
});

describe('a document', () => {
  test.each([
    [
      'grows by its aliases',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
        .split('')
        .map((name, at) => `${name}: &${name} [${Array.from({ length: 10 }, () => `*${'abcdefghij'[at]}`).join(',')}]`)
        .join('\n')}\n`,
    ],
    ['names itself', 'a: &a [*a]\n'],
    ['is too deep', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`],
    ['is no YAML', 'a: [\n  b: }'],
    ['runs what it names', "a: !!js/function 'function () {}'\nb: !!python/object/apply:os.system ['id']\n"],
  ])(
    'that %s is told, or read as text, and keeps none from being read',
    async (_, text) => {
      writeFileSync(join(home, 'provisioning/dashboards/b.yaml'), text);
      writeFileSync(join(home, 'provisioning/dashboards/c.yaml'), 'fine: true\n');
      const began = performance.now();
      const all = await documents();
      expect(performance.now() - began).toBeLessThan(3_000);
      expect(all.find(({ file }) => file === 'c.yaml')).toMatchObject({ content: { fine: true } });
      const odd = all.find(({ file }) => file === 'b.yaml') as { content?: unknown; error?: string };
      expect(odd.error ?? JSON.stringify(odd.content).length).toBeTruthy();
      expect(JSON.stringify(odd.content ?? '').length).toBeLessThan(1_000);
    },
    10_000,
  );

  test('of prototypes changes none', async () => {
    writeFileSync(
      join(home, 'provisioning/dashboards/b.yaml'),
      '__proto__: { polluted: 1 }\nconstructor: { prototype: { polluted: 1 } }\nx: { <<: { __proto__: { polluted: 1 } } }\n',
    );
    await documents();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('of more bytes than a document may have is told', async () => {
    writeFileSync(join(home, 'provisioning/dashboards/b.yaml'), '');
    truncateSync(join(home, 'provisioning/dashboards/b.yaml'), 2 ** 31);
    expect((await documents()).find(({ file }) => file === 'b.yaml')).toMatchObject({ error: 'It is larger than 8 MB.' });
  });
});
