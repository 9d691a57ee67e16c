/** The front door for plugin authors: everything a backend needs. Browser code imports `@orrery/plugin-sdk/ui`. */

export type * from './capabilities/events.ts';
export type * from './capabilities/fetch.ts';
export type * from './capabilities/identity.ts';
export type * from './capabilities/index.ts';
export type * from './capabilities/instances.ts';
export type * from './capabilities/provisioning.ts';
export type * from './capabilities/shelf.ts';
export type * from './capabilities/trust.ts';
export type * from './capabilities/services.ts';
export type * from './capabilities/settings.ts';
export type * from './capabilities/storage.ts';
export type * from './contributions/auth-provider.ts';
export type * from './contributions/context.ts';
export type * from './contributions/datasource.ts';
export type * from './contributions/catalog-source.ts';
export type * from './contributions/index.ts';
export type * from './contributions/lineage.ts';
export type * from './contributions/log-context.ts';
export type * from './contributions/notifier.ts';
export type * from './contributions/route.ts';
export type * from './contributions/schedule.ts';
export type * from './data/frame.ts';
export * from './define.ts';
export type * from './manifest/types.ts';
export type * from './principal.ts';
export * from './result.ts';
