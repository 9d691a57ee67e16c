/** Where panels that list things lead to. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPanelStage, type PanelStage } from '../support/panel-stage.ts';

let stage: PanelStage;
beforeAll(async () => {
  stage = await openPanelStage();
});
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});
const first = (selector: string) => stage.page.locator(selector).first().getAttribute('href');

test.each([
  [{}, '/d/d0/board'],
  [{ keepTime: true }, '/d/d0/board?from=now-1h&to=now'],
  [{ includeVars: true }, '/d/d0/board?var-env=prod'],
])('a dashboard list with %j leads to %s: takes the time range along, takes variables along', async (options, href) => {
  await stage.show({ panel: 'dashlist', data: 'nothing', options });
  expect(await first('.dl-link')).toBe(href);
});

test('an annotation list leads to the panel, with the time around the event', async () => {
  const start = Date.UTC(2026, 2, 10, 9, 0);
  await stage.show({ panel: 'annolist', data: 'nothing' });
  expect(await first('a.al-text')).toBe(`/d/board?from=${start - 600_000}&to=${start + 600_000}&viewPanel=panel-3`);
  await stage.show({ panel: 'annolist', data: 'nothing', options: { navigateToPanel: false, navigateBefore: '1m', navigateAfter: '2m' } });
  expect(await first('a.al-text')).toBe(`/d/board?from=${start - 60_000}&to=${start + 120_000}`);
});

test('a feed leads nowhere that runs code, and its markup is text', async () => {
  await stage.show({ panel: 'news', data: 'nothing', options: { feedUrl: 'https://status.example.org/feed.xml' } });
  expect(await stage.page.locator('.news a').count()).toBe(1);
  expect(await stage.page.locator('.news').innerText()).toContain('<img src=x onerror=alert(1)>');
});

test('the pages complained of nothing', () => {
  expect(stage.complaints).toEqual([]);
});
