/** A source that remembers every request as it arrived, and answers as the test says. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Recorded {
  readonly method: string;
  /** With the query, as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}
export interface Recorder extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly Recorded[];
  /** Forget what came so far. */
  clear(): void;
  answer(with_: (request: Recorded) => Answer): void;
}

export async function startRecorder(): Promise<Recorder> {
  let requests: Recorded[] = [];
  let reply: (request: Recorded) => Answer = () => ({ body: '{"status":"success","data":{}}' });
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { method = '', url = '', headers } = request;
    const recorded = { method, url, headers, body: Buffer.concat(parts).toString() };
    requests.push(recorded);
    const { status = 200, headers: more = {}, body = '' } = reply(recorded);
    response.writeHead(status, { 'content-type': 'application/json', ...more });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    get requests() {
      return requests;
    },
    clear: () => void (requests = []),
    answer: (with_) => void (reply = with_),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
