/**
 * The live socket: one a browser tab, many channels on it. A channel is heard by those its rule allows, asked when they join and again
 * while they listen; a connection has a budget of channels and bytes.
 */

import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import type { Principal } from '@orrery/plugin-sdk';
import { type WebSocket, WebSocketServer } from 'ws';
import { channelRule } from '../capabilities/live.ts';
import type { Authenticator } from './authenticate.ts';
import { crossOrigin } from './credentials.ts';
import type { HttpParts } from './parts.ts';

const address = '/api/orrery/live';
/** Builds that failed in folders under development; there only where the configuration names such folders. */
const problemsChannel = 'orrery/problems';
const mostChannels = 100;
const mostMessages = 100;
const largestMessage = 64 * 1024;
const mostBacklog = 4 << 20;
const recheckMs = 1_000;
const pingMs = 25_000;

interface Listening {
  readonly action: string;
  readonly scope: string;
  readonly end: () => void;
}

/** Gives what ends it. */
export function attachLive(server: Server, parts: HttpParts, authenticator: Authenticator): () => void {
  const { config, registry, access, live, dispatch, develop } = parts;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage });
  const trusted = config.list('live', 'allowed_origins');

  async function whoIs(request: IncomingMessage): Promise<Principal | undefined> {
    const caller = await authenticator.authenticate(
      request,
      address,
      new URLSearchParams(),
      randomBytes(8).toString('hex'),
      request.socket.remoteAddress ?? '',
    );
    return caller.principal;
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refuse = (status: string): void => {
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`);
    };
    if ((request.url ?? '').split('?')[0] !== address) return refuse('404 Not Found');
    if (crossOrigin(request, trusted)) return refuse('403 Forbidden');
    whoIs(request).then(
      (principal) =>
        principal ? sockets.handleUpgrade(request, socket, head, (ws) => serve(ws, request, principal)) : refuse('401 Unauthorized'),
      () => refuse('503 Service Unavailable'),
    );
  }
  server.on('upgrade', upgrade);

  function serve(ws: WebSocket, request: IncomingMessage, first: Principal): void {
    let principal = first;
    const channels = new Map<string, Listening>();
    let budget = mostMessages;
    let answered = true;

    /** `{channel}` alone: joined; with `data`: a message; with `error`: refused or ended. */
    const send = (message: object): void => {
      if (ws.bufferedAmount > mostBacklog) return ws.close(1013, 'too slow');
      ws.send(JSON.stringify(message));
    };
    const leave = (channel: string, cause?: string): void => {
      channels.get(channel)?.end();
      channels.delete(channel);
      if (cause) send({ channel, error: cause });
    };

    async function join(channel: string): Promise<void> {
      const rule = ruleOf(channel);
      if (rule) await access.prepare(principal.orgId, [rule.scope]);
      if (channels.has(channel) || ws.readyState !== ws.OPEN) return;
      if (!rule || (!rule.signedIn && !access.allows(principal, rule.action, rule.scope)))
        return send({ channel, error: rule ? 'Permission denied' : 'There is no such channel.' });
      if (channels.size >= mostChannels) return send({ channel, error: `A connection has at most ${mostChannels} channels.` });
      const data = (value: unknown): void => send({ channel, data: value });
      const stream = /^stream\/([\w-]{1,40})\/(.{1,200})$/.exec(channel);
      const end =
        channel === 'orrery/registry'
          ? registry.onState(({ id, to, version }) => data({ id, state: to, version }))
          : channel === problemsChannel
            ? tellProblems(data)
            : stream
              ? listenToStream(stream[1] as string, stream[2] as string, principal, data, (cause) => leave(channel, cause))
              : live.subscribe(principal.orgId, channel, data);
      channels.set(channel, { ...rule, end });
    }

    function tellProblems(data: (value: unknown) => void): () => void {
      data(develop.problems());
      return develop.onProblems(data);
    }

    function ruleOf(channel: string): { action: string; scope: string; signedIn?: true } | undefined {
      if (channel === 'orrery/registry' || (channel === problemsChannel && develop.active))
        return { action: '', scope: '', signedIn: true };
      const stream = /^stream\/([\w-]{1,40})\//.exec(channel);
      if (stream) return { action: 'datasources:query', scope: `datasources:uid:${stream[1]}` };
      const rule = channelRule(registry, channel);
      return rule && { action: rule.action ?? '', scope: rule.scope ?? '' };
    }

    ws.on('message', (raw) => {
      if (--budget < 0) return ws.close(1008, 'too many messages');
      let message: { subscribe?: unknown; unsubscribe?: unknown };
      try {
        message = (JSON.parse(String(raw)) ?? {}) as typeof message;
      } catch {
        return ws.close(1007, 'no JSON');
      }
      const { subscribe, unsubscribe } = message;
      if ([subscribe, unsubscribe].some((channel) => channel !== undefined && (typeof channel !== 'string' || channel.length > 256)))
        return ws.close(1007, 'no channel');
      if (typeof subscribe === 'string') void join(subscribe);
      if (typeof unsubscribe === 'string') leave(unsubscribe);
    });
    ws.on('pong', () => {
      answered = true;
    });
    ws.on('error', () => ws.terminate());

    // Rights change while people listen: the cookie is asked about again, from what is remembered for a moment.
    const recheck = setInterval(() => {
      budget = Math.min(budget + 20, mostMessages);
      whoIs(request).then(
        async (now) => {
          if (!now) return ws.close(4401, 'signed out');
          principal = now;
          await access.prepare(
            now.orgId,
            [...channels.values()].map(({ scope }) => scope),
          );
          for (const [channel, { action, scope }] of channels)
            if (action && !access.allows(principal, action, scope)) leave(channel, 'Permission denied');
        },
        () => {},
      );
    }, recheckMs);
    const ping = setInterval(() => {
      if (!answered) return ws.terminate();
      answered = false;
      ws.ping();
    }, pingMs);
    ws.on('close', () => {
      clearInterval(recheck);
      clearInterval(ping);
      for (const { end } of channels.values()) end();
      channels.clear();
    });
  }

  /** A data source's own stream, one a listener: asked whether it may, then run until it leaves. */
  function listenToStream(
    uid: string,
    path: string,
    principal: Principal,
    data: (value: unknown) => void,
    gone: (cause: string) => void,
  ): () => void {
    const leaving = new AbortController();
    const caller = { principal, orgId: principal.orgId, requestId: randomBytes(8).toString('hex'), signal: leaving.signal };
    void (async () => {
      const asked = await dispatch.callInstance('datasource', uid, 'subscribe', [path], caller);
      const answer = asked.ok ? (asked.value.value as { status?: string; initial?: unknown } | null) : undefined;
      if (answer?.status !== 'OK') return gone(asked.ok ? `The stream says ${answer?.status ?? 'no'}.` : asked.failure.message);
      if (answer.initial) data(answer.initial);
      const run = await dispatch.callInstance('datasource', uid, 'runStream', [path], { ...caller, wallMs: 24 * 3_600_000 });
      if (!run.ok) return gone(run.failure.message);
      try {
        for await (const line of linesOf(run.value.body)) data(JSON.parse(line));
        gone('The stream ended.');
      } catch (error) {
        if (!leaving.signal.aborted) gone(error instanceof Error ? error.message : 'The stream failed.');
      }
    })();
    return () => leaving.abort();
  }

  return () => {
    server.off('upgrade', upgrade);
    for (const ws of sockets.clients) ws.close(1001, 'the server is stopping');
    sockets.close();
  };
}

async function* linesOf(body: Readable | undefined): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of body ?? []) {
    const lines = (rest + String(piece)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line) yield line;
  }
}
