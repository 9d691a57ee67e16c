/**
 * The load tool, a process of its own: keep-alive connections, several requests on the way in each, answers only counted.
 * `node load.ts '{"url":…,"seconds":…,"connections":…,"pipeline":…,"headers":{…}}'` prints `{ answered, failed, seconds }`.
 */
import { connect } from 'node:net';

export interface LoadOptions {
  readonly url: string;
  readonly seconds: number;
  readonly connections: number;
  readonly pipeline: number;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface LoadResult {
  readonly answered: number;
  /** Answers other than 200, and connections that broke. */
  readonly failed: number;
  readonly seconds: number;
}

const headEnd = Buffer.from('\r\n\r\n');

function drive({ url, seconds, connections, pipeline, headers = {} }: LoadOptions): Promise<LoadResult> {
  const { hostname, port, host, pathname, search } = new URL(url);
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const start = performance.now();
  const end = start + seconds * 1000;
  let [answered, failed] = [0, 0];

  const one = (): Promise<void> =>
    new Promise((done) => {
      const socket = connect(Number(port), hostname);
      let rest: Buffer = Buffer.alloc(0);
      let open = pipeline;
      const finish = (): void => {
        socket.destroy();
        done();
      };
      socket.on('connect', () => socket.write(Buffer.concat(Array.from({ length: pipeline }, () => request))));
      socket.on('error', () => {
        failed += 1;
        finish();
      });
      socket.on('data', (bytes) => {
        let buffer = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
        let took = 0;
        for (let at = buffer.indexOf(headEnd); at !== -1; at = buffer.indexOf(headEnd)) {
          const head = buffer.toString('latin1', 0, at);
          const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
          if (Number.isNaN(length)) throw new Error(`an answer without content-length:\n${head}`);
          const next = at + headEnd.length + length;
          if (buffer.length < next) break;
          if (!head.startsWith('HTTP/1.1 200')) failed += 1;
          answered += 1;
          took += 1;
          buffer = buffer.subarray(next);
        }
        rest = buffer;
        if (performance.now() < end) {
          if (took > 0) socket.write(Buffer.concat(Array.from({ length: took }, () => request)));
        } else {
          open -= took;
          if (open <= 0) finish();
        }
      });
      setTimeout(finish, seconds * 1000 + 2_000).unref();
    });

  return Promise.all(Array.from({ length: connections }, one)).then(() => ({
    answered,
    failed,
    seconds: (performance.now() - start) / 1000,
  }));
}

if (process.argv[2]) process.stdout.write(JSON.stringify(await drive(JSON.parse(process.argv[2]) as LoadOptions)));
