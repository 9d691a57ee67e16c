import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBody } from './body.ts';

const most = 1_024;
let server: Server;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const read = await readBody(request, most);
    response.statusCode = read.ok ? 200 : Number((read.failure.detail as { status: number }).status);
    response.end(JSON.stringify(read));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

/** Sends everything before it looks at what comes back, as many clients do. */
async function sendAll(head: string, pieces: readonly Buffer[]): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${head}\r\n\r\n`);
  for (const piece of pieces) {
    // Slowly enough for an answer to be on its way, and for a door to be shut.
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (!socket.write(piece)) await once(socket, 'drain');
  }
  socket.end();
  let heard = '';
  for await (const part of socket) heard += part;
  return heard;
}
const piece = Buffer.alloc(64 << 10, 'a');
const pieces = Array.from({ length: 40 }, () => piece);
const chunks = pieces.map((each) => Buffer.concat([Buffer.from(`${each.length.toString(16)}\r\n`), each, Buffer.from('\r\n')]));

test.each([
  ['says how large it is', `content-length: ${40 * piece.length}`, pieces],
  ['does not', 'transfer-encoding: chunked', [...chunks, Buffer.from('0\r\n\r\n')]],
])('who sends a body that is too large hears so after the last byte of it, when it %s', async (_, head, sent) => {
  const heard = await sendAll(head, sent);
  expect(heard).toMatch(/^HTTP\/1\.1 413 /);
  expect(heard).toContain('request/too-large');
});
test('a body within the limit is read', async () => {
  expect(await sendAll('content-length: 9', [Buffer.from('{"a": 1 }')])).toContain('{"ok":true,"value":{"a":1}}');
});
