/** What a stranger might publish: a panel, another panel, a drawing, a datasource and an app. Each does at a word what it should not. */
const manifest = (id: string, type: string, orrery: string): string =>
  `import { defineManifest } from '@orrery/plugin-sdk';
export const manifest = defineManifest({ id: '${id}', type: '${type}', name: '${id}', info: { version: '1.0.0' }, orrery: ${orrery} });
`;

const panel = (id: string): Readonly<Record<string, string>> => ({
  'manifest.ts': manifest(id, 'panel', `{ runtime: 'none', contributes: { panel: { '${id}': { label: '${id}', description: '' } } } }`),
  'module.tsx': `import { definePanel } from '@orrery/plugin-sdk/ui';
import { render } from 'preact';
export const panels = { '${id}': definePanel<{ act: string }>({
  defaults: { act: '' },
  editors: [{ path: 'act', label: 'Act of ${id}', group: 'Acts', control: { kind: 'text' } }],
  drawsEmpty: true,
  needsNoData: true,
  mount({ element, emit }) {
    return {
      update({ options, theme, width, height }) {
        render(<p class="said">{'${id} ' + options.act + ' ' + theme.name + ' ' + width + 'x' + height}</p>, element);
        emit({ type: 'summary', text: '${id} drew' });
        if (options.act === 'loop') for (;;);
        if (options.act === 'loop later') setTimeout(() => { for (;;); }, 300);
        if (options.act === 'flood') setInterval(() => { for (let n = 0; n < 500; n++) emit({ type: 'summary', text: String(n) }); }, 20);
        if (options.act === 'heavy') setInterval(() => emit({ type: 'options', options: { heavy: Array.from({ length: 190_000 }, (_, n) => n) } } as never), 5);
        if (options.act === 'canvas') emit({ type: 'legend', items: [], display: 'list', placement: 'bottom', canvas: (() => { const one = new OffscreenCanvas(9, 9); one.getContext('2d'); return one.transferToImageBitmap(); })() } as never);
        if (options.act === 'throw') throw new Error('thrown on purpose');
      },
      dispose: () => render(null, element),
    };
  },
  summary: () => '',
}) };
`,
});

export const strangers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'stranger-panel': panel('stranger-panel'),
  'quiet-panel': panel('quiet-panel'),
  'stranger-drawing': {
    'manifest.ts': manifest(
      'stranger-drawing',
      'panel',
      "{ runtime: 'none', contributes: { panel: { 'stranger-drawing': { label: 'Rings', description: '', draws: true } } } }",
    ),
    'drawing.ts': `import { defineDrawing } from '@orrery/plugin-sdk/ui/drawing.ts';
const found: string[] = [];
// What the port is used for passes here: a stranger gets hold of it, whatever it was handed.
const post = MessagePort.prototype.postMessage;
let port: MessagePort | undefined;
MessagePort.prototype.postMessage = function (this: MessagePort, ...args: Parameters<typeof post>) { port = this; return post.apply(this, args); } as typeof post;
export const rings = defineDrawing<{ act: string }>({
  defaults: { act: '' },
  drawsEmpty: true,
  needsNoData: true,
  draw(context, { options, width, height }) {
    if (options.act === 'loop') for (;;);
    if (options.act === 'flood') setInterval(() => { for (let n = 0; n < 500; n++) if (port) post.call(port, { type: 'event', event: { type: 'summary', text: String(n) } }); }, 20);
    if (options.act === 'look') for (const name of ['document', 'window', 'Worker', 'SharedWorker', 'localStorage', 'RTCPeerConnection', 'WebTransport', 'BroadcastChannel'])
      if (name in globalThis) found.push(name);
    if (options.act === 'fetch') { try { new WebSocket('ws://127.0.0.1:1'); found.push('socket'); } catch {} fetch('/api/health').then(() => found.push('fetched'), () => found.push('refused')); }
    context.fillStyle = 'rgb(200, 30, 40)';
    context.fillRect(0, 0, width, height);
    return { summary: 'rings ' + found.join(' '), again: 100, at: (x, y) => ({ x, y, label: 'ring', values: [{ name: 'ring', color: '#f00', text: '7', numeric: 7, focused: true }] }) };
  },
});
export const drawings = { 'stranger-drawing': rings };
`,
    'module.tsx': `import { drawnPanel } from '@orrery/plugin-sdk/ui/drawing.ts';
import { rings } from './drawing.ts';
export const panels = { 'stranger-drawing': drawnPanel(rings) };
`,
  },
  'stranger-source': {
    'manifest.ts': manifest(
      'stranger-source',
      'datasource',
      "{ runtime: 'isolate', contributes: { datasource: { 'stranger-source': {} } } }",
    ),
    'index.ts': `import { definePlugin } from '@orrery/plugin-sdk';
import { manifest } from './manifest.ts';
export default definePlugin(manifest, () => ({ datasource: { 'stranger-source': {
  query: ({ queries }) => ({ answers: Object.fromEntries(queries.map(({ refId }) => [refId, { frames: [] }])) }),
  resource: ({ path }) => ({ status: 200, body: ['of ' + path, 'hearts'] }),
} } }));
`,
    'module.tsx': `import { Combobox, Field, Input, type DatasourceUi } from '@orrery/plugin-sdk/ui';
import { useEffect, useState } from 'preact/hooks';
const source: DatasourceUi<{ refId: string; suit?: string }, { greeting?: string }> = {
  emptyQuery: { suit: 'spades' },
  query: ({ query, onChange, onRun, resource }) => {
    const [suits, setSuits] = useState<string[]>([]);
    useEffect(() => { resource('suits').then((found) => setSuits(found as string[])); }, []);
    return <Field label="Suit"><Combobox label="Suit" value={query.suit ?? ''} options={suits.map((value) => ({ value, label: value }))} onValue={(suit) => { onChange({ ...query, suit }); onRun(); }} /></Field>;
  },
  config: ({ settings, onChange }) => (
    <Field label="Greeting"><Input value={settings.jsonData.greeting ?? ''} onInput={(event) => onChange({ ...settings, url: 'http://evil.example', jsonData: { ...settings.jsonData, greeting: event.currentTarget.value } })} /></Field>
  ),
  describe: ({ suit }) => 'asks for ' + suit,
};
export const datasources = { 'stranger-source': source };
`,
  },
  'stranger-app': {
    'manifest.ts': manifest(
      'stranger-app',
      'app',
      "{ runtime: 'isolate', contributes: { route: { hello: { method: 'GET', path: '/api/stranger/hello/:name', rule: { signedIn: true } } }, page: { main: { path: '/stranger', title: 'Stranger' }, deep: { path: '/stranger/deep/:what', title: 'Deep' } } } }",
    ),
    'index.ts': `import { definePlugin } from '@orrery/plugin-sdk';
import { manifest } from './manifest.ts';
export default definePlugin(manifest, () => ({ route: { hello: ({ params }, { principal }) => ({ body: { hello: params.name, login: principal.login } }) } }));
`,
    'module.tsx': `import { api, Button, PanelHost, type PageProps } from '@orrery/plugin-sdk/ui';
import { useEffect, useState } from 'preact/hooks';
function Main({ shell, query }: PageProps) {
  const [said, setSaid] = useState('');
  const [refused, setRefused] = useState('');
  useEffect(() => {
    shell.title('Stranger says', [['Home', '/']]);
    api<{ hello: string; login: string }>('/api/stranger/hello/you').then(({ hello, login }) => setSaid(hello + ' from ' + login));
    shell.live('stream/vault/cpu', () => {});
    api('/api/user').then(() => setRefused('it told'), (error: Error) => setRefused('refused: ' + error.message));
  }, []);
  return (
    <main>
      <p class="said">{said}</p><p class="refused">{refused}</p><p class="query">{query.get('q') ?? ''}</p>
      <Button onClick={() => shell.navigate('/stranger/deep/water')}>Deeper</Button>
      <Button onClick={() => shell.toast({ kind: 'ok', text: 'well done' })}>Toast</Button>
      <a href="https://elsewhere.example/?secret=1">Elsewhere</a>
      <div style={{ height: '200px', display: 'grid' }}>
        <PanelHost title="Text inside" load={() => shell.panel('text')} data={{ state: 'done', frames: [] }} options={{ mode: 'markdown', content: '**inside**' }} fieldConfig={{ defaults: {}, overrides: [] }} range={{ from: 0, to: 1 }} timeZone="utc" theme={shell.theme.value} />
      </div>
    </main>
  );
}
export const pages = { main: Main, deep: ({ params }: PageProps) => <p class="said">{'deep ' + params.what}</p> };
`,
  },
};
