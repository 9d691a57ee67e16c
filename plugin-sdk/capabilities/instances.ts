import type { Instance } from '../contributions/context.ts';
import type { Result } from '../result.ts';
/** `instances`: configured uses of contributions of a point: see them, change them, call them. */
export type InstancesRequest = Readonly<Record<string, readonly ('read' | 'write' | 'call')[]>>;
export interface ContributionInfo {
  readonly plugin: string;
  readonly name: string;
  readonly declaration: unknown;
  /** Old ids of its plugin under which it is known, too. */
  readonly aliases: readonly string[];
  /** It asks servers at an instance's address, so that an instance needs one. */
  readonly reachesInstance: boolean;
  /** The plugin as the API tells it: name, info with logos and links, signature. */
  readonly about: PluginAbout;
}
export interface PluginAbout {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly info: {
    readonly description: string;
    readonly version: string;
    readonly logos: { readonly small: string; readonly large: string };
  };
  readonly [key: string]: unknown;
}
export interface InstanceChange {
  readonly uid?: string;
  readonly contribution: string;
  readonly name: string;
  readonly url?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Set these; a name with `null` is removed; names not given stay. */
  readonly secrets?: Readonly<Record<string, string | null>>;
  readonly readOnly?: boolean;
  readonly isDefault?: boolean;
}
/** Failures (thrown): `instance/missing`, `instance/conflict` (name or uid taken), `instance/version`, `instance/read-only`, `instance/unknown-contribution`. On the wire: these method names, `[{ orgId? }, ...arguments]`. */
export interface Instances {
  list(point: string): Promise<readonly Instance[]>;
  get(point: string, by: { readonly uid: string } | { readonly id: number } | { readonly name: string }): Promise<Instance | undefined>;
  create(point: string, change: InstanceChange): Promise<Instance>;
  update(point: string, uid: string, version: number | undefined, change: InstanceChange): Promise<Instance>;
  delete(point: string, uid: string): Promise<void>;
  /** Calls a method of the contribution behind the instance, with the caller's principal. */
  call(point: string, uid: string, method: string, argument?: unknown): Promise<Result<unknown>>;
  /** Contributions of the point that are active, configurable or only there. */
  contributions(point: string): Promise<readonly ContributionInfo[]>;
  /** Text of the file that a contribution's declaration names (`file`), out of its plugin's package; undefined when there is none. */
  file(point: string, plugin: string, name: string): Promise<string | undefined>;
  /** The same, for another organisation. Core level only. */
  forOrg(orgId: number): Instances;
}
