/** A source behind a door that counts: what is asked is passed on as it is, and every path and body is kept. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Counted extends AsyncDisposable {
  readonly url: string;
  /** `POST /api/v1/query_range body`, one a request, as they came. */
  readonly asked: string[];
  /** Of them, those that came while the very same was still open. */
  readonly twice: string[];
}

export async function countRequests(source: string): Promise<Counted> {
  const { hostname, port } = new URL(source);
  const asked: string[] = [];
  const twice: string[] = [];
  const open = new Map<string, number>();
  const server = createServer((incoming, answer) => {
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => {
      const body = Buffer.concat(pieces);
      const question = `${incoming.method} ${incoming.url} ${body}`;
      const before = open.get(question) ?? 0;
      asked.push(question);
      if (before > 0) twice.push(question);
      open.set(question, before + 1);
      answer.on('close', () => open.set(question, (open.get(question) ?? 1) - 1));
      const { method, url: path, headers } = incoming;
      const onward = request({ hostname, port, method, path, headers }, (from) => {
        answer.writeHead(from.statusCode ?? 502, from.headers);
        from.pipe(answer);
      });
      onward.on('error', () => answer.writeHead(502).end());
      onward.end(body);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    twice,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
