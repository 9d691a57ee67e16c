/**
 * Capabilities: authority as values a plugin was handed. One file each holds what the manifest may ask for
 * and the object the plugin gets. What is not asked for does not exist; what is not granted answers `capability/denied`.
 */
import type { Cache, CacheRequest } from './cache.ts';
import type { Events, EventsRequest } from './events.ts';
import type { Fetch, FetchRequest } from './fetch.ts';
import type { Identity, IdentityRequest } from './identity.ts';
import type { Instances, InstancesRequest } from './instances.ts';
import type { Live, LiveRequest } from './live.ts';
import type { Log, Metrics, Trace } from './observe.ts';
import type { Provisioning, ProvisioningRequest } from './provisioning.ts';
import type { Schedule, ScheduleRequest } from './schedule.ts';
import type { Secrets, SecretsRequest } from './secrets.ts';
import type { Services } from './services.ts';
import type { Settings, SettingsRequest } from './settings.ts';
import type { Shelf, ShelfRequest } from './shelf.ts';
import type { Storage, StorageRequest } from './storage.ts';
import type { Trust, TrustRequest } from './trust.ts';

/** What `orrery.capabilities` may ask for, each with its narrowest scope. */
export interface CapabilityRequests {
  readonly fetch?: FetchRequest;
  readonly storage?: StorageRequest;
  readonly secrets?: SecretsRequest;
  readonly cache?: CacheRequest;
  readonly events?: EventsRequest;
  readonly schedule?: ScheduleRequest;
  readonly live?: LiveRequest;
  readonly identity?: IdentityRequest;
  readonly settings?: SettingsRequest;
  readonly instances?: InstancesRequest;
  readonly provisioning?: ProvisioningRequest;
  readonly shelf?: ShelfRequest;
  readonly trust?: TrustRequest;
  /** Lets the isolate keep `WebAssembly`. */
  readonly wasm?: true;
}

export interface Capabilities {
  readonly fetch: Fetch;
  readonly storage: Storage;
  readonly secrets: Secrets;
  readonly cache: Cache;
  readonly events: Events;
  readonly schedule: Schedule;
  readonly live: Live;
  readonly identity: Identity;
  readonly settings: Settings;
  readonly instances: Instances;
  readonly provisioning: Provisioning;
  readonly shelf: Shelf;
  readonly trust: Trust;
  readonly wasm: true;
}

/** Held by every plugin, labelled with its id. `services` reaches the contracts named in `consumes`. */
export interface AlwaysGranted {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly trace: Trace;
  readonly services: Services;
}

export const capabilityNames = [
  'fetch',
  'storage',
  'secrets',
  'cache',
  'events',
  'schedule',
  'live',
  'identity',
  'settings',
  'instances',
  'provisioning',
  'shelf',
  'trust',
  'wasm',
] as const satisfies (keyof CapabilityRequests)[];
export type CapabilityName = (typeof capabilityNames)[number];
