/** The server's half: fetches feeds and their pictures from origins that an administrator listed, so that no browser has to. */
import { definePlugin, FailureError, type RouteResponse } from '@orrery/plugin-sdk';
import { readFeed } from './feed.ts';
import { manifest } from './manifest.ts';

const mostBytes = 4 << 20;
const timeoutMs = 10_000;
const pictureTypes = /^image\/(png|jpeg|gif|webp|avif)\b/i;
const refuse = (status: number, code: string, message: string): RouteResponse => ({ status, body: { code, message } });

export default definePlugin(manifest, ({ fetch }) => {
  async function bytesOf(
    query: Readonly<Record<string, readonly string[]>>,
    accept: string,
    signal: AbortSignal,
  ): Promise<{ readonly type: string; readonly bytes: Uint8Array } | { readonly refused: RouteResponse }> {
    const url = query.url?.[0] ?? '';
    if (!/^https?:\/\//i.test(url))
      return { refused: refuse(400, 'news/no-url', `"${url.slice(0, 200)}" is no address of a feed: it begins with https://.`) };
    try {
      const response = await fetch(url, { headers: { accept }, signal, timeoutMs });
      if (!response.ok) return { refused: refuse(502, 'news/answered', `${url} answered ${response.status}.`) };
      const pieces: Uint8Array[] = [];
      let length = 0;
      for await (const piece of response.chunks()) {
        length += piece.length;
        if (length > mostBytes) return { refused: refuse(502, 'news/too-large', `${url} is larger than ${mostBytes >> 20} MB.`) };
        pieces.push(piece);
      }
      const bytes = new Uint8Array(length);
      let at = 0;
      for (const piece of pieces) {
        bytes.set(piece, at);
        at += piece.length;
      }
      return { bytes, type: response.headers['content-type'] ?? '' };
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      const { code, message } = error.failure;
      if (code === 'fetch/denied')
        return {
          refused: refuse(
            403,
            'news/not-listed',
            `Feeds of ${new URL(url).origin} are not shown here: an administrator adds it to [news] feeds.`,
          ),
        };
      return { refused: refuse(502, code, message) };
    }
  }

  return {
    route: {
      async feed({ query }, { signal }) {
        const found = await bytesOf(query, 'application/rss+xml, application/atom+xml, application/xml, text/xml', signal);
        if ('refused' in found) return found.refused;
        const entries = readFeed(new TextDecoder().decode(found.bytes));
        if (!entries) return refuse(502, 'news/no-feed', `${query.url?.[0]} is no RSS or Atom feed.`);
        return { headers: { 'cache-control': 'private, max-age=300' }, body: { entries } };
      },
      async picture({ query }, { signal }) {
        const found = await bytesOf(query, 'image/*', signal);
        if ('refused' in found) return found.refused;
        if (!pictureTypes.test(found.type))
          return refuse(502, 'news/no-picture', `${query.url?.[0]} is no picture but ${found.type || 'of no type'}.`);
        return {
          headers: {
            'content-type': found.type.split(';', 1)[0] ?? '',
            'cache-control': 'private, max-age=86400',
            'content-security-policy': "default-src 'none'; sandbox",
          },
          body: found.bytes,
        };
      },
    },
  };
});
