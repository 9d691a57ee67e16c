/**
 * What a host answers for an instance that has an address, without the plugin's code: a request passed on with the instance's secrets, and
 * how far one gets towards it. Which requests may be passed on is decided by whoever asks.
 */
import { type Failure, fail, type Result } from '@orrery/plugin-sdk';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import type { ProxyRequest, Rung } from '@orrery/plugin-sdk/contributions/datasource';
import type { Egress, EgressResponse } from '../egress/egress.ts';

export type Served =
  | { readonly kind: 'value'; readonly value: readonly Rung[] }
  | { readonly kind: 'answer'; readonly answer: EgressResponse };

export const servedByHost = (method: string): boolean => method === 'proxy' || method === 'reach';

export async function serveInstance(
  egress: Egress,
  method: string,
  argument: unknown,
  grant: EgressGrant | undefined,
  signal: AbortSignal,
): Promise<Result<Served>> {
  if (!grant?.instance) {
    if (method === 'reach') return { ok: true, value: { kind: 'value', value: [] } };
    return fail('fetch/denied', 'No address is configured, or the plugin may not reach one. Set it in the settings.');
  }
  if (method === 'reach') return { ok: true, value: { kind: 'value', value: await egress.reach(grant) } };
  const { path = '', method: verb = 'GET', headers = {}, body, authorization } = (argument ?? {}) as Partial<ProxyRequest>;
  const answer = await egress.fetch(
    {
      url: path.replace(/^\/+/, ''),
      method: verb,
      // Credentials, cookies and what describes a connection are refused by the way out, whoever asks.
      headers,
      ...(body instanceof Uint8Array && body.length > 0 && { body }),
    },
    authorization === undefined
      ? grant
      : { ...grant, instance: { ...grant.instance, headers: instead(grant.instance.headers, authorization) } },
    signal,
  );
  return answer.ok ? { ok: true, value: { kind: 'answer', answer: answer.value } } : answer;
}

function instead(headers: Readonly<Record<string, string>>, authorization: string): Record<string, string> {
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization');
  return { ...Object.fromEntries(others), Authorization: authorization.replace(/[\r\n\0]/g, '') };
}

export function streamFailure(error: unknown): Failure {
  const { failure } = (error ?? {}) as { failure?: Failure };
  return failure ?? { code: 'fetch/unreachable', message: 'The source stopped answering.', retryable: true };
}
