/** The notifier in its isolate, in front of a chat server that answers as the test says. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Notification } from '@orrery/plugin-sdk';
import { testHost } from '@orrery/plugin-sdk/testing';
import { describe, expect, test } from 'vitest';

const notification: Notification = {
  ...{ status: 'firing', title: 'Load is high', text: 'On two hosts', alerts: [], truncated: 0, groupKey: '{}:{}' },
  ...{ groupLabels: {}, commonLabels: {}, commonAnnotations: {}, externalUrl: 'http://localhost:3000/' },
};

async function sendTo(status: number, headers: Record<string, string> = {}) {
  const received: unknown[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    received.push(JSON.parse(Buffer.concat(parts).toString()));
    response.writeHead(status, headers).end('said so');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await using _closing = { [Symbol.asyncDispose]: async () => void server.close() };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await using host = await testHost(import.meta.dirname, { instance: { point: 'notifier', url, settings: { room: 'ops' } } });
  const answer = await host.call('notifier', 'acme-sample', 'send', notification);
  return { answer, received };
}

describe('a notification', () => {
  test('arrives in the room of the contact point', async () => {
    const { answer, received } = await sendTo(200);
    expect(answer).toEqual({ ok: true, value: { outcome: 'sent' } });
    expect(received).toEqual([{ room: 'ops', key: '{}:{}', title: 'Load is high', text: 'On two hosts', color: 'red' }]);
  });

  test('is sent again later when the chat has too much to do', async () => {
    const { answer } = await sendTo(429, { 'retry-after': '7' });
    expect(answer).toMatchObject({ value: { outcome: 'retry', afterMs: 7000 } });
  });

  test('is given up, with a reason a person can act on, when the chat will never take it', async () => {
    const { answer } = await sendTo(403);
    expect(answer).toMatchObject({ value: { outcome: 'refused', message: 'The chat answered 403: said so' } });
  });

  test('needs a room', async () => {
    await using host = await testHost(import.meta.dirname, { instance: { point: 'notifier', settings: {} } });
    expect(await host.call('notifier', 'acme-sample', 'check')).toMatchObject({ value: ['Say which room the messages go to.'] });
  });
});
