/**
 * Panels in Chromium: the module that a server built and signed, on that server's own page and under its policy, drawn into a box of a
 * given size with frames of the test's making.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type RunningOrrery, startOrrery } from './server.ts';

/** A frame as a test writes it; columns become typed arrays in the page. */
export interface FrameText {
  readonly name?: string;
  readonly meta?: Readonly<Record<string, unknown>>;
  readonly fields: readonly {
    readonly name: string;
    readonly type: string;
    readonly values: readonly unknown[];
    readonly labels?: Readonly<Record<string, string>>;
    readonly config?: Readonly<Record<string, unknown>>;
  }[];
}
export interface PanelText {
  /** Of the types that the page was opened with; the first when absent. */
  readonly type?: string;
  readonly frames?: readonly FrameText[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly fieldConfig?: { readonly defaults?: object; readonly overrides?: readonly object[] };
  readonly width?: number;
  readonly height?: number;
  readonly range?: { readonly from: number; readonly to: number };
  readonly title?: string;
}

export interface PanelPage extends AsyncDisposable {
  readonly page: Page;
  readonly orrery: RunningOrrery;
  /** Errors and warnings of the console, and what nobody caught. */
  readonly complaints: readonly string[];
  /** Draws into `#stage`, instead of what was there; events are kept in `globalThis.panelEvents`. */
  draw(panel: PanelText): Promise<void>;
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
}

async function signIn(page: Page, orrery: RunningOrrery): Promise<void> {
  await page.goto(`${orrery.url}/login`);
  await page.fill('input[name=user]', orrery.admin.user);
  await page.fill('input[type=password]', orrery.admin.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
}

export async function openPanelPage(...types: readonly string[]): Promise<PanelPage> {
  const home = mkdtempSync(join(tmpdir(), 'orrery-panel-'));
  const orrery = await startOrrery({ home });
  const browser = await startChromium();
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  await signIn(page, orrery);
  const uid = await dashboardWith(orrery, types);
  const asked = page.waitForResponse((response) => /\/m\/[^/]+\/module\.js$/.test(response.url()) && response.ok());
  const modules: string[] = [];
  page.on('response', (response) => /\/m\/[^/]+\/module\.js$/.test(response.url()) && modules.push(response.url()));
  await page.goto(`${orrery.url}/d/${uid}`);
  await asked;
  for (const type of types) {
    const cell = page.locator(`[data-panel-type="${type}"]`);
    await cell
      .locator('.o-surface > *')
      .first()
      .waitFor({ state: 'attached' })
      .catch(async (error) => {
        throw new Error(`The panel was not drawn: ${await cell.innerText()}\n${complaints.join('\n')}\n${orrery.said().slice(-2_000)}`, {
          cause: error,
        });
      });
  }
  await page.evaluate(findModule(modules, types));
  return {
    ...{ page, orrery, complaints },
    draw: (panel) => page.evaluate(drawPanel, { panel, type: panel.type ?? types[0] ?? '' }),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await orrery.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function dashboardWith(orrery: RunningOrrery, types: readonly string[]): Promise<string> {
  const datasource = { type: 'grafana-testdata-datasource', uid: 'test' };
  await orrery.json('/api/datasources', {
    body: { name: 'Test', type: datasource.type, uid: datasource.uid, access: 'proxy', isDefault: true },
  });
  const target = { refId: 'A', datasource, scenarioId: 'csv_content', csvContent: 'time,a,b\n1700000000000,1,x\n1700000060000,2,y\n' };
  const panels = types.map((type, index) => ({
    ...{ id: index + 1, type, title: 'Panel', datasource, targets: [target], options: { content: 'text' } },
    gridPos: { x: (index % 4) * 6, y: Math.floor(index / 4) * 6, w: 6, h: 6 },
  }));
  const { uid } = await orrery.json<{ uid: string }>('/api/dashboards/db', {
    body: {
      dashboard: { title: 'Panels', schemaVersion: 41, time: { from: '1699999990000', to: '1700000070000' }, panels },
      overwrite: true,
    },
  });
  return uid;
}

/** Text, because the test's own build would rewrite the import. */
const findModule = (modules: readonly string[], types: readonly string[]): string => `(async () => {
  globalThis.panelsByType = {};
  for (const url of ${JSON.stringify(modules)}) {
    const found = (await import(url)).panels ?? {};
    for (const type of ${JSON.stringify(types)}) if (found[type]) panelsByType[type] = found[type];
  }
  document.body.append(Object.assign(document.createElement('div'), { id: 'stage' }));
})()`;

/** Runs in the page: knows nothing of this file. */
function drawPanel({ panel: text, type }: { panel: PanelText; type: string }): void {
  interface Drawn {
    readonly defaults: Record<string, unknown>;
    readonly fieldDefaults?: { readonly custom?: object };
    mount(surface: object): { update(props: object): void; dispose(): void };
  }
  const kept = globalThis as {
    panelsByType?: Readonly<Record<string, Drawn>>;
    panelEvents?: unknown[];
    mounted?: { dispose(): void };
    stageProps?: object;
  };
  const panel = kept.panelsByType?.[type];
  if (!panel) throw new Error(`No module of the page has the panel ${type}.`);
  const column = (field: { type: string; values: readonly unknown[] }): object => {
    const nulls = Uint8Array.from(field.values, (value) => Number(value === null));
    const masked = nulls.some(Boolean) ? { nulls } : {};
    if (field.type === 'number' || field.type === 'time')
      return {
        ...field,
        ...masked,
        kind: field.type === 'time' ? 'time.Time' : 'float64',
        values: Float64Array.from(field.values, Number),
      };
    if (field.type === 'boolean') return { ...field, ...masked, kind: 'bool', values: Uint8Array.from(field.values, Number) };
    if (field.type === 'frame')
      return { ...field, ...masked, kind: 'json.RawMessage', values: field.values.map((value) => value && frame(value as FrameText)) };
    if (field.type === 'nestedFrames')
      return { ...field, kind: 'json.RawMessage', values: field.values.map((list) => (list as FrameText[]).map(frame)) };
    return {
      ...field,
      ...masked,
      kind: field.type === 'string' ? 'string' : 'json.RawMessage',
      values: field.values.map((value) => value ?? ''),
    };
  };
  const frame = (one: FrameText): object => ({ ...one, fields: one.fields.map(column), length: one.fields[0]?.values.length ?? 0 });
  const root = document.documentElement;
  const read = (name: string): string => getComputedStyle(root).getPropertyValue(`--o-${name}`).trim();
  const names = ['bg-surface', 'text-primary', 'text-secondary', 'text-tertiary', 'border-subtle', 'border-default', 'accent-text', 's1'];
  const theme = {
    name: root.dataset.theme,
    dark: root.dataset.theme !== 'day',
    background: read('bg-surface'),
    text: read('text-primary'),
    series: Array.from({ length: 8 }, (_, index) => read(`s${index + 1}`)),
    tokens: Object.fromEntries(names.map((name) => [name, read(name)])),
    fontSans: read('sans') || 'sans-serif',
  };
  const width = text.width ?? 900;
  const height = text.height ?? 400;
  kept.mounted?.dispose();
  const stage = document.querySelector<HTMLElement>('#stage');
  if (!stage) throw new Error('The page has no stage.');
  Object.assign(stage.style, {
    position: 'fixed',
    top: '20px',
    left: '20px',
    zIndex: '50',
    background: theme.background,
    width: `${width}px`,
    height: `${height}px`,
  });
  stage.replaceChildren();
  kept.panelEvents = [];
  const mounted = panel.mount({ element: stage, emit: (event: unknown) => kept.panelEvents?.push(event) });
  kept.mounted = mounted;
  const merged = (value: unknown, standard: unknown): unknown => {
    if (value === undefined || value === null) return standard;
    const plain = (one: unknown): one is Record<string, unknown> => typeof one === 'object' && one !== null && !Array.isArray(one);
    if (!plain(value) || !plain(standard)) return value;
    const both: Record<string, unknown> = { ...value };
    for (const key of Object.keys(standard)) both[key] = merged(value[key], standard[key]);
    return both;
  };
  const { range = { from: 1_700_000_000_000, to: 1_700_003_600_000 } } = text;
  mounted.update({
    frames: (text.frames ?? []).map(frame),
    ...{ width, height, range, theme, timeZone: 'utc', locale: 'en', now: range.to, title: text.title ?? 'Panel', hidden: [] },
    options: merged(text.options ?? {}, panel.defaults),
    fieldConfig: {
      defaults: merged(text.fieldConfig?.defaults ?? {}, panel.fieldDefaults ?? {}),
      overrides: text.fieldConfig?.overrides ?? [],
    },
  });
}
