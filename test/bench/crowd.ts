/**
 * People who look at one dashboard, a process of their own: each asks for every panel, over as many connections as a browser opens, and
 * again when the refresh comes round. `node crowd.ts '{…}'` prints `{ asked, failed, refreshes: [ms…], requests: [ms…], said }`.
 */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface CrowdOptions {
  readonly url: string;
  /** A cookie each. */
  readonly people: readonly string[];
  readonly everyMs: number;
  readonly seconds: number;
  readonly spanMs: number;
  /** Of each panel. */
  readonly queries: readonly object[];
}
export interface CrowdResult {
  readonly asked: number;
  readonly failed: number;
  /** From the first request of a refresh to the last answer. */
  readonly refreshes: readonly number[];
  readonly requests: readonly number[];
  /** What the first failure said. */
  readonly said: string;
}

const perBrowser = 6;

async function gather({ url, people, everyMs, seconds, spanMs, queries }: CrowdOptions): Promise<CrowdResult> {
  const { hostname, port } = new URL(url);
  const refreshes: number[] = [];
  const requests: number[] = [];
  let [failed, said] = [0, ''];
  const end = performance.now() + seconds * 1000;

  const one = async (cookie: string, index: number): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: perBrowser });
    await sleep((index / people.length) * everyMs);
    for (let due = performance.now(); due < end; due += everyMs) {
      await sleep(Math.max(0, due - performance.now()));
      const start = performance.now();
      // As the page does it: a second is fine enough for the end of a range, and makes equal questions equal.
      const now = Math.floor(Date.now() / 1000) * 1000;
      await Promise.all(
        queries.map((query) => ask(agent, cookie, JSON.stringify({ from: String(now - spanMs), to: String(now), queries: [query] }))),
      );
      refreshes.push(performance.now() - start);
    }
    agent.destroy();
  };
  const ask = (agent: Agent, cookie: string, body: string): Promise<void> =>
    new Promise((done) => {
      const start = performance.now();
      const wrong = (what: string): void => {
        failed += 1;
        said ||= what;
        done();
      };
      const headers = {
        ...{ cookie, origin: url, 'content-type': 'application/json', accept: 'application/vnd.apache.arrow.stream' },
        'content-length': Buffer.byteLength(body),
      };
      const asking = request({ hostname, port, agent, method: 'POST', path: '/api/ds/query', headers }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('error', (error) => wrong(error.message));
        answer.on('end', () => {
          requests.push(performance.now() - start);
          if (answer.statusCode === 200) done();
          else wrong(`${answer.statusCode} ${Buffer.concat(pieces).toString('latin1').slice(0, 300)}`);
        });
      });
      asking.on('error', (error) => wrong(error.message));
      asking.end(body);
    });

  await Promise.all(people.map(one));
  return { asked: requests.length, failed, refreshes, requests, said };
}

if (process.argv[2]) process.stdout.write(JSON.stringify(await gather(JSON.parse(process.argv[2]) as CrowdOptions)));
