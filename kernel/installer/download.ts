/** An archive by its address or its path, as an administrator wrote it: in the configuration, or on the command line. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fail, type Result } from '@orrery/plugin-sdk';
import { type Arrived, arrive, tooLarge } from './arrived.ts';

const tries = 3;
/** How long a server may be silent. */
const silentMs = 30_000;

export interface DownloadOptions {
  readonly told?: (received: number, total: number) => void;
  /** Bytes that are taken. */
  readonly largest: number;
  /** Whoever answers need not prove who it is; what it gives has to be signed all the same. */
  readonly insecure?: boolean;
}

/** Fails with `install/unreachable` (retryable) or `install/too-large`. */
export async function download(place: string, signal: AbortSignal | undefined, options: DownloadOptions): Promise<Result<Arrived>> {
  if (!/^https?:\/\//i.test(place)) return fromDisk(place.startsWith('file:') ? fileURLToPath(place) : place, options.largest);
  let last: Result<Arrived> = fail('install/unreachable', `${place} was not asked.`);
  for (let at = 0; at < tries && !signal?.aborted; at++) {
    last = await fromAddress(place, signal, options);
    if (last.ok || !last.failure.retryable) return last;
  }
  return last;
}

async function fromDisk(path: string, largest: number): Promise<Result<Arrived>> {
  try {
    const { size } = await stat(path);
    if (size > largest) return fail('install/too-large', tooLarge(path, size, largest));
    return await arrive(createReadStream(path), { what: path, largest });
  } catch (error) {
    return fail('install/unreachable', `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
}

async function fromAddress(
  url: string,
  signal: AbortSignal | undefined,
  { told = () => {}, largest, insecure = false }: DownloadOptions,
): Promise<Result<Arrived>> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silentMs);
  // The largest package of all, for what most servers never do.
  const { Agent, fetch } = await import('undici');
  const trusting = insecure ? new Agent({ connect: { rejectUnauthorized: false } }) : undefined;
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([silence.signal, ...(signal ? [signal] : [])]),
      ...(trusting && { dispatcher: trusting }),
    });
    if (!response.ok || !response.body)
      return fail('install/unreachable', `${hide(url)} answered ${response.status}.`, {
        retryable: response.status >= 500,
        detail: { status: 502 },
      });
    const total = Number(response.headers.get('content-length') ?? 0);
    const heard = (received: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silentMs);
      told(received, total);
    };
    return await arrive(response.body as unknown as AsyncIterable<Uint8Array>, { what: hide(url), largest, told: heard });
  } catch (error) {
    const cause = error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error);
    return fail('install/unreachable', `${hide(url)} could not be reached: ${cause}.`, { retryable: true, detail: { status: 502 } });
  } finally {
    void trusting?.destroy();
    clearTimeout(timer);
  }
}

/** Addresses may carry credentials, which belong into no log. */
function hide(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return 'The address';
  parsed.username = parsed.password = parsed.search = '';
  return parsed.href;
}
