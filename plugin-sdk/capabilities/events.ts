/** `events`: named topics, heard by every plugin that may subscribe, on every instance of the cluster, in the same organisation. */
export interface EventsRequest {
  readonly publish?: readonly string[];
  readonly subscribe?: readonly string[];
}
/**
 * A subscription made in a call hears the organisation of that call; one made at activation (organisation 0) hears every
 * organisation's events, each with its `orgId`. Failures (thrown): `events/undeclared`, `events/too-large` (64 kB), `events/limit`.
 * On the wire: `publish(topic, data)`; `subscribe(topic, subscription)` answers a ticket, and events come to that subscription;
 * `unsubscribe(ticket)`.
 */
export interface Events {
  publish(topic: string, data: unknown): Promise<void>;
  /** Keeps the isolate warm. The returned function ends it; it also ends with the plugin. */
  subscribe(
    topic: string,
    listener: (event: { topic: string; data: unknown; orgId: number; plugin: string }) => void,
  ): Promise<() => Promise<void>>;
}
