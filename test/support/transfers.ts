/** What a page brings over the wire, as the browser counts it: compressed bodies with their headers. */
import type { Page } from 'playwright-core';

export interface Transfer {
  readonly path: string;
  /** Bytes on the wire. */
  readonly bytes: number;
  /** `Script`, `Stylesheet`, `Font`, `Document`, `Fetch` and so on, in the browser's words. */
  readonly kind: string;
}

/** Of everything that the page loads from now on; workers and frames of another origin count for themselves. */
export async function transfersOf(page: Page): Promise<readonly Transfer[]> {
  const session = await page.context().newCDPSession(page);
  const open = new Map<string, { path: string; kind: string }>();
  const done: Transfer[] = [];
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    open.set(requestId, { path: new URL(response.url).pathname, kind: type });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const begun = open.get(requestId);
    if (begun) done.push({ ...begun, bytes: encodedDataLength });
  });
  await session.send('Network.enable');
  return done;
}

/** A line each, greatest first, and the sum. */
export function tellTransfers(transfers: readonly Transfer[]): string {
  const sum = transfers.reduce((total, { bytes }) => total + bytes, 0);
  const lines = transfers.toSorted((a, b) => b.bytes - a.bytes).map(({ path, bytes }) => `${String(bytes).padStart(8)}  ${path}`);
  return [...lines, `${String(sum).padStart(8)}  in all`].join('\n');
}
