/** A whole server whose database goes and comes back: told in words, and nothing that was acknowledged is lost. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { databases } from '@orrery/kernel/storage/testing';
import { expect, test } from 'vitest';
import { openDoor } from '../support/door.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const patience = 180_000;

/** Saves the dashboard, as the administrator. */
const saver = (server: RunningOrrery) => async (title: string, version?: number) => {
  const body = JSON.stringify({ dashboard: { uid: 'kept', title, panels: [], ...(version && { version }) } });
  const answer = await server.fetch('/api/dashboards/db', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return { status: answer.status, body: (await answer.json()) as { message?: string; version?: number } };
};
const kept = async (server: RunningOrrery) =>
  (await server.json<{ dashboard: { title: string; version: number } }>('/api/dashboards/uid/kept')).dashboard;

test('a file that another process holds is waited for', { timeout: patience }, async () => {
  await using server = await startOrrery({ patienceMs: patience });
  const save = saver(server);
  expect(await save('One')).toMatchObject({ status: 200, body: { version: 1 } });
  const holder = new DatabaseSync(join(server.home, 'data/orrery.db'), { timeout: 20_000 });
  holder.exec('BEGIN IMMEDIATE');
  const waiting = save('Two', 1);
  await sleep(1_500);
  // Reading goes on, and who asks whether the process lives is told.
  expect(await kept(server)).toMatchObject({ title: 'One', version: 1 });
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  holder.exec('ROLLBACK');
  holder.close();
  expect(await waiting).toMatchObject({ status: 200, body: { version: 2 } });
  expect(await kept(server)).toMatchObject({ title: 'Two', version: 2 });
});

const remote = databases().filter(({ kind }) => kind !== 'sqlite');
test.runIf(remote.length > 0).each(remote)('$kind goes and comes back under a running server', { timeout: patience }, async (kind) => {
  const database = await kind.open({ migrated: false });
  const url = new URL(database.section.url as string);
  await using door = await openDoor(url.hostname, Number(url.port));
  url.hostname = '127.0.0.1';
  url.port = String(door.port);
  try {
    await using server = await startOrrery({ patienceMs: patience, settings: { database: { url: url.href } } });
    const save = saver(server);
    expect(await save('One')).toMatchObject({ status: 200, body: { version: 1 } });

    // Nor is it a source, by either of its names (T21).
    for (const host of ['127.0.0.1', 'localhost']) {
      const { datasource } = await server.json<{ datasource: { uid: string } }>('/api/datasources', {
        body: { name: `Own store at ${host}`, type: 'prometheus', url: `http://${host}:${door.port}`, access: 'proxy' },
      });
      const answer = await server.fetch(`/api/datasources/proxy/uid/${datasource.uid}/api/v1/labels`);
      expect([host, answer.status, await answer.text()]).toEqual([host, 403, expect.stringContaining('own state')]);
    }

    await door.shut();
    expect(await save('Never', 1)).toMatchObject({
      status: 503,
      body: { message: expect.stringContaining('the database does not answer') },
    });
    const health = await fetch(`${server.url}/api/health`);
    expect([health.status, await health.json()]).toEqual([503, expect.objectContaining({ database: 'failing' })]);
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);

    await door.open();
    await expect.poll(async () => (await fetch(`${server.url}/api/health`)).status, { timeout: 60_000 }).toBe(200);
    expect(await kept(server)).toMatchObject({ title: 'One', version: 1 });
    await expect.poll(async () => (await save('Two', 1)).body.version, { timeout: 60_000 }).toBe(2);
  } finally {
    await database.drop();
  }
});
