/** A drawing that is edited where it is drawn: what is dragged, added or removed goes to the host as options. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPanelStage, type PanelStage } from '../support/panel-stage.ts';
import type { Stage } from './panels/stage.tsx';

let stage: PanelStage;
beforeAll(async () => {
  stage = await openPanelStage();
});
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});
const box = {
  type: 'rectangle',
  name: 'A',
  placement: { top: 80, left: 60, width: 100, height: 60 },
  background: { color: { fixed: 'blue' } },
};
const scene = { panel: 'canvas', data: 'wind', editable: true, width: 640, height: 400 } as const;
const told = async () => {
  const all = await stage.page.evaluate(() => [...(globalThis as unknown as { stage: Stage }).stage.heard]);
  return (all.findLast(([event]) => event === 'options')?.[1] as { root: { elements: (typeof box)[] } } | undefined)?.root.elements;
};

test('what is dragged has a new place', async () => {
  await stage.show({ ...scene, options: { root: { elements: [box] } } });
  await stage.page.getByRole('toolbar').waitFor();
  const at = await stage.page.locator('[data-path="0"]').boundingBox();
  await stage.page.mouse.move((at?.x ?? 0) + 50, (at?.y ?? 0) + 30);
  await stage.page.mouse.down();
  await stage.page.mouse.move((at?.x ?? 0) + 90, (at?.y ?? 0) + 40);
  await stage.page.mouse.up();
  await expect.poll(told).toEqual([{ ...box, placement: { top: 90, left: 100, width: 100, height: 60 } }]);
});

test.each([
  [true, 'Wind turbine', 1],
  [false, 'Wind turbine', 0],
  [false, 'Rectangle', 1],
])('offers special elements only where they are wanted: showAdvancedTypes %s, %s', async (showAdvancedTypes, name, count) => {
  await stage.show({ ...scene, options: { showAdvancedTypes, root: { elements: [] } } });
  await stage.page.getByRole('button', { name: 'Add' }).click();
  await stage.page.getByRole('menuitem').first().waitFor();
  expect(await stage.page.getByRole('menuitem', { name }).count()).toBe(count);
});

test('a drawing that is only looked at offers no tools', async () => {
  await stage.show({ ...scene, editable: false, options: { root: { elements: [box] } } });
  expect(await stage.page.getByRole('toolbar').count()).toBe(0);
});

const rotors = ['fLeftRotorRPM', 'fRightRotorRPM', 'bLeftRotorRPM', 'bRightRotorRPM'];
const line = { source: { x: 1, y: 0 }, target: { x: 1, y: 1 }, size: { fixed: 2 } };

describe('an element that is only looked at', () => {
  const looked = { ...scene, editable: false } as const;
  const show = (element: object) => stage.show({ ...looked, options: { root: { elements: [{ ...box, ...element }] } } });

  test('leads to where its links point', async () => {
    await show({
      links: [
        { title: 'Runbook of ${env}', url: '/d/one?var=${env}' },
        { title: 'Other', url: '/d/two' },
      ],
    });
    await stage.page.locator('[data-path="0"]').click();
    const items = stage.page.getByRole('menuitem');
    await items.first().waitFor();
    expect(await items.evaluateAll((all) => all.map((each) => [each.textContent, each.getAttribute('href')]))).toEqual([
      ['Runbook of prod', '/d/one?var=prod'],
      ['Other', '/d/two'],
    ]);
  });

  test('asks what an action needs, and sends it with headers, parameters and body', async () => {
    const heard = await new Promise<{ method?: string; url?: string; header?: unknown; body: string }>((resolve, reject) => {
      const server = createServer((request, response) => {
        const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'access-control-allow-methods': '*' };
        if (request.method === 'OPTIONS') return response.writeHead(204, headers).end();
        let body = '';
        request.on('data', (part) => {
          body += part;
        });
        request.on('end', () => {
          response.writeHead(200, headers).end();
          server.close();
          resolve({ method: request.method, url: request.url, header: request.headers['x-why'], body });
        });
      });
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        const send = async (): Promise<void> => {
          await show({
            actions: [
              {
                ...{ type: 'fetch', title: 'Stop ${env}', confirmation: 'Stop it in ${env}?' },
                variables: [{ key: 'why', name: 'Reason', type: 'string' }],
                fetch: {
                  ...{ method: 'PUT', url: `http://127.0.0.1:${port}/stop`, body: '{"why":"$why"}' },
                  queryParams: [['env', '${env}']],
                  headers: [['X-Why', '$why']],
                },
              },
            ],
          });
          await stage.page.locator('[data-path="0"]').click();
          const dialog = stage.page.getByRole('dialog', { name: 'Stop prod' });
          await dialog.getByText('Stop it in prod?').waitFor();
          await dialog.getByRole('textbox', { name: 'Reason' }).fill('storm');
          await dialog.getByRole('button', { name: 'Send' }).click();
        };
        send().catch(reject);
      });
    });
    expect(heard).toEqual({ method: 'PUT', url: '/stop?env=prod', header: 'storm', body: '{"why":"storm"}' });
  });

  test.each([
    ['rectangle', { connections: [{ ...line, lineStyle: { style: 'dashed', animate: true } }] }, [1_000]],
    ['rectangle', { connections: [{ ...line, lineStyle: { style: 'dashed', animate: false } }] }, []],
    ['windTurbine', { config: { rpm: { fixed: 30 } } }, [2_000]],
    ['windTurbine', { config: { rpm: { field: 'rpm' } } }, [5_000]],
    ['server', { config: { blinkRate: { fixed: 4 } } }, [250]],
    ['server', { config: { blinkRate: { field: 'rpm' } } }, [1_000 / 12]],
    ['droneTop', { config: Object.fromEntries(rotors.map((name) => [name, { field: 'rpm' }])) }, [5_000, 5_000, 5_000, 5_000]],
    ...rotors.map((name) => ['droneTop', { config: { [name]: { field: 'rpm' } } }, [5_000]] as const),
  ] as const)('moves as fast as it is told: %s, %j', async (type, element, durations) => {
    await show({ type, ...element });
    const found = await stage.page
      .locator('.cv-root')
      .evaluate((root) => root.getAnimations({ subtree: true }).map((each) => Number(each.effect?.getComputedTiming().duration)));
    expect(found.map(Math.round)).toEqual(durations.map(Math.round));
  });
});
