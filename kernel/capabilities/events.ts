/**
 * `events`: topics of the whole cluster. Both ends must have declared the topic, and an event stays in the organisation it was
 * published in; subscriptions of organisation 0 (made at activation, where no request is behind them) hear all.
 */
import { serialize } from 'node:v8';
import { fail, ok, type Result } from '@orrery/plugin-sdk';
import type { EventsRequest } from '@orrery/plugin-sdk/capabilities/events';
import type { Bus } from '../cluster/types.ts';
import type { Broker, Use } from '../execution/types.ts';

interface Event {
  readonly topic: string;
  readonly data: unknown;
  readonly orgId: number;
  readonly plugin: string;
}

export const eventLimits = { bytes: 64 << 10, subscriptions: 256 } as const;

export function eventsBroker(bus: Bus): Broker {
  // By version of a plugin, so that no plugin can end another's; a ticket tells replicas of one apart.
  const open = new Map<string, Map<number, () => void>>();
  let tickets = 0;

  function publish(topic: string, data: unknown, use: Use): Result<void> {
    const { publish: allowed = [] } = (use.granted ?? {}) as EventsRequest;
    if (!allowed.includes(topic)) return undeclared(use, 'publish', topic);
    if (serialize(data).length > eventLimits.bytes) return fail('events/too-large', `An event has at most ${eventLimits.bytes} bytes.`);
    return ok(bus.publish(busTopic(topic), { topic, data, orgId: use.orgId, plugin: use.plugin.id } satisfies Event));
  }

  function subscribe(topic: string, subscription: number, use: Use): Result<number> {
    const { subscribe: allowed = [] } = (use.granted ?? {}) as EventsRequest;
    if (!allowed.includes(topic)) return undeclared(use, 'subscribe', topic);
    const mine = open.get(use.plugin.key) ?? new Map<number, () => void>();
    if (mine.size >= eventLimits.subscriptions)
      return fail('events/limit', `${use.plugin.id} has ${mine.size} open subscriptions already.`);
    const { emit, orgId } = use;
    const ticket = ++tickets;
    const leave = bus.subscribe(busTopic(topic), (message) => {
      const event = message as Event;
      if (orgId === 0 || event.orgId === orgId) emit(subscription, event);
    });
    const end = (): void => {
      leave();
      mine.delete(ticket);
      if (mine.size === 0) open.delete(use.plugin.key);
    };
    open.set(use.plugin.key, mine.set(ticket, end));
    use.onGone(end);
    return ok(ticket);
  }

  return async (method, [first, second], use) => {
    switch (method) {
      case 'publish':
        return publish(String(first), second, use);
      case 'subscribe':
        return subscribe(String(first), Number(second), use);
      case 'unsubscribe':
        return ok(open.get(use.plugin.key)?.get(Number(first))?.());
      default:
        return fail('capability/no-method', `events has no method '${method}'.`);
    }
  };
}

export function busTopic(topic: string): string {
  return `event/${topic}`;
}

function undeclared({ plugin }: Use, verb: 'publish' | 'subscribe', topic: string): ReturnType<typeof fail> {
  return fail(
    'events/undeclared',
    `${plugin.id} may not ${verb} '${topic}': its manifest does not declare it under capabilities.events.${verb}, or it was not granted.`,
  );
}
