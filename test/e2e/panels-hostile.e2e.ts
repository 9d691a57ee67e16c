/**
 * Every panel, fed with texts that have run scripts elsewhere: in names, labels, values, units, links, mappings, annotations, log lines,
 * attributes of spans, titles of feeds, options. Under the policy of the server, since a panel that needs more would not work there.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { headersOf } from '../../kernel/http/page.ts';
import { openPanelStage, type PanelStage } from '../support/panel-stage.ts';
import { payloads } from '../support/payloads.ts';
import { panelCases } from './panels/options.ts';
import { poisoned, poisoner } from './panels/poison.ts';

const rounds = 4;
/** Texts of answers that mean something to who reads them; others are only shown. */
const meant = new Set(['url', 'uid', 'state', 'health', 'type', 'activeAt', 'dashboardUID', 'folderUid', '__dashboardUid__', 'picture']);
const asked: string[] = [];
let offset = 0;
let stage: PanelStage;

function hostileAnswer(answer: unknown): unknown {
  const poison = poisoner(payloads, offset);
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        typeof each === 'string'
          ? meant.has(key)
            ? each
            : poison(each)
          : Array.isArray(each) && typeof each[0] === 'string'
            ? poisoned(each, poison)
            : walk(each),
      ]),
    );
  };
  return walk(answer);
}

beforeAll(async () => {
  // Its one script has no hash in the page, which another header asks of all scripts.
  const { 'content-security-policy': policy = '' } = headersOf('none');
  stage = await openPanelStage('en', { headers: { 'content-security-policy': policy }, answered: hostileAnswer });
  stage.page.on('request', (request) => asked.push(request.url()));
  stage.page.on('dialog', (dialog) => {
    asked.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
});
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});

/** What no text may become. A panel of texts may have pictures, though none from elsewhere: the requests tell. */
const never =
  'script, iframe, object, embed, base, meta, link, style, form, portal, dialog, frame, [onerror], [onload], [onclick], [style*="evil"]';

describe.each(Object.entries(panelCases))('%s', (panel, { base }) => {
  test.each(Array.from({ length: rounds }, (_, round) => round))('draws hostile texts as texts, round %i', async (round) => {
    offset = Math.round((round * payloads.length) / rounds);
    const poison = poisoner(payloads, offset + 3);
    const [title, label, content] = [poison('title'), poison('label'), payloads.join('\n\n')];
    await stage.show({
      panel,
      data: 'two',
      ...base,
      hostile: { payloads, offset },
      title,
      annotations: true,
      custom: { ...base.custom, axisLabel: label, fillBelowTo: label },
      options: {
        ...base.options,
        ...(panel === 'text' && { content, mode: (['markdown', 'html', 'code'] as const)[round % 3] }),
        ...(panel === 'news' && { feedUrl: label }),
      },
    });
    const { page } = stage;
    const drawing = await page.locator('.o-draw').boundingBox();
    if (drawing)
      for (const [x, y] of [
        [0.3, 0.4],
        [0.5, 0.5],
      ] as const)
        await page.mouse.move(drawing.x + drawing.width * x, drawing.y + drawing.height * y, { steps: 2 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await page.title()).not.toBe('owned');
    expect(
      await page.locator('#stage').evaluate((root, not) => [...root.querySelectorAll(not)].map(({ outerHTML }) => outerHTML), never),
    ).toEqual([]);
    const protocols = await page.locator('#stage').evaluate((root) =>
      [...root.querySelectorAll('*')].flatMap((each) =>
        ['href', 'src', 'action', 'formaction', 'xlink:href'].flatMap((name) => {
          const address = each.getAttribute(name);
          return address === null || !URL.canParse(address, location.href) ? [] : new URL(address, location.href).protocol;
        }),
      ),
    );
    expect(protocols.filter((protocol) => !['http:', 'https:', 'mailto:', 'data:', 'blob:'].includes(protocol))).toEqual([]);
    expect(await page.locator('.o-ptitle').innerText()).toContain(title.trim().split(/\s+/)[0]);
  });
});

test('nothing was asked of anybody else, and nobody was asked anything', () => {
  expect(asked.filter((url) => !/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(url))).toEqual([]);
});

test('the policy had nothing to forbid', () => {
  // A text of a dashboard may have pictures of its own server, though these are not there.
  expect(stage.complaints.filter((each) => !/404.* http:\/\/127\.0\.0\.1:\d+\/x/.test(each))).toEqual([]);
});
