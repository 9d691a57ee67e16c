/**
 * The signing service: what Grafana's signing client asks, answered with a manifest that its own key signed. Files never come here, only
 * their hashes; who may sign what is policy, and every decision is written down before it is told.
 */
import { createHash } from 'node:crypto';
import { createServer as createPlain, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTls } from 'node:https';
import type { AddressInfo } from 'node:net';
import { writeManifest } from '../manifest.ts';
import type { Signer } from '../signer.ts';
import { type Audit, type Entry, openAudit } from './audit.ts';
import { decide } from './decide.ts';
import { hashOf, type ServiceConfig, type Token } from './policy.ts';
import { createRate } from './rate.ts';
import { mostBytes, type Refusal, readRequest, type SigningRequest } from './request.ts';

export interface ServiceOptions {
  readonly config: ServiceConfig;
  /** The tokens as of now: a file that changed counts without a restart. */
  readonly tokens: () => Promise<readonly Token[]>;
  readonly signer: Signer;
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly log: (text: string) => void;
  readonly now?: () => number;
}
export interface Service extends AsyncDisposable {
  readonly url: string;
}

const standardPerMinute = 30;
/** Of requests without a token that holds, from one address. */
const strangersPerMinute = 10;
const signPath = '/api/plugins/ci/sign';
const keysPath = '/api/plugins/ci/keys';

export async function startService({ config, tokens, signer, tls, log, now = Date.now }: ServiceOptions): Promise<Service> {
  const audit = await openAudit(config.audit);
  const rate = createRate(now);
  const publicKey = signer.publicKey.armor();
  const since = signer.publicKey.getCreationTime().getTime();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path] = (request.url ?? '').split('?');
    const address = request.socket.remoteAddress ?? '';
    if (path === '/healthz') return void text(response, 200, 'ok\n');
    if (path === keysPath && request.method === 'GET')
      return json(response, 200, { items: [{ keyId: signer.keyId, public: publicKey, since }] });
    if (path !== signPath)
      return json(response, 404, { code: 'signing/not-found', message: `There is nothing at ${path}. Clients ask POST ${signPath}.` });
    if (request.method !== 'POST') return json(response, 405, { code: 'signing/method', message: 'Ask with POST.' });

    const refuse = async ({ status, code, message }: Refusal, about: Partial<Entry> = {}): Promise<void> => {
      await audit.record({ at: now(), outcome: 'refused', token: '', address, ...about, code });
      json(response, status, { code, message });
    };
    const slow = (seconds: number, about: Partial<Entry> = {}): Promise<void> => {
      response.setHeader('retry-after', String(seconds));
      return refuse({ status: 429, code: 'signing/rate', message: `Too many requests. Ask again in ${seconds} s.` }, about);
    };

    const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    const hash = given && hashOf(given);
    const token = (await tokens()).find((one) => one.hash === hash);
    if (!token) {
      const wait = rate.take(`from ${address}`, strangersPerMinute);
      // Neither says whether there is such a token; both are written down.
      if (wait > 0) return slow(wait);
      return refuse({
        status: 401,
        code: 'signing/no-token',
        message: 'A token of this service is needed: set GRAFANA_ACCESS_POLICY_TOKEN.',
      });
    }
    const who = { token: token.name };
    const wait = rate.take(`token ${token.hash}`, token.perMinute ?? standardPerMinute);
    if (wait > 0) return slow(wait, who);

    const body = await bodyOf(request);
    if (body === undefined)
      return refuse({ status: 413, code: 'signing/too-large', message: `The request is larger than ${mostBytes >> 20} MB.` }, who);
    const read = readRequest(body);
    if (!read.ok) return refuse(read.refusal, who);
    const { plugin, version } = read.value;
    const about = { ...who, plugin, version };
    const decision = decide(read.value, token, new Date(now()));
    if (!decision.ok) return refuse(decision.refusal, about);
    const digest = digestOf(read.value);
    const before = audit.signed(plugin, version);
    if (before !== undefined && before !== digest)
      return refuse(
        {
          status: 409,
          code: 'signing/already-signed',
          message: `${plugin} ${version} was signed with other files. Give the changed plugin a version of its own.`,
        },
        { ...about, digest },
      );
    const { signatureType, rootUrls } = decision.value;
    const manifest = await writeManifest(
      {
        ...{ signatureType, rootUrls, plugin, version, files: read.value.files, tools: read.value.tools },
        ...{ org: token.org, orgName: token.orgName, time: now(), keyId: signer.keyId },
      },
      signer,
    );
    // Written down first: what is not in the log was not given to anybody.
    await audit.record({ at: now(), outcome: 'signed', address, ...about, signatureType, rootUrls, digest, keyId: signer.keyId });
    text(response, 200, manifest);
  }

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((error: Error) => {
      log(`A request failed: ${error.message}`);
      if (!response.headersSent) json(response, 500, { code: 'signing/fault', message: 'The service could not sign; its log says why.' });
      else response.destroy();
    });
  };
  const server: Server = tls ? createTls({ ...tls, minVersion: 'TLSv1.2' }, listener) : createPlain(listener);
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  server.maxConnections = 200;
  server.on('tlsClientError', () => {});
  server.on('clientError', (_error, socket) => socket.destroy());
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(config.listen) ?? [];
  await listen(server, host.replace(/^\[|\]$/g, ''), Number(port), audit);
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://${host}:${actual}`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await audit[Symbol.asyncDispose]();
    },
  };
}

async function listen(server: Server, host: string, port: number, audit: Audit): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    await audit[Symbol.asyncDispose]();
    throw error;
  }
}

/** Whole, or undefined when it is too large; what still comes is not read. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > mostBytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function digestOf({ files }: SigningRequest): string {
  const sorted = Object.keys(files)
    .sort()
    .map((path) => [path, files[path]]);
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

function json(response: ServerResponse, status: number, body: object): void {
  send(response, status, 'application/json', JSON.stringify(body));
}
function text(response: ServerResponse, status: number, body: string): void {
  send(response, status, 'text/plain; charset=utf-8', body);
}
function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(body);
}
