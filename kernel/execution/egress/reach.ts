/**
 * How far one gets towards a configured instance: name, permission, connection, certificate, each timed. It asks nothing of the server and
 * sends it nothing; the first rung that breaks is the answer.
 */
import { connect, isIP, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import type { Rung } from '@orrery/plugin-sdk/contributions/datasource';
import { FailureError } from '@orrery/plugin-sdk';
import { addressesOf, permitted, type Resolve } from './judge.ts';

const patienceMs = 5_000;

export async function reach(grant: EgressGrant, resolve: Resolve): Promise<readonly Rung[]> {
  const { instance } = grant;
  if (!instance || !URL.canParse(instance.url)) return [];
  const url = new URL(instance.url);
  const host = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const rungs: Rung[] = [];

  /** The value of a rung that holds; `undefined` after one that broke. */
  async function rung<Value>(
    step: Rung['step'],
    work: () => Promise<Value> | Value,
    facts: (value: Value) => Rung['facts'],
  ): Promise<Value | undefined> {
    const started = performance.now();
    const ms = (): number => Math.round((performance.now() - started) * 10) / 10;
    try {
      const value = await work();
      rungs.push({ step, state: 'ok', ms: ms(), facts: facts(value) });
      return value;
    } catch (error) {
      rungs.push({ step, state: 'failed', ms: ms(), facts: { ...reasonOf(error), host, port: String(port) } });
      return undefined;
    }
  }

  const addresses = await rung(
    'name',
    () => addressesOf(host, resolve),
    (found) => ({ host, address: found[0] ?? '' }),
  );
  if (!addresses) return rungs;
  const address = await rung(
    'allowed',
    () => permitted(host, String(port), addresses, grant),
    () => ({ host, port: String(port) }),
  );
  if (!address) return rungs;
  const socket = await rung(
    'connect',
    () => dialled(address, port),
    () => ({ address, port: String(port) }),
  );
  if (!socket) return rungs;
  try {
    if (url.protocol === 'https:')
      await rung(
        'tls',
        () => certificateOf(socket, host, instance),
        ({ validTo, issuer }) => ({ host, validTo, issuer, ...(instance.tlsSkipVerify && { unchecked: 'true' }) }),
      );
  } finally {
    socket.destroy();
  }
  return rungs;
}

function dialled(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: patienceMs }, () => {
      socket.setTimeout(0);
      resolve(socket);
    });
    socket.once('timeout', () => {
      socket.destroy();
      reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }));
    });
    socket.once('error', reject);
  });
}

function certificateOf(
  socket: Socket,
  host: string,
  tls: NonNullable<EgressGrant['instance']>,
): Promise<{ validTo: string; issuer: string }> {
  return new Promise((resolve, reject) => {
    const over = secure({
      socket,
      servername: tls.serverName ?? (isIP(host) ? '' : host),
      // Read even when it does not hold, so that the failure can name it.
      rejectUnauthorized: false,
      ...(tls.ca && { ca: tls.ca }),
      ...(tls.cert && { cert: tls.cert }),
      ...(tls.key && { key: tls.key }),
    });
    const late = setTimeout(() => over.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })), patienceMs);
    over.once('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
    over.once('secureConnect', () => {
      clearTimeout(late);
      const { valid_to, issuer } = over.getPeerCertificate();
      const facts = {
        validTo: Number.isNaN(Date.parse(valid_to)) ? '' : new Date(valid_to).toISOString(),
        issuer: textOf(issuer?.CN ?? issuer?.O),
      };
      const problem = over.authorizationError as unknown;
      over.destroy();
      if (over.authorized || tls.tlsSkipVerify) resolve(facts);
      else
        reject(Object.assign(new Error(String(problem)), { code: String((problem as { code?: string } | null)?.code ?? problem), facts }));
    });
  });
}

function reasonOf(error: unknown): Record<string, string> {
  if (error instanceof FailureError) return { code: error.failure.code, message: error.failure.message };
  const { code = '', message = String(error), facts = {} } = error as { code?: string; message?: string; facts?: Record<string, string> };
  return { code, message, ...facts };
}
function textOf(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}
