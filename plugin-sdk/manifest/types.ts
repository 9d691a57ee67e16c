/**
 * The manifest as authors write it: plugin.json of Grafana's format with one more object, `orrery`.
 * Pure data. The build emits it as JSON, which is what gets signed and what the kernel reads.
 */
import type { CapabilityRequests } from '../capabilities/index.ts';
import type { ContributionDeclarations } from '../contributions/index.ts';
import type { ProxyRoute } from '../contributions/proxy-route.ts';
import type { Permission } from '../principal.ts';

export interface Manifest {
  readonly id: string;
  readonly type: 'datasource' | 'panel' | 'app' | 'renderer';
  readonly name: string;
  readonly info: ManifestInfo;
  readonly dependencies?: { readonly grafanaDependency?: string; readonly plugins?: readonly PluginDependency[] };
  readonly includes?: readonly Include[];
  readonly routes?: readonly ProxyRoute[];
  readonly roles?: readonly RoleDeclaration[];
  readonly category?: string;
  readonly metrics?: boolean;
  readonly logs?: boolean;
  readonly tracing?: boolean;
  readonly alerting?: boolean;
  readonly annotations?: boolean;
  readonly streaming?: boolean;
  readonly backend?: boolean;
  /** Base name of the executables of a backend that is a process: `<executable>_<system>_<processor>`. */
  readonly executable?: string;
  readonly skipDataQuery?: boolean;
  readonly hideFromList?: boolean;
  readonly preload?: boolean;
  readonly autoEnabled?: boolean;
  readonly state?: 'alpha' | 'beta' | 'stable' | 'deprecated';
  readonly queryOptions?: Readonly<Record<string, boolean>>;
  readonly aliasIDs?: readonly string[];
  readonly orrery: OrreryManifest;
}

export interface ManifestInfo {
  readonly version: string;
  readonly updated?: string;
  readonly description: string;
  readonly keywords?: readonly string[];
  readonly author?: { readonly name: string; readonly email?: string; readonly url?: string };
  readonly logos?: { readonly small: string; readonly large: string };
  readonly links?: readonly { readonly name: string; readonly url: string }[];
  readonly screenshots?: readonly { readonly name: string; readonly path: string }[];
}

/** A part of a package that Grafana's manifest lists: a dashboard, a page, or a plugin inside of an app. */
export interface Include {
  readonly type: string;
  readonly name?: string;
  readonly path?: string;
  readonly uid?: string;
  /** The least basic role; `action` is asked instead where there is one. */
  readonly role?: string;
  readonly action?: string;
  readonly addToNav?: boolean;
  readonly defaultNav?: boolean;
  readonly icon?: string;
  readonly [key: string]: unknown;
}

export interface PluginDependency {
  readonly id: string;
  readonly type: string;
  readonly name: string;
}

/** A role this plugin defines, and the basic roles that hold it from the start. */
export interface RoleDeclaration {
  readonly role: { readonly name: string; readonly description?: string; readonly permissions: readonly Permission[] };
  readonly grants: readonly ('Viewer' | 'Editor' | 'Admin' | 'Grafana Admin' | 'None')[];
}

export interface OrreryManifest {
  /** `isolate` anyone; `worker` (Node APIs) trusted levels only; `process` an executable; `none` front end only. */
  readonly runtime: 'isolate' | 'worker' | 'process' | 'none';
  /** Stateless isolates may be replicated over the query threads; pinned ones live once, on the service thread. */
  readonly placement?: 'replicated' | 'pinned';
  readonly capabilities?: CapabilityRequests;
  readonly limits?: Limits;
  readonly contributes?: ContributionDeclarations;
  /** Services other plugins may call: contract name to the version given. */
  readonly provides?: Readonly<Record<string, string>>;
  /** Services this plugin calls: contract name to a semver range. */
  readonly consumes?: Readonly<Record<string, string>>;
  /** Services it calls where somebody provides them, and does without otherwise: a call then fails with `service/missing`. */
  readonly mayConsume?: Readonly<Record<string, string>>;
}

/** What the plugin needs; policy caps each. Defaults and caps stand in `limits.ts`. */
export interface Limits {
  readonly heapMB?: number;
  readonly cpuMsPerTurn?: number;
  readonly wallMsPerCall?: number;
  readonly concurrency?: number;
  readonly responseMB?: number;
  readonly logLinesPerSecond?: number;
}
