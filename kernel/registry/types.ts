import type { Manifest } from '@orrery/plugin-sdk';

export type PluginState =
  | 'discovered'
  | 'verified'
  | 'resolved'
  | 'active'
  | 'degraded'
  | 'quarantined'
  | 'disabled'
  | 'removed'
  | 'refused';
export type SignatureLevel = 'core' | 'commercial' | 'community' | 'private' | 'unsigned';

export interface Signer {
  readonly org: string;
  readonly orgName: string;
  readonly keyId: string;
  /** The key's name in the trust store. */
  readonly keyName: string;
  /** When it was signed. */
  readonly at: number;
  /** After this day nothing that the key signed counts; its owner set none when absent. */
  readonly until?: string;
}

/** What a verdict of `signature/` says of a package. `status` is Grafana's word on the wire. */
export interface Verdict {
  readonly status: 'internal' | 'valid' | 'unsigned' | 'invalid' | 'modified';
  readonly level: SignatureLevel;
  readonly mayRun: boolean;
  readonly signedBy?: Signer;
  /** Code like `signature/modified-file`, a sentence, the files it is about, and what to do. */
  readonly reason?: { readonly code: string; readonly message: string; readonly files: readonly string[]; readonly remedy: string };
  /** By id, plugins inside of the package that may not run though it may; the others share its verdict. */
  readonly inside?: Readonly<Record<string, Verdict>>;
}

/** A package whose bytes were read once, hashed and judged. What runs and what is served comes from `files` and nowhere else. */
export interface VerifiedPackage {
  readonly id: string;
  readonly version: string;
  /** SHA-256 over the manifest's bytes (or over the sorted file hashes of an unsigned package), hex. */
  readonly hash: string;
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly hashes: ReadonlyMap<string, string>;
  readonly verdict: Verdict;
  /** Where it was found, for people. */
  readonly source: string;
  /** The plugin whose package holds this one. */
  readonly parent?: string;
}

/** One contribution of one active plugin. */
export interface Contribution {
  readonly plugin: string;
  readonly version: string;
  /** `<id>@<version>#<hash12>`, the key of calls. */
  readonly key: string;
  readonly level: SignatureLevel;
  readonly point: string;
  readonly name: string;
  readonly declaration: unknown;
}

export interface ContributionDelta {
  readonly added: readonly Contribution[];
  readonly removed: readonly Contribution[];
}

export interface PluginRecord {
  readonly id: string;
  readonly state: PluginState;
  readonly since: number;
  /** Why it is in this state, for a person. */
  readonly cause: string;
  readonly package?: VerifiedPackage;
  readonly key?: string;
  readonly restarts: number;
}
export interface StateChange {
  readonly id: string;
  readonly version: string;
  readonly from: PluginState | undefined;
  readonly to: PluginState;
  readonly cause: string;
  readonly at: number;
}

/** Who is here, in which state, and what each contributes. Listeners hear deltas; boot and hot swap are the same path. */
export interface Registry {
  plugins(): readonly PluginRecord[];
  plugin(id: string): PluginRecord | undefined;
  contributions(point: string): readonly Contribution[];
  /** By its name, or by an old id of its plugin. */
  find(point: string, name: string): Contribution | undefined;
  /** Old ids of plugins to the names of their contributions. */
  aliases(point: string): ReadonlyMap<string, string>;
  /** Called with everything present at once, then with each change. Returns its end. */
  onContributions(listener: (delta: ContributionDelta) => void): () => void;
  onState(listener: (change: StateChange) => void): () => void;
}
