/** Starts the reference server and tells how long it took to answer. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Child, startChild } from '../support/child.ts';
import { freePort } from '../support/ports.ts';

export interface Bare extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  readonly startMs: number;
}

export async function startBare(bytes: number): Promise<Bare> {
  const port = await freePort();
  const start = performance.now();
  const child: Child = startChild(process.execPath, [
    fileURLToPath(new URL('bare-server.ts', import.meta.url)),
    String(port),
    String(bytes),
  ]);
  const url = `http://127.0.0.1:${port}/`;
  const answers = (): Promise<boolean> =>
    fetch(url)
      .then((response) => response.arrayBuffer())
      .then(
        () => true,
        () => false,
      );
  while (!(await answers())) await sleep(5);
  return { url, pid: child.pid, startMs: performance.now() - start, [Symbol.asyncDispose]: () => child.stop() };
}
