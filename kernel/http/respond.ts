/** A plugin's answer as an HTTP answer: which headers it may set, what a body becomes, and compression. */
import type { Standing } from '../access/standing.ts';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context } from 'koa';

const deflate = promisify(gzip);
/** Cookies, policies and everything about the connection are the kernel's. */
const allowedHeaders = new Set([
  'content-type',
  'content-disposition',
  'cache-control',
  'etag',
  'last-modified',
  'content-language',
  'vary',
  'link',
  'retry-after',
  'x-cache',
  'location',
]);
const worthIt = 1024;

export function allowHeaders(headers: Readonly<Record<string, unknown>> | undefined): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const lower = name.toLowerCase();
    if (allowedHeaders.has(lower) && lower !== 'location' && typeof value === 'string' && !/[\r\n\0]/.test(value)) kept[lower] = value;
  }
  return kept;
}

/** Only a path of our own, in its one reading. */
export function safeRedirect(target: unknown): string | undefined {
  if (typeof target !== 'string' || !target.startsWith('/') || target.startsWith('//') || /[\\\x00-\x20]/.test(target)) return undefined;
  const path = target.split(/[?#]/, 1)[0] ?? '';
  return /%2f|%5c|%2e%2e|\/\.\.?(\/|$)|\/\//i.test(path) ? undefined : target;
}

export function toBytes(body: unknown, contentType: string | undefined): { bytes: Buffer | undefined; type: string | undefined } {
  if (body === undefined) return { bytes: undefined, type: contentType };
  if (body instanceof Uint8Array)
    return { bytes: Buffer.from(body.buffer, body.byteOffset, body.byteLength), type: contentType ?? 'application/octet-stream' };
  if (typeof body === 'string' && contentType !== undefined && !contentType.includes('json'))
    return { bytes: Buffer.from(body), type: contentType };
  return { bytes: Buffer.from(JSON.stringify(body) ?? 'null'), type: contentType ?? 'application/json; charset=UTF-8' };
}

export async function sendBytes(context: Context, bytes: Buffer, type: string): Promise<void> {
  context.type = type;
  if (bytes.length > worthIt && /json|text|svg|javascript/.test(type) && context.acceptsEncodings('gzip', 'identity') === 'gzip') {
    context.set('content-encoding', 'gzip');
    context.vary('accept-encoding');
    // Level 1: answers are made once and read by people near by; time counts more than bytes.
    context.body = await deflate(bytes, { level: 1 });
    return;
  }
  context.body = bytes;
}

/** Bodies one after the other, no faster than the client takes them. What is left when it goes is given up. */
export async function* joined(parts: readonly (Buffer | Readable | Promise<Buffer | Readable>)[]): AsyncGenerator<Buffer> {
  const open: Readable[] = [];
  try {
    for (const part of parts) {
      const body = await part;
      if (Buffer.isBuffer(body)) {
        if (body.length > 0) yield body;
        continue;
      }
      open.push(body);
      for await (const piece of body) yield piece as Buffer;
    }
  } finally {
    for (const part of parts)
      void Promise.resolve(part).then(
        (body) => Buffer.isBuffer(body) || body.destroy(),
        () => {},
      );
    for (const body of open) body.destroy();
  }
}

/** Breaks off when what was admitted is taken: nothing more is sent, and the reader sees that it is not whole. */
export async function* whileStanding(pieces: AsyncIterable<Buffer>, standing: Standing | undefined): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    const lost = await standing?.lost();
    if (lost) throw Object.assign(new Error(lost.message), { code: 'ECONNABORTED' });
    yield piece;
  }
}
