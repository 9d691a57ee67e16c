/** Each rule with a fault that it finds, planted in a plugin that has none. */
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sdkFolder } from '../folder.ts';
import { linkTools } from '../link.ts';
import type { Finding } from './finding.ts';
import { validate } from './validate.ts';

let root: string;
let folder: string;
let count = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'orrery-validate-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  folder = join(root, String(++count));
  for (const part of ['common', 'panel']) await cp(join(sdkFolder, 'templates', part), folder, { recursive: true });
  await linkTools(folder);
});

const edit = async (file: string, from: string | RegExp, to: string): Promise<void> => {
  const text = await readFile(join(folder, file), 'utf8');
  const next = text.replace(from, to);
  if (next === text) throw new Error(`${file} has no ${from}`);
  await writeFile(join(folder, file), next);
};
const put = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
};
const add = (text: string) => edit('module.tsx', /$/, `\n${text}\n`);
const lineOf = async (file: string, needle: string): Promise<number> =>
  (await readFile(join(folder, file), 'utf8')).split('\n').findIndex((line) => line.includes(needle)) + 1;

describe('a plugin made from the template', () => {
  test('has nothing to object to', async () => {
    expect((await validate(folder)).findings).toEqual([]);
  });
});

type Fault = readonly [rule: string, plant: () => Promise<unknown>, at?: readonly [file: string, needle: string]];
const faults: readonly Fault[] = [
  ['manifest/invalid', () => edit('manifest.ts', "runtime: 'none'", "runtime: 'nome' as 'none'"), ['manifest.ts', 'runtime:']],
  ['manifest/unreadable', () => edit('manifest.ts', 'export const', 'export konst')],
  ['manifest/id', () => edit('manifest.ts', 'acme-sample-panel', 'Acme_Panel'), ['manifest.ts', 'id:']],
  ['manifest/id-type', () => edit('manifest.ts', 'acme-sample-panel', 'acme-sample-app'), ['manifest.ts', 'id:']],
  ['manifest/id-parts', () => edit('manifest.ts', 'acme-sample-panel', 'sample-panel'), ['manifest.ts', 'id:']],
  ['manifest/name', () => edit('manifest.ts', "name: 'Sample'", "name: 'acme-sample-panel'"), ['manifest.ts', '  name:']],
  ['manifest/package-version', () => edit('manifest.ts', '1.0.0', '1.1.0'), ['manifest.ts', 'version:']],
  ['manifest/description', () => edit('manifest.ts', /description: 'The.*'/, "description: ''"), ['manifest.ts', 'info:']],
  ['manifest/keywords', () => edit('manifest.ts', /keywords: \[.*\],/, ''), ['manifest.ts', 'info:']],
  ['manifest/author', () => edit('manifest.ts', /author: \{.*\},/, ''), ['manifest.ts', 'info:']],
  [
    'manifest/link',
    () => edit('manifest.ts', 'logos:', "links: [{ name: 'x', url: 'javascript:x' }],\n    logos:"),
    ['manifest.ts', 'links:'],
  ],
  [
    'manifest/icon',
    () =>
      edit(
        'manifest.ts',
        'contributes: {',
        "contributes: { navigation: { it: { label: 'It', path: '/a/it', icon: 'folders', weight: 1 } },",
      ),
    ['manifest.ts', 'navigation:'],
  ],
  [
    'manifest/plain-http',
    () => edit('manifest.ts', "runtime: 'none',", "runtime: 'none',\n    capabilities: { fetch: ['http://a.example'] },"),
    ['manifest.ts', 'fetch:'],
  ],
  [
    'manifest/core-only',
    () => edit('manifest.ts', "runtime: 'none',", "runtime: 'none',\n    capabilities: { provisioning: ['x'] },"),
    ['manifest.ts', 'provisioning:'],
  ],
  [
    'manifest/global-name',
    () => edit('manifest.ts', "panel: { 'acme-sample-panel'", "panel: { 'graph'"),
    ['manifest.ts', "panel: { 'graph'"],
  ],
  ['promise/missing', () => edit('module.tsx', "panels = { 'acme-sample-panel'", "panels = { 'another'"), ['module.tsx', '/**']],
  ['promise/no-module', () => rm(join(folder, 'module.tsx')), ['manifest.ts', 'contributes:']],
  ['promise/no-backend', () => edit('manifest.ts', "runtime: 'none'", "runtime: 'isolate'")],
  ['promise/idle-backend', () => put('index.ts', 'export default {};'), ['index.ts', 'export']],
  [
    'capability/unused',
    () => edit('manifest.ts', "runtime: 'none',", "runtime: 'none',\n    capabilities: { cache: true },"),
    ['manifest.ts', 'cache:'],
  ],
  ['tests/none', () => rm(join(folder, 'panel.test.ts'))],
  ['code/eval', () => add("eval('1');"), ['module.tsx', 'eval(']],
  ['code/eval', () => add("new Function('1');"), ['module.tsx', 'new Function']],
  ['code/html', () => add("document.body.innerHTML = '<b>';"), ['module.tsx', 'innerHTML']],
  ['code/html', () => add("export const x = <b dangerouslySetInnerHTML={{ __html: '' }} />;"), ['module.tsx', 'dangerously']],
  ['code/dialog', () => add("alert('x');"), ['module.tsx', 'alert(']],
  ['code/document', () => add('document.cookie;'), ['module.tsx', 'document.cookie']],
  ['code/console', () => add("console.log('x');"), ['module.tsx', 'console.log']],
  ['code/browser-storage', () => add("localStorage.setItem('a', 'b');"), ['module.tsx', 'localStorage']],
  ['code/node', () => add('process.exit();'), ['module.tsx', 'process.exit']],
  ['import/inner', () => add("import * as x from '@orrery/plugin-sdk/data/own';\nexport { x };"), ['module.tsx', 'data/own']],
  ['build/failed', () => add('const = 1;'), ['module.tsx', 'const = 1']],
  ['readme/missing', () => rm(join(folder, 'README.md'))],
  ['readme/relative', () => edit('README.md', /$/, '\n![x](img/logo.svg)\n'), ['README.md', 'logo.svg']],
  ['readme/plain-http', () => edit('README.md', /$/, '\n[x](http://a.example)\n'), ['README.md', 'http:']],
  ['readme/comment', () => edit('README.md', /$/, '\n<!-- x -->\n'), ['README.md', '<!--']],
  ['changelog/missing', () => rm(join(folder, 'CHANGELOG.md'))],
  ['changelog/version', () => edit('CHANGELOG.md', '1.0.0', '0.9.0')],
  ['licence/missing', () => rm(join(folder, 'LICENSE'))],
  ['licence/placeholder', () => edit('LICENSE', '2026 Acme', '[year] [fullname]'), ['LICENSE', '[year]']],
  ['licence/unknown', () => put('LICENSE', 'All rights reserved.')],
  ['picture/missing', () => rm(join(folder, 'img', 'logo.svg')), ['manifest.ts', 'logos:']],
  ['picture/path', () => edit('manifest.ts', "small: 'img/logo.svg'", "small: '/img/logo.svg'"), ['manifest.ts', 'logos:']],
  ['picture/kind', () => put('img/logo.svg', 'no picture')],
  ['picture/logo', () => edit('manifest.ts', /logos: \{.*\},/, ''), ['manifest.ts', 'info:']],
  ['picture/none', () => edit('manifest.ts', /screenshots: \[.*\],/, ''), ['manifest.ts', 'info:']],
  ['picture/unsafe', () => edit('img/logo.svg', '</svg>', '<script>1</script></svg>'), ['img/logo.svg', '<script']],
  ['picture/unsafe', () => edit('img/logo.svg', '<path', '<path onclick="x"'), ['img/logo.svg', 'onclick']],
  ['files/secret', () => put('img/key.txt', '-----BEGIN PRIVATE KEY-----\nMIIB')],
  ['files/case', async () => void (await put('img/A.svg', '<svg></svg>'), await put('img/a.svg', '<svg></svg>'))],
  ['files/link', () => symlink('/etc/hostname', join(folder, 'img', 'host.txt'))],
  ['signature/unreadable', () => put('dist/MANIFEST.txt', 'x')],
  ['signature/unlisted', async () => void (await put('dist/a.js', '1'), await put('dist/MANIFEST.txt', signed({})))],
  ['signature/modified', async () => void (await put('dist/a.js', '1'), await put('dist/MANIFEST.txt', signed({ 'a.js': '00' })))],
  ['signature/gone', () => put('dist/MANIFEST.txt', signed({ 'a.js': '00' }))],
];
const signed = (files: object): string =>
  `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${JSON.stringify({ files }, null, 2)}\n-----BEGIN PGP SIGNATURE-----\n`;

describe('validate finds', () => {
  test.each(faults.map(([rule, plant, at]) => ({ rule, plant, at })))('$rule', async ({ rule, plant, at }) => {
    await plant();
    const { findings } = await validate(folder);
    const found = findings.find((finding: Finding) => finding.rule === rule);
    expect(found, JSON.stringify(findings)).toBeDefined();
    expect(found?.remedy).not.toBe('');
    if (at) expect([found?.file, found?.line]).toEqual([at[0], await lineOf(...at)]);
  });
});
