/** Plugins of a stranger: every kind of front end works outside the page, and what it should not do there fails. */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { complaintsOf, signIn, startBrowser } from '../support/browser.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';
import { type Strangers, writeStrangers } from '../support/strangers.ts';
import { strangers } from './strangers/plugins.ts';

let written: Strangers;
let orrery: RunningOrrery;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  written = await writeStrangers(strangers);
  orrery = await startOrrery({ settings: written.settings });
  browser = await startBrowser();
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await signIn(context, orrery);
});
afterAll(async () => {
  await browser?.close();
  await orrery?.stop();
  await written?.[Symbol.asyncDispose]();
});
afterEach(async () => {
  for (const page of context.pages()) await page.close();
});

/** A dashboard with these panels, each with its act. */
async function board(panels: readonly (readonly [type: string, act?: string])[], host = ''): Promise<Page> {
  const uid = `s${Math.random().toString(36).slice(2, 10)}`;
  await orrery.json('/api/dashboards/db', {
    body: {
      dashboard: {
        uid,
        title: 'Strangers',
        panels: panels.map(([type, act = ''], index) => ({
          id: index + 1,
          type,
          title: `${type} ${index + 1}`,
          gridPos: { x: (index % 2) * 12, y: Math.floor(index / 2) * 6, w: 12, h: 6 },
          options: { act },
        })),
      },
    },
  });
  const page = await context.newPage();
  await page.goto(`${host || orrery.url}/d/${uid}`);
  return page;
}
/** Frames are moved while they are warm, which the debugger takes for an end: asked again then. */
const frameOf = async (page: Page, plugin: string): Promise<Frame> => {
  let found: Frame | undefined;
  await expect
    .poll(
      async () => {
        found = page.frames().find((frame) => frame.url().endsWith(`/frame/${plugin}`));
        return found
          ?.locator('.said')
          .count()
          .catch(() => 0);
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(0);
  return found as Frame;
};
const edit = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
  const url = new URL(page.url());
  url.searchParams.set('editPanel', '1');
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, url.href);
};
/** As on a server that is reached by a name without names below it. */
const withoutNames = (page: Page): Promise<unknown> =>
  page.route('**/api/orrery/boot', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(/"\/\/p-[\w-]+\.localhost:\d+\/frame/g, '"/frame') });
  });
const panelText = (page: Page, id: number) => page.locator(`[data-panel-id="${id}"]`);

describe('a panel of a stranger', () => {
  test('draws in a document from a host name of its own, in the theme and size of the page', async () => {
    const page = await board([['stranger-panel']]);
    const complaints = complaintsOf(page);
    const frame = await frameOf(page, 'stranger-panel');
    expect(new URL(frame.url()).hostname).toBe('p-stranger-panel.localhost');
    await expect.poll(() => frame.locator('.said').innerText()).toMatch(/stranger-panel\s+(day|night) \d{3}x\d{2,3}/);
    const wide = await frame.locator('.said').innerText();
    await page.setViewportSize({ width: 900, height: 800 });
    await expect.poll(() => frame.locator('.said').innerText()).not.toBe(wide);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => frame.locator('.said').innerText()).toContain('night');
    expect(complaints).toEqual([]);
  });

  test('has its options edited in the page', async () => {
    const page = await board([['stranger-panel']]);
    await frameOf(page, 'stranger-panel');
    await edit(page);
    const field = page.getByLabel('Act of stranger-panel');
    await field.fill('acting');
    const frame = await frameOf(page, 'stranger-panel');
    await expect.poll(() => frame.locator('.said').innerText()).toContain('acting');
  });

  test('that fails is named, and can be started again', async () => {
    const page = await board([['stranger-panel', 'throw'], ['quiet-panel']]);
    await expect.poll(() => panelText(page, 1).innerText(), { timeout: 20_000 }).toContain('thrown on purpose');
    await panelText(page, 1).getByRole('button', { name: 'Restart' }).click();
    await expect.poll(() => panelText(page, 1).innerText(), { timeout: 20_000 }).toContain('thrown on purpose');
    await frameOf(page, 'quiet-panel');
  });

  test('that hangs is taken away by name, while another answers', async () => {
    const page = await board([['quiet-panel'], ['stranger-panel']]);
    const quiet = await frameOf(page, 'quiet-panel');
    const looping = await frameOf(page, 'stranger-panel');
    await page.evaluate(
      `globalThis.tasks = []; new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })`,
    );
    const gone = panelText(page, 2).getByText('stopped answering');
    const began = performance.now();
    await looping.evaluate('setTimeout(() => { for (;;); })');
    const answers: number[] = [];
    while (!(await gone.isVisible())) {
      const asked = performance.now();
      await quiet.evaluate('document.title');
      answers.push(performance.now() - asked);
    }
    const tasks = (await page.evaluate('tasks')) as number[];
    console.log(
      `  gone after ${Math.round(performance.now() - began)} ms; its neighbour answered ${answers.length} times, at the longest in ${Math.max(...answers).toFixed(1)} ms; longest task of the page ${Math.max(0, ...tasks)} ms`,
    );
    expect(answers.length).toBeGreaterThan(5);
    // Two seconds on a machine that has nothing else to do; here others work beside it.
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(answers.sort((a, b) => a - b)[answers.length >> 1]).toBeLessThan(100);
    expect(await quiet.locator('.said').innerText()).toContain('quiet-panel');
    expect(await page.locator('iframe[src*="/frame/stranger-panel"]').count()).toBe(0);
  });

  test.each(['loop', 'loop later'])('that hangs by what it is given (%s) is named', async (act) => {
    const page = await board([['quiet-panel'], ['stranger-panel', act]]);
    await panelText(page, 2).getByText('stopped answering').waitFor({ timeout: 30_000 });
    await frameOf(page, 'quiet-panel');
  });

  test('that floods the page, or sends what is no message, is taken away by name', async () => {
    const page = await board([
      ['stranger-panel', 'flood'],
      ['quiet-panel', 'canvas'],
    ]);
    await expect.poll(() => panelText(page, 1).innerText(), { timeout: 20_000 }).toContain('more messages');
    await expect.poll(() => panelText(page, 2).innerText(), { timeout: 20_000 }).toContain('no message of the contract');
  });

  test('that sends few messages with too much in them is taken away by name', async () => {
    const page = await board([['stranger-panel', 'heavy'], ['quiet-panel']]);
    await expect.poll(() => panelText(page, 1).innerText(), { timeout: 20_000 }).toContain('more messages');
    await frameOf(page, 'quiet-panel');
  });
});

describe('a drawing of a stranger', () => {
  test('draws in a worker, with tooltip and summary by the page', async () => {
    const page = await board([['stranger-drawing']]);
    const canvas = page.locator('[data-panel-id="1"] canvas');
    await canvas.waitFor();
    await expect
      .poll(() => page.locator('[data-panel-id="1"] [role=figure]').getAttribute('aria-label'), { timeout: 20_000 })
      .toContain('rings');
    const box = await canvas.boundingBox();
    if (!box) throw new Error('no canvas');
    await page.mouse.move(box.x + 40, box.y + 40);
    await page.mouse.move(box.x + 44, box.y + 42);
    await expect.poll(() => page.locator('[data-panel-id="1"] .o-ptip').innerText()).toContain('ring');
    const url = await canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL().length);
    expect(url).toBeGreaterThan(500);
    expect(page.frames().some((frame) => frame.url().includes('/frame/stranger-drawing'))).toBe(false);
  });

  test('that hangs is ended, and can be started again', async () => {
    const page = await board([['stranger-drawing', 'loop'], ['quiet-panel']]);
    await frameOf(page, 'quiet-panel');
    await panelText(page, 1).getByText('stopped answering').waitFor({ timeout: 20_000 });
    // It does not go on in the dark.
    await expect.poll(() => page.workers().length, { timeout: 5_000 }).toBe(0);
    await panelText(page, 1).getByRole('button', { name: 'Restart' }).click();
    await panelText(page, 1).getByText('stopped answering').waitFor({ state: 'detached' });
    await panelText(page, 1).getByText('stopped answering').waitFor({ timeout: 20_000 });
  });

  test('that floods the page is ended by name', async () => {
    const page = await board([['stranger-drawing', 'flood'], ['quiet-panel']]);
    await panelText(page, 1).getByText('more messages').waitFor({ timeout: 20_000 });
    await frameOf(page, 'quiet-panel');
  });

  test('has no document, no network, and no way to start workers', async () => {
    const page = await board([['stranger-drawing', 'look']]);
    const label = () => page.locator('[data-panel-id="1"] [role=figure]').getAttribute('aria-label');
    await expect.poll(label, { timeout: 20_000 }).toBe('rings ');
    const other = await board([['stranger-drawing', 'fetch']]);
    const said = () => other.locator('[data-panel-id="1"] [role=figure]').getAttribute('aria-label');
    await expect.poll(said, { timeout: 20_000 }).toContain('refused');
    expect(await said()).not.toContain('fetched');
  });
});

describe('a datasource of a stranger', () => {
  test('has its query editor in a frame, asks its own resources and opens menus over the page', async () => {
    await orrery.json('/api/datasources', { body: { name: 'Odd', uid: 'odd', type: 'stranger-source' } }).catch(() => {});
    await orrery.json('/api/dashboards/db', {
      body: {
        dashboard: {
          uid: 'odd-board',
          title: 'Odd',
          panels: [
            {
              id: 1,
              type: 'timeseries',
              gridPos: { x: 0, y: 0, w: 12, h: 8 },
              datasource: { uid: 'odd', type: 'stranger-source' },
              targets: [{ refId: 'A' }],
            },
          ],
        },
        overwrite: true,
      },
    });
    const page = await context.newPage();
    await page.goto(`${orrery.url}/d/odd-board`);
    await edit(page);
    const editor = page.frameLocator('iframe[src*="/frame/stranger-source"]');
    const box = editor.getByRole('combobox', { name: 'Suit' });
    await box.waitFor();
    const height = async () => (await page.locator('iframe[src*="/frame/stranger-source"]').boundingBox())?.height ?? 0;
    // The frame is as high as its content says, a message later.
    let before = 0;
    await expect.poll(async () => before === (before = await height()) && before > 0, { interval: 200 }).toBe(true);
    await box.click();
    await editor.getByRole('option', { name: 'hearts' }).waitFor();
    await expect.poll(height).toBeGreaterThan(before + 100);
    await editor.getByRole('option', { name: 'hearts' }).click();
    await expect.poll(height).toBe(before);
    await expect.poll(() => box.inputValue()).toBe('hearts');
  });

  test('has its settings in a frame, and cannot change where requests go', async () => {
    const page = await context.newPage();
    await page.goto(`${orrery.url}/connections/datasources/edit/odd`);
    const editor = page.frameLocator('iframe[src*="/frame/stranger-source"]');
    await editor.getByLabel('Greeting').fill('good day');
    await expect.poll(() => editor.getByLabel('Greeting').inputValue()).toBe('good day');
    await page.getByRole('button', { name: /^Save/ }).first().click();
    await expect
      .poll(async () => (await orrery.json<{ jsonData: { greeting?: string } }>('/api/datasources/uid/odd')).jsonData.greeting)
      .toBe('good day');
    expect((await orrery.json<{ url: string }>('/api/datasources/uid/odd')).url).not.toContain('evil');
  });
});

describe('a page of a stranger', () => {
  test('asks routes of its own and no others, moves within itself, and shows panels that may run in the page', async () => {
    const page = await context.newPage();
    const warned: string[] = [];
    page.on('console', (message) => warned.push(message.text()));
    await page.goto(`${orrery.url}/stranger?q=asked`);
    const frame = await frameOf(page, 'stranger-app');
    await expect.poll(() => frame.locator('.said').innerText()).toBe('you from admin');
    await expect.poll(() => frame.locator('.refused').innerText()).toMatch(/^refused: /);
    expect(await frame.locator('.query').innerText()).toBe('asked');
    await expect.poll(() => warned.filter((text) => text.includes('channels of its own')).length).toBeGreaterThan(0);
    await expect.poll(() => page.title()).toContain('Stranger says');
    await frame.getByText('inside', { exact: true }).waitFor();
    await frame.getByRole('button', { name: 'Toast' }).click();
    await page.getByText('well done').waitFor();
    await frame.getByRole('link', { name: 'Elsewhere' }).click();
    await page.getByText('https://elsewhere.example/?secret=1').waitFor();
    expect(context.pages()).toHaveLength(1);
    await frame.getByRole('button', { name: 'Deeper' }).click();
    await page.waitForURL('**/stranger/deep/water');
    const deep = await frameOf(page, 'stranger-app');
    await expect.poll(() => deep.locator('.said').innerText()).toBe('deep water');
    expect(context.pages()).toHaveLength(1);
  });
});

describe('what a stranger tries', () => {
  const tried = (frame: Frame, source: string): Promise<string> =>
    frame.evaluate(
      `(async () => { try { return String(await (async () => { ${source} })()); } catch (error) { return 'refused: ' + error.name; } })()`,
    );

  const attempts: readonly (readonly [what: string, source: string])[] = [
    ['the page', 'return parent.document.title'],
    ['cookies', 'return document.cookie'],
    ['local storage', 'return localStorage.length'],
    ['session storage', 'return sessionStorage.length'],
    [
      'a database',
      "return new Promise((done, failed) => { const open = indexedDB.open('x'); open.onsuccess = () => done('open'); open.onerror = () => failed(open.error); })",
    ],
    ['caches', "return caches.open('x')"],
    ['a service worker', "return navigator.serviceWorker.register('/sw.js')"],
    ['the network', "return (await fetch('/api/user')).status"],
    ['the page of a sibling', 'return parent.frames[0].document.title + parent.frames[1].document.title'],
    ['top navigation', "top.location = '/logout'; return 'moved'"],
    ['the clipboard', "return navigator.clipboard.writeText('x').then(() => 'written')"],
    ['a worker', "return new Worker(URL.createObjectURL(new Blob(['1'])))"],
    ['markup with a script', "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=1>'); return 'in'"],
    ['a module of another package', "return import('/m/' + '0'.repeat(64) + '/module.js').then(() => 'loaded')"],
  ];
  test('is refused: the page, cookies, stores, the network, siblings, the top, the clipboard, workers, other packages', async () => {
    const page = await board([['stranger-panel'], ['quiet-panel']]);
    const frame = await frameOf(page, 'stranger-panel');
    await frameOf(page, 'quiet-panel');
    const { panels } = await orrery.json<{ panels: Record<string, { module: string }> }>('/api/orrery/boot');
    const other = `return import(${JSON.stringify(panels['quiet-panel']?.module)}).then(() => 'loaded')`;
    for (const [what, source] of [...attempts, ['the module of another stranger', other] as const])
      expect([what, await tried(frame, source)]).toEqual([what, expect.stringMatching(/^refused/)]);
    expect(page.url()).toContain('/d/');
  });

  test('opener, popups, names and nonces are not there', async () => {
    const page = await board([['stranger-panel']]);
    const frame = await frameOf(page, 'stranger-panel');
    const found = await frame.evaluate(() => ({
      opener: String(opener),
      popup: String(window.open('/', '_blank')),
      nonces: document.querySelectorAll('[nonce]').length,
      rtc: typeof RTCPeerConnection,
      referrer: document.referrer.replace(/:\d+\/.*/, ''),
      origin: self.origin,
    }));
    expect(found).toMatchObject({ opener: 'null', popup: 'null', nonces: 0, rtc: 'undefined', origin: 'null' });
    expect(context.pages()).toHaveLength(1);
  });

  test('a port that was meant for another is not taken: who is not the page is not heard', async () => {
    const page = await board([['stranger-panel'], ['quiet-panel']]);
    const frame = await frameOf(page, 'stranger-panel');
    const quiet = await frameOf(page, 'quiet-panel');
    const before = await quiet.locator('.said').innerText();
    // It greets its siblings and the page as if it were each of them.
    await frame.evaluate(() => {
      for (let index = 0; index < parent.frames.length; index++) {
        const { port1, port2 } = new MessageChannel();
        parent.frames[index]?.postMessage('orrery-frame', '*', [port2]);
        port1.postMessage({ type: 'show', view: { kind: 'panel', name: 'other' } });
      }
      parent.postMessage('orrery-frame', '*');
    });
    await page.setViewportSize({ width: 1100, height: 800 });
    await expect.poll(() => quiet.locator('.said').innerText()).not.toBe(before);
    expect(await frame.locator('.said').count()).toBe(1);
  });

  test('nothing of it reaches a socket: names asked ahead, connections, pictures, frames, forms, real-time peers', async () => {
    const reached: string[] = [];
    const server = createServer((socket) => {
      reached.push('tcp');
      socket.destroy();
    });
    const udp = createSocket('udp4', () => reached.push('udp'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    await new Promise<void>((done) => udp.bind(0, '127.0.0.1', () => done()));
    const tcpPort = (server.address() as { port: number }).port;
    const udpPort = udp.address().port;
    const page = await board([['stranger-panel']]);
    const frame = await frameOf(page, 'stranger-panel');
    await frame.evaluate(
      ([tcp, stun]) => {
        const at = `http://127.0.0.1:${tcp}/?secret`;
        for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'icon', 'stylesheet', 'manifest']) {
          const link = document.createElement('link');
          Object.assign(link, { rel, href: at, as: 'image' });
          document.head.append(link);
        }
        for (const name of ['img', 'iframe', 'video', 'embed', 'object']) {
          const element = document.createElement(name);
          try {
            element.setAttribute(name === 'object' ? 'data' : 'src', at);
            document.body.append(element);
          } catch {
            // Trusted Types may refuse the attribute already.
          }
        }
        const form = document.createElement('form');
        form.action = at;
        document.body.append(form);
        form.submit();
        navigator.sendBeacon(at, 'x');
        try {
          new WebSocket(at.replace('http', 'ws'));
        } catch {
          // Refused at once, or later: either way nothing arrives.
        }
        new EventSource(at);
        const again = document.createElement('iframe');
        document.body.append(again);
        let Peer: typeof RTCPeerConnection | undefined;
        try {
          Peer = (again.contentWindow as unknown as { RTCPeerConnection?: typeof RTCPeerConnection })?.RTCPeerConnection;
        } catch {
          // A fresh document is of another origin still.
        }
        if (Peer) {
          const peer = new Peer({ iceServers: [{ urls: `stun:127.0.0.1:${stun}` }] });
          peer.createDataChannel('x');
          void peer.createOffer().then((offer) => peer.setLocalDescription(offer));
        }
        try {
          location.href = at;
        } catch {
          // Refused by the page's policy.
        }
      },
      [tcpPort, udpPort] as const,
    );
    await page.waitForTimeout(2_000);
    server.close();
    udp.close();
    expect(reached).toEqual([]);
  });

  test('its document has no origin when it is opened by itself, either', async () => {
    const page = await context.newPage();
    await page.goto(`${orrery.url}/frame/stranger-panel`);
    expect(await page.evaluate('self.origin')).toBe('null');
  });

  test("its host name serves its document and module files, nothing that a session could be used on, and no other's document", async () => {
    const { port } = orrery;
    const asked = async (host: string, path: string): Promise<number> => {
      const { request } = await import('node:http');
      return new Promise((done) =>
        request({ host: '127.0.0.1', port, path, headers: { host: `${host}:${port}`, cookie: orrery.cookie } }, (answer) => {
          answer.resume();
          done(answer.statusCode ?? 0);
        }).end(),
      );
    };
    expect(await asked('p-stranger-panel.localhost', '/frame/stranger-panel')).toBe(200);
    expect(await asked('p-stranger-panel.localhost', '/frame/quiet-panel')).toBe(404);
    for (const path of ['/api/user', '/', '/login', '/api/orrery/boot', '/public/plugins/stranger-panel/module.js'])
      expect([path, await asked('p-stranger-panel.localhost', path)]).toEqual([path, 404]);
    expect(await asked('127.0.0.1', '/frame/orrery-dashboards')).toBe(404);
  });
});

describe('where no host names are to be had', () => {
  test.each([
    ['last', [['quiet-panel'], ['stranger-panel', 'loop']]],
    ['first', [['stranger-panel', 'loop'], ['quiet-panel']]],
    ['between others', [['quiet-panel'], ['stranger-panel', 'loop'], ['quiet-panel']]],
  ] as const)('one that hangs takes its process along: it is named, and the others begin anew, where it stands %s', async (_, panels) => {
    const page = await context.newPage();
    await withoutNames(page);
    const made = await board(panels);
    await page.goto(made.url());
    await made.close();
    const at = panels.findIndex(([type]) => type === 'stranger-panel') + 1;
    await panelText(page, at).getByText('stopped answering').waitFor({ timeout: 30_000 });
    const quiet = await frameOf(page, 'quiet-panel');
    expect(new URL(quiet.url()).hostname).toBe('127.0.0.1');
    for (const [index] of panels.entries()) {
      if (index + 1 === at) continue;
      await expect
        .poll(
          () =>
            panelText(page, index + 1)
              .locator('iframe')
              .count(),
          { timeout: 20_000 },
        )
        .toBe(1);
      expect(
        await panelText(page, index + 1)
          .getByText('stopped answering')
          .count(),
      ).toBe(0);
    }
    await expect.poll(() => quiet.locator('.said').innerText()).toContain('quiet-panel');
  });
});
