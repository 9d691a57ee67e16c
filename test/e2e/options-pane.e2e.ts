/** What may be chosen about a panel, by people: what they click and type is what a dashboard stores. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPanelStage, type PanelStage } from '../support/panel-stage.ts';
import type { Scene, Stage } from './panels/stage.tsx';

let stage: PanelStage;
beforeAll(async () => {
  stage = await openPanelStage();
});
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});
const edit = (scene: Scene): Promise<void> =>
  stage.page.evaluate((next) => (globalThis as unknown as { stage: Stage }).stage.edit(next), scene);
const chosen = () => stage.page.evaluate(() => (globalThis as unknown as { stage: Stage }).stage.chosen());
const button = (name: string) => stage.page.getByRole('button', { name, exact: true });
const box = (name: string) => stage.page.getByRole('textbox', { name, exact: true });

test('an action is written with all that it sends', async () => {
  await edit({ panel: 'stat', data: 'one' });
  await button('Add an action').click();
  await box('Title').fill('Restart');
  await stage.page.getByRole('combobox', { name: 'Method' }).selectOption('PUT');
  await box('Address').fill('https://ops.example/restart');
  await button('Add to Headers').click();
  await box('Headers: name 1').fill('X-Why');
  await box('Headers: value 1').fill('$why');
  await button('Add to Query parameters').click();
  await box('Query parameters: name 1').fill('of');
  await box('Query parameters: value 1').fill('${__field.name}');
  await box('Body').fill('{"why":"$why"}');
  await box('Question before').fill('Restart it?');
  await button('Ask for something').click();
  await box('Key').fill('why');
  await box('Label').fill('Reason');
  await stage.page.getByRole('switch', { name: 'By one click' }).click();
  expect((await chosen()).fieldConfig.defaults.actions).toEqual([
    {
      ...{ type: 'fetch', title: 'Restart', confirmation: 'Restart it?', oneClick: true },
      fetch: {
        ...{ method: 'PUT', url: 'https://ops.example/restart', body: '{"why":"$why"}' },
        ...{ headers: [['X-Why', '$why']], queryParams: [['of', '${__field.name}']] },
      },
      variables: [{ key: 'why', name: 'Reason', type: 'string' }],
    },
  ]);
  await stage.page.getByRole('button', { name: 'Through a data source' }).click();
  await stage.page.route('**/api/orrery/datasources', (route) =>
    route.fulfill({
      json: [
        { uid: 'ops', name: 'Operations', type: 'infinity' },
        { uid: 'other', name: 'Other', type: 'x' },
      ],
    }),
  );
  await stage.page.getByRole('combobox', { name: 'Data source' }).click();
  await stage.page.getByRole('option', { name: 'Operations' }).click();
  expect((await chosen()).fieldConfig.defaults.actions).toMatchObject([{ type: 'infinity', infinity: { datasourceUid: 'ops' } }]);
});

test('one link at most is followed at once', async () => {
  const links = [
    { title: 'A', url: '/a', oneClick: true },
    { title: 'B', url: '/b' },
  ];
  await edit({ panel: 'stat', data: 'one', defaults: { links } });
  await stage.page.getByRole('checkbox', { name: 'By one click' }).nth(1).check();
  expect((await chosen()).fieldConfig.defaults.links).toEqual([
    { title: 'A', url: '/a', oneClick: false },
    { title: 'B', url: '/b', oneClick: true },
  ]);
});

describe('an exception', () => {
  const add = async (property: string): Promise<void> => {
    await button('Add an exception').click();
    await stage.page.getByRole('combobox', { name: 'Change a property' }).selectOption({ label: property });
  };
  test('keeps the parts of an option together, as they are stored', async () => {
    await edit({ panel: 'table', data: 'rows' });
    await add('Cell: Cell type');
    await stage.page.getByRole('combobox', { name: 'Cell type' }).last().selectOption('gauge');
    await stage.page.getByRole('button', { name: 'Segments', exact: true }).click();
    expect((await chosen()).fieldConfig.overrides).toEqual([
      { matcher: { id: 'byName', options: '' }, properties: [{ id: 'custom.cellOptions', value: { type: 'gauge', mode: 'lcd' } }] },
    ]);
  });
  test('may be for fields of a list, or with values', async () => {
    await edit({ panel: 'timeseries', data: 'two' });
    await add('Unit');
    const which = stage.page.getByRole('combobox', { name: 'Which fields' });
    await which.selectOption('byNames');
    await stage.page.getByRole('combobox', { name: 'The list names' }).selectOption('exclude');
    const matcher = async () => (await chosen()).fieldConfig.overrides?.[0]?.matcher;
    expect(await matcher()).toEqual({ id: 'byNames', options: { mode: 'exclude', names: [] } });
    await which.selectOption('byValue');
    await stage.page.getByRole('combobox', { name: 'Is', exact: true }).selectOption('lt');
    expect(await matcher()).toEqual({ id: 'byValue', options: { reducer: 'max', op: 'lt', value: 0 } });
    await which.selectOption('numeric');
    expect(await matcher()).toEqual({ id: 'numeric' });
  });
});

test('a switch in a list that nobody touched stands as it is drawn', async () => {
  await edit({ panel: 'canvas', data: 'rows', options: { root: { elements: [{ type: 'table', name: 'Rows' }] } } });
  await button('Rows Table').click();
  const header = stage.page.getByRole('switch', { name: 'Header' });
  expect(await header.isChecked()).toBe(true);
  await header.click();
  expect((await chosen()).options).toEqual({ root: { elements: [{ type: 'table', name: 'Rows', config: { showHeader: false } }] } });
});

test('a panel that shows nothing of fields has no exceptions, but keeps those that somebody wrote', async () => {
  await edit({ panel: 'text', data: 'nothing' });
  expect(await button('Add an exception').count()).toBe(0);
  await edit({ panel: 'text', data: 'nothing', overrides: [{ matcher: { id: 'byName', options: 'a' }, properties: [] }] });
  expect(await button('Remove this exception').count()).toBe(1);
});

test('the page complains of nothing', () => expect(stage.complaints).toEqual([]));
