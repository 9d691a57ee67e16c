/** `orrery host --stdio`: the kernel's hosts behind standard input and output, in the bridge's protocol. For test kits of plugin authors. */
import { Duplex } from 'node:stream';
import { FailureError, type Principal, type Result, type StorageRequest } from '@orrery/plugin-sdk';
import { Channel } from '@orrery/plugin-sdk/bridge/channel';
import type { LoadMessage, ToKernel, ToThread } from '@orrery/plugin-sdk/bridge/messages';
import { createExecution } from '../execution/execution.ts';
import type { Broker } from '../execution/types.ts';
import type { SignatureLevel } from '../registry/types.ts';
import { capabilityNames } from '@orrery/plugin-sdk/capabilities/index';
import { hostStores, kept } from './host-stores.ts';
import type { CommandIo } from './io.ts';

/** Beside the message itself: at which level the plugin counts as signed, and which capabilities the other end answers. */
interface Told {
  readonly level: SignatureLevel;
  readonly answers: readonly string[];
}

export const summary = 'run a plugin in the hosts of a server, for tests';

export async function run(args: string[], io: CommandIo): Promise<number> {
  if (!args.includes('--stdio')) {
    io.out("Usage: orrery host --stdio\n\nSpeaks the bridge's protocol on standard input and output. The SDK's testHost uses it.");
    return args.includes('--help') ? 0 : 2;
  }
  const answers = new Map<number, (result: Result<unknown>) => void>();
  let lastUse = 0;
  await using stores = hostStores(io.err);
  const elsewhere =
    (capability: string): Broker =>
    (method, given, { plugin }) =>
      new Promise((resolve) => {
        const use = ++lastUse;
        answers.set(use, resolve);
        channel.send({ t: 'use', use, key: plugin.key, call: 0, capability, method }, given);
      });
  const declared = () => {
    const storage = loaded?.granted.storage as StorageRequest | undefined;
    return loaded && storage && { plugin: loaded.plugin, tables: storage.tables };
  };
  /** Whoever is at the other end answers what it said it would; what a server keeps is kept here, and the rest is the other end's, too. */
  const brokers = new Map<string, Broker>(
    [...capabilityNames, 'services'].map((capability) => {
      const own = kept.find((name) => name === capability);
      const mine = own && stores.broker(own, declared);
      const theirs = elsewhere(capability);
      return [capability, (...use) => (mine && !loaded?.answers.includes(capability) ? mine : theirs)(...use)];
    }),
  );
  const asItself = (plugin: string): Principal => ({
    kind: 'plugin',
    key: `plugin:${plugin}`,
    id: 0,
    uid: plugin,
    login: plugin,
    name: plugin,
    email: '',
    orgId: 1,
    orgRole: 'None',
    serverAdmin: false,
    via: 'test',
  });
  const execution = createExecution({ brokers, asItself, onLog: (line) => channel.send(line) });
  execution.onEvent((event) => {
    if (event.kind === 'denied') channel.send({ t: 'denied', key: event.key, call: 0, code: event.code, message: event.message });
  });

  let ended: () => void = () => {};
  const done = new Promise<void>((resolve) => (ended = resolve));
  let loaded: (LoadMessage & Told) | undefined;
  const channel = new Channel<ToKernel, ToThread>(
    Duplex.from({ readable: process.stdin, writable: process.stdout }),
    ({ head, value }) => {
      if (head.t === 'load') loaded = { ...head, ...(value as Told) };
      else if (head.t === 'answer') {
        answers.get(head.use)?.(
          head.ok
            ? { ok: true, value }
            : {
                ok: false,
                failure: head.failure ?? new FailureError({ code: 'test/no-answer', message: 'No answer.', retryable: false }).failure,
              },
        );
        answers.delete(head.use);
      } else if (head.t === 'call' && head.id === 0 && loaded) {
        const { key, plugin: id, version, level, limits, granted, runtime } = loaded;
        execution.add({
          key,
          id,
          version,
          level,
          runtime,
          placement: 'pinned',
          bundle: (value as Uint8Array[])[0] ?? new Uint8Array(),
          limits,
          granted,
        });
      } else if (head.t === 'call') {
        const { id, key, point, name, method, principal, orgId, requestId, instance, egress, deadline } = head;
        void execution
          .call({ key, point, name, method }, (value as unknown[]) ?? [], {
            principal,
            orgId,
            requestId,
            wallMs: deadline - Date.now(),
            ...(instance && { instance }),
            ...(egress && { egress }),
          })
          .then(async (result) => {
            if (!result.ok) return channel.send({ t: 'result', id, ok: false, failure: result.failure, cpuMs: 0, heapBytes: 0 });
            const { body, value: plain } = result.value;
            const parts: Uint8Array[] = [];
            for await (const piece of body ?? []) parts.push(piece as Uint8Array);
            channel.send(
              { t: 'result', id, ok: true, cpuMs: 0, heapBytes: 0 },
              body ? { ...(plain as object), body: Buffer.concat(parts) } : (plain ?? null),
            );
          });
      }
    },
    () => ended(),
  );
  await done;
  await execution.stop();
  return 0;
}
