/** `fetch` in a document that has no network: the page asks in its stead, where the address is one this plugin may ask. */
import type { FetchAnswer } from '../messages.ts';
import type { Asking } from './asking.ts';

export function judgedFetch({ ask }: Pick<Asking, 'ask'>): typeof fetch {
  return async (input, init = {}) => {
    const request = input instanceof Request ? input : undefined;
    const url = request?.url ?? String(input);
    const { method = request?.method ?? 'GET', headers = request?.headers, body, signal } = init;
    signal?.throwIfAborted();
    if (body !== undefined && body !== null && typeof body !== 'string')
      throw new TypeError('Outside the page, the body of a request is text.');
    const aborted = Promise.withResolvers<never>();
    signal?.addEventListener('abort', () => aborted.reject(signal.reason), { once: true });
    const answer = (await Promise.race([
      ask('fetch', method, url, [...new Headers(headers)], body ?? null).catch((error: Error) => {
        throw new TypeError(error.message);
      }),
      aborted.promise,
    ])) as FetchAnswer;
    const bare = [204, 205, 304].includes(answer.status);
    return new Response(bare ? null : answer.body, { status: answer.status, headers: answer.headers as [string, string][] });
  };
}
