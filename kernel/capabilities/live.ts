/**
 * `live`: push to browsers. A plugin publishes on channels it declared, `plugin/<id>/<channel>`; who may listen is the declared
 * action, which the door (the WebSocket) asks before it subscribes. Quotas of a connection are the door's as well.
 */
import { serialize } from 'node:v8';
import { fail, ok } from '@orrery/plugin-sdk';
import type { LiveRequest } from '@orrery/plugin-sdk/capabilities/live';
import type { Bus } from '../cluster/types.ts';
import type { Broker } from '../execution/types.ts';
import type { Registry } from '../registry/types.ts';

/** Channels of one organisation, on every instance of the cluster. */
export interface LiveHub {
  subscribe(orgId: number, channel: string, listener: (data: unknown) => void): () => void;
  publish(orgId: number, channel: string, data: unknown): void;
}

export interface ChannelRule {
  readonly action?: string;
  readonly scope?: string;
}

export const liveMessageBytes = 256 << 10;

export function createLiveHub(bus: Bus): LiveHub {
  const topic = (orgId: number, channel: string): string => `live/${orgId}/${channel}`;
  return {
    subscribe: (orgId, channel, listener) => bus.subscribe(topic(orgId, channel), listener),
    publish: (orgId, channel, data) => bus.publish(topic(orgId, channel), data),
  };
}

/** What a listener of `plugin/<id>/<channel>` needs; undefined when no plugin that runs now declares that channel. */
export function channelRule(registry: Pick<Registry, 'plugin'>, channel: string): ChannelRule | undefined {
  const [kind, id, ...rest] = channel.split('/');
  if (kind !== 'plugin' || id === undefined) return undefined;
  const record = registry.plugin(id);
  if (record?.state !== 'active' && record?.state !== 'degraded') return undefined;
  const declared: LiveRequest = record.package?.manifest.orrery.capabilities?.live ?? {};
  const name = rest.join('/');
  return Object.hasOwn(declared, name) ? declared[name] : undefined;
}

export function liveBroker(hub: LiveHub): Broker {
  return async (method, [channel, data, wanted], { plugin, orgId, granted }) => {
    if (method !== 'publish') return fail('capability/no-method', `live has no method '${method}'.`);
    if (typeof channel !== 'string' || !Object.hasOwn((granted ?? {}) as LiveRequest, channel)) {
      return fail(
        'live/undeclared',
        `${plugin.id} may not publish on '${channel}': its manifest does not declare that channel under capabilities.live, or it was not granted.`,
      );
    }
    if (serialize(data).length > liveMessageBytes) return fail('live/too-large', `A live message has at most ${liveMessageBytes} bytes.`);
    const inOrg = wanted === undefined || wanted === null ? orgId : Number(wanted);
    if (inOrg !== orgId && plugin.level !== 'core')
      return fail('capability/denied', 'Only a core plugin may push into another organisation.');
    return ok(hub.publish(inOrg, `plugin/${plugin.id}/${channel}`, data));
  };
}
