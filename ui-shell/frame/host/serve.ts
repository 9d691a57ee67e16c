/** What the page does for a guest that calls it. Each view names the few calls it answers; all else is refused by name. */
import { ApiError } from '@orrery/plugin-sdk/ui';
import type { CallFailure, FromGuest } from '../messages.ts';
import { follow } from './follow.ts';
import type { Guest, GuestSource } from './guest.ts';
import { t } from './text/index.ts';

export type Call = (...args: readonly unknown[]) => unknown;
export type Calls = Readonly<Record<string, Call>>;

export function serveCalls(source: GuestSource, guest: () => Guest, calls: () => Calls): (message: FromGuest) => void {
  return (message) => {
    if (message.type !== 'call') return;
    const { id, name, args } = message;
    const known: Calls = { ...calls(), follow: (href) => follow(String(href), source) };
    const call = Object.hasOwn(known, name) ? known[name] : undefined;
    const done = call ? new Promise((resolve) => resolve(call(...args, id))) : Promise.reject(new Error(t.noCall(source.name, name)));
    done.then(
      (value) => guest().send({ type: 'answer', id, value: plain(value) }, value instanceof Object && isAnswer(value) ? [value.body] : []),
      (error: unknown) => guest().send({ type: 'answer', id, failure: failureOf(error) }),
    );
  };
}

function isAnswer(value: object): value is { body: ArrayBuffer } {
  return (value as { body?: unknown }).body instanceof ArrayBuffer;
}

/** Functions and elements do not cross; what calls give is data, and what is not is left out. */
function plain(value: unknown): unknown {
  return typeof value === 'function' || value instanceof Node ? undefined : value;
}

function failureOf(error: unknown): CallFailure {
  if (!(error instanceof ApiError)) return { message: error instanceof Error ? error.message : String(error) };
  const { message, status, requestId, body } = error;
  return { message, status, ...(requestId !== undefined && { requestId }), body: body ?? null };
}
