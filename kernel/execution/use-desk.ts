/**
 * Where capability calls of plugins arrive in the kernel. The thread refused what was not granted; here it is refused again, by the
 * kernel's own record, and the principal is the one of the call, whatever the guest says.
 */
import type { Failure, Principal } from '@orrery/plugin-sdk';
import type { ToThread } from '@orrery/plugin-sdk/bridge/messages';
import type { Broker, HostEvent, Runnable, Use } from './types.ts';
import type { OpenCall, ThreadLink } from './thread-link.ts';

/** Services are declared under `consumes`, not granted. */
const alwaysHeld = new Set(['services']);

/** What a plugin does for a caller that outlasts the call. */
const keeps: Readonly<Record<string, readonly string[]>> = {
  storage: ['insert', 'update', 'delete', 'transaction'],
  instances: ['create', 'update', 'delete'],
  secrets: ['set', 'delete'],
};

interface Held {
  readonly link: ThreadLink;
  readonly key: string;
  readonly undo: () => void;
}

export interface UseDesk {
  serve(
    link: ThreadLink,
    plugin: Runnable,
    call: OpenCall | undefined,
    callId: number,
    head: { readonly use: number; readonly capability: string; readonly method: string },
    args: readonly unknown[],
    answer: (head: ToThread, value?: unknown) => void,
  ): Promise<void>;
  /** The code of a plugin, or a whole thread, is gone: undo what it held. */
  gone(link: ThreadLink, key?: string): void;
}

export function createUseDesk(
  brokers: ReadonlyMap<string, Broker>,
  asItself: (plugin: string) => Principal,
  onEvent: (event: HostEvent) => void,
): UseDesk {
  const held = new Set<Held>();

  return {
    async serve(link, plugin, call, callId, { use, capability, method }, args, answer) {
      const refuse = (failure: Failure): void => answer({ t: 'answer', use, ok: false, failure });
      const principal = call?.options.principal ?? asItself(plugin.id);
      const requestId = call?.options.requestId ?? `${plugin.id}-background`;
      const granted = plugin.granted[capability];
      const broker = brokers.get(capability);
      if ((granted === undefined && !alwaysHeld.has(capability)) || !broker) {
        const message = `${plugin.id} was not granted "${capability}".`;
        onEvent({ kind: 'denied', key: plugin.key, capability, code: 'capability/denied', message, principal, requestId });
        return refuse({ code: 'capability/denied', message, retryable: false });
      }
      // The call it names is over: its right to act for that caller is over, too.
      if (callId !== 0 && !call)
        return refuse({ code: 'capability/no-call', message: 'The call it was made in is over.', retryable: false });
      const standing = call?.options.standing;
      const lost = keeps[capability]?.includes(method) ? await standing?.lost() : undefined;
      if (lost) return refuse(lost);
      const record: Use = {
        plugin: { key: plugin.key, id: plugin.id, level: plugin.level },
        granted,
        principal,
        orgId: call?.options.orgId ?? principal.orgId,
        ...(call?.options.instance && { instance: call.options.instance }),
        requestId,
        ...(call?.options.traceparent && { traceparent: call.options.traceparent }),
        ...(standing && { standing }),
        signal: call?.options.signal ?? new AbortController().signal,
        emit: (subscription, event) => link.event(plugin.key, subscription, event),
        onGone: (undo) => void held.add({ link, key: plugin.key, undo }),
      };
      try {
        const result = await broker(method, args, record);
        if (result.ok) return answer({ t: 'answer', use, ok: true }, result.value ?? null);
        if (result.failure.code.startsWith('capability/')) {
          onEvent({
            kind: 'denied',
            key: plugin.key,
            capability,
            code: result.failure.code,
            message: result.failure.message,
            principal,
            requestId,
          });
        }
        refuse(result.failure);
      } catch (error) {
        const failure = (error as { failure?: Failure }).failure;
        refuse(
          failure ?? {
            code: 'kernel/fault',
            message: `The kernel failed to serve ${capability}.${method}; its log says why.`,
            retryable: true,
          },
        );
        if (!failure) onEvent({ kind: 'fault', key: plugin.key, capability, method, error });
      }
    },
    gone(link, key) {
      for (const one of held) {
        if (one.link !== link || (key !== undefined && one.key !== key)) continue;
        held.delete(one);
        one.undo();
      }
    },
  };
}
