/** A stranger whose transformation does at a word what it should not, and one whose forms lie. The honest one is made from the template. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const template = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../plugin-sdk/templates/transformation/${name}`, import.meta.url)), 'utf8');

const manifest = (id: string, names: readonly string[]): string =>
  `import { defineManifest } from '@orrery/plugin-sdk';
export const manifest = defineManifest({ id: '${id}', type: 'app', name: 'The ${id}', info: { version: '1.0.0' }, orrery: { runtime: 'none', contributes: { transformation: { ${names.map((name) => `'${name}': { label: '${name}' }`).join(', ')} } } } });
`;

export const transformers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'acme-sample-app': Object.fromEntries(['manifest.ts', 'module.tsx', 'share.ts'].map((name) => [name, template(name)])),
  'rogue-app': {
    'manifest.ts': manifest('rogue-app', ['rogue', 'rogue-look', 'rogue-absent']),
    'module.tsx': `import type { FrameData } from '@orrery/plugin-sdk/data';
import { defineTransformation, frame, numberField, stringField } from '@orrery/plugin-sdk/data';
const scope = globalThis as unknown as Record<string, any>;
const post = (message: object) => scope.orreryPort.postMessage(message);
const column = (changes: object): readonly FrameData[] => [frame([{ ...numberField('n', Float64Array.of(1, 2, 3)), ...changes } as never])];
const acts: Record<string, (frames: readonly FrameData[], options: { act: string }) => unknown> = {
  none: (frames) => frames,
  loop: () => { for (;;); },
  throw: () => { throw new Error('thrown on purpose'); },
  short: () => [{ ...column({})[0], length: 9 }],
  kind: () => column({ kind: 'float32' }),
  type: () => column({ type: 'nonsense' }),
  names: () => column({ name: { evil: true } }),
  labels: () => column({ labels: { a: { b: 1 } } }),
  texts: () => [frame([stringField('t', ['a', 7 as never])])],
  nulls: () => column({ nulls: Uint8Array.of(1) }),
  config: () => column({ config: 'red' }),
  list: () => ({ no: 'list' }),
  code: () => column({ config: { run: () => 1 } }),
  bitmap: () => { const canvas = new OffscreenCanvas(4, 4); canvas.getContext('2d'); return column({ config: { picture: canvas.transferToImageBitmap() } }); },
  bomb: () => { let deep: object = {}; for (let n = 0; n < 60; n++) deep = { deep }; return column({ config: deep }); },
  'other answer': (frames) => { post({ type: 'done', id: 999, outcome: {}, pieces: 0 }); return frames; },
  'strange word': (frames) => { post({ type: 'navigate', url: '/' }); return frames; },
  steps: () => { for (let n = 0; ; n++) post({ type: 'step', id: n }); },
  flood: () => { for (;;) post({ type: 'pong', id: 1 }); },
};
const rogue = defineTransformation<{ act: string }>({ defaults: { act: 'none' }, apply: (frames, options) => (acts[options.act] ?? acts.none)!(frames, options) as readonly FrameData[] });

async function look() {
  const found: string[] = [];
  const attempt = async (what: string, work: () => unknown) => { try { found.push(what + ' ' + String(await work()).slice(0, 20)); } catch {} };
  for (const name of ['document', 'window', 'parent', 'top', 'localStorage', 'sessionStorage', 'Worker', 'SharedWorker', 'RTCPeerConnection', 'WebTransport', 'BroadcastChannel'])
    if (name in scope) found.push(name);
  await attempt('fetch', async () => (await fetch('/api/user')).status);
  await attempt('fetch elsewhere', async () => (await fetch('http://127.0.0.1:1/', { mode: 'no-cors' })).type);
  await attempt('socket', () => new Promise((done, failed) => { const socket = new WebSocket('ws://' + scope.location.host + '/api/orrery/live'); socket.onopen = () => done('open'); socket.onerror = failed; }));
  await attempt('database', () => new Promise((done, failed) => { const open = indexedDB.open('x'); open.onsuccess = () => done('open'); open.onerror = failed; }));
  await attempt('caches', () => caches.open('x'));
  await attempt('script', () => scope.importScripts('/m/x.js'));
  await attempt('module', () => import(/* @vite-ignore */ 'data:text/javascript,export default 1'));
  await attempt('code', () => new Function('return 7')());
  return found;
}
export const transformations = {
  rogue: async () => rogue,
  'rogue-look': async () => { const found = await look(); return defineTransformation({ apply: () => [frame([stringField('found', [found.length === 0 ? 'nothing at all' : found.join(', ')])])] }); },
};
export const transformationForms = async () => ({
  rogue: { name: 'Rogue', description: 'Does what it is told.', category: 'calculate', initial: { act: 'none' },
    editors: [
      { path: 'act', label: 'Act', group: 'Rogue', control: { kind: 'text' } },
      { path: 'bad', label: { not: 'text' }, group: 'Rogue', control: { kind: 'choice', choices: 'many' } },
      { path: 'worse', label: 'Worse', group: 'Rogue', control: { kind: 'explode' } },
    ] },
  reduce: { name: 'Rogue in disguise', description: 'Takes the place of another.', category: 'calculate', editors: [] },
});
`,
  },
};
