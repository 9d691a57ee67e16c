/** `live`: push to browsers on the plugin's own channels, `plugin/<id>/<channel>`. A channel's rule is the action its listeners need. */
export type LiveRequest = Readonly<Record<string, { readonly action?: string; readonly scope?: string }>>;
/** Failures (thrown): `live/undeclared`, `live/too-large` (256 kB). On the wire: `publish(channel, data)`. */
export interface Live {
  /** Core level may name another organisation than that of the call. */
  publish(channel: string, data: unknown, orgId?: number): Promise<void>;
}
