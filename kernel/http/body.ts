/** A request's body: bounded in bytes and depth, parsed to data that cannot reach a prototype. */
import type { IncomingMessage } from 'node:http';
import { fail, ok, type Result } from '@orrery/plugin-sdk';

const deepest = 100;
const lingerMs = 10_000;

/**
 * Takes what is left of a body that is not wanted, and throws it away for some seconds. Many clients read no answer before they have sent
 * everything: if the door were shut, they would hear of a broken connection and not of what was wrong.
 */
export function linger(request: IncomingMessage): void {
  if (request.complete) return;
  const shut = setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, lingerMs);
  request.once('close', () => clearTimeout(shut));
  request.resume();
}

export async function readBody(request: IncomingMessage, mostBytes: number, raw = false): Promise<Result<unknown>> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const tooLarge = () => fail('request/too-large', `The body is larger than ${mostBytes} bytes.`, { detail: { status: 413 } });
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) {
    linger(request);
    return tooLarge();
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) break;
    parts.push(part);
  }
  if (size > mostBytes) {
    linger(request);
    return tooLarge();
  }
  if (size === 0) return ok(undefined);
  const bytes = Buffer.concat(parts);
  if (raw) return ok(new Uint8Array(bytes));
  if (type === 'application/x-www-form-urlencoded') return ok(formOf(bytes.toString('utf8')));
  // Scripts send JSON under every name; bytes are only kept as such when they say they are something else.
  if (type !== '' && type !== 'application/json' && !type.endsWith('+json') && type !== 'text/plain') return ok(new Uint8Array(bytes));
  return parseJson(bytes.toString('utf8'));
}

/** A key that is there several times (`match[]`) is a list. */
function formOf(text: string): Record<string, string | string[]> {
  const form = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(form.keys())]
      .filter((key) => key !== '__proto__')
      .map((key) => {
        const values = form.getAll(key);
        return [key, values.length > 1 ? values : (values[0] as string)];
      }),
  );
}

export function parseJson(text: string): Result<unknown> {
  try {
    const value = JSON.parse(text, (key, item: unknown) => (key === '__proto__' ? undefined : item));
    return tooDeep(value, 0)
      ? fail('request/too-deep', `The body is nested deeper than ${deepest} levels.`, { detail: { status: 400 } })
      : ok(value);
  } catch (error) {
    return fail('request/bad-json', `bad request data: the body is no JSON (${error instanceof Error ? error.message : 'unreadable'}).`, {
      detail: { status: 400 },
    });
  }
}

function tooDeep(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > deepest) return true;
  for (const item of Object.values(value)) if (tooDeep(item, depth + 1)) return true;
  return false;
}
