/** Installing: what is asked for, what is told on the way, and what it comes to. */
import type { Result } from '@orrery/plugin-sdk';
import type { Arrived } from './arrived.ts';
import type { Sources } from './sources.ts';
import type { Ask } from '@orrery/plugin-sdk/manifest/asks';
import type { CatalogPlugin, CatalogVersion } from '@orrery/plugin-sdk/manifest/catalog-index';
import type { CatalogFacts } from '@orrery/plugin-sdk/contributions/catalog-source';
import type { Signer, VerifiedPackage } from '../registry/types.ts';

/**
 * Who says yes, and to what. `all`: whoever asks grants what the package asks for. A list: the pieces granted, by their keys; fewer than asked
 * is fine. `person`: is shown what is asked, and answers, or says no. `nobody`: what needs a decision waits for one.
 */
export type Consent =
  | 'all'
  | 'nobody'
  | { readonly keys: readonly string[] }
  | { readonly person: (view: ConsentView) => Promise<readonly string[] | 'no' | undefined> };

export interface ConsentView {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** That runs now. */
  readonly before?: string;
  readonly level: string;
  readonly signedBy?: Signer;
  /** Who signed the version before, where that was somebody else or at a higher level: what it keeps would be another's from now on. */
  readonly takenFrom?: { readonly level: string; readonly signedBy: Signer };
  /** `isNew` beyond what the version before asked; `granted` as it is now, or would be if everything were granted. */
  readonly asks: readonly (Ask & { readonly isNew: boolean; readonly granted: boolean })[];
  readonly removed: readonly Ask[];
  /** Nothing goes on before somebody decided. */
  readonly needsDecision: boolean;
}

export type Stage = 'find' | 'fetch' | 'check' | 'verify' | 'dependencies' | 'consent' | 'stage' | 'start' | 'record' | 'done';
export interface Progress {
  readonly stage: Stage;
  readonly plugin: string;
  readonly version?: string;
  /** While it is fetched: bytes so far, and of how many. */
  readonly received?: number;
  readonly total?: number;
}

export interface InstallOrder {
  /** Who: kept in the record and in the audit trail. */
  readonly by: string;
  readonly consent: Consent;
  readonly progress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}
export interface NamedOrder extends InstallOrder {
  readonly id: string;
  readonly version?: string | undefined;
  /** Ask this catalog only. */
  readonly catalog?: string | undefined;
  /** Replace what is there, though it is the same version. */
  readonly again?: boolean;
}
export interface ArchiveOrder extends InstallOrder {
  /** Stays its owner's. */
  readonly archive: Arrived;
  /** Of the archive, as who named it says; nothing is expected when absent. */
  readonly sha256?: string;
  readonly source: string;
  /** The id that is expected in it. */
  readonly id?: string;
}
export interface Installed {
  readonly id: string;
  readonly version: string;
  readonly before?: string;
  readonly level: string;
  /** Installed along, because it needs them. */
  readonly dependencies: readonly string[];
}

/** What is on offer, and by which catalog. */
export interface Offered {
  readonly catalog: string;
  readonly plugin: CatalogPlugin;
}
export interface CatalogState {
  readonly uid: string;
  readonly name: string;
  readonly priority: number;
  readonly facts?: CatalogFacts;
  /** Why it could not be asked. */
  readonly problem?: string;
}

export interface Installer {
  /** Everything the catalogs offer; of a plugin that several have, the first catalog's word. A catalog that fails takes none of the others along. */
  offers(): ReturnType<Sources['offers']>;
  find(id: string, catalog?: string): Promise<Result<Offered>>;
  /** The version that fits this server. */
  choose(offered: Offered, version?: string): Result<CatalogVersion>;
  /** A package as its catalog gives it, with the hash that was named for it. Whoever asked disposes of it. */
  archive(offered: Offered, version: CatalogVersion, signal?: AbortSignal): Promise<Result<Arrived>>;
  /** A picture or text of a catalog. */
  file(catalog: string, name: string): Promise<Result<{ readonly bytes: Buffer }>>;
  install(order: NamedOrder): Promise<Result<Installed>>;
  installArchive(order: ArchiveOrder): Promise<Result<Installed>>;
  /** Its package, fetched and verified, and nothing done with it. */
  obtain(id: string, version?: string, catalog?: string, progress?: (progress: Progress) => void): Promise<Result<VerifiedPackage>>;
  /** What installing it would ask, without installing it. */
  preview(id: string, version?: string, catalog?: string): Promise<Result<ConsentView>>;
  /** Decides on the version that waits; on this one and no other, where it is named. */
  approve(id: string, order: InstallOrder, version?: string): Promise<Result<Installed>>;
  /** What the version that waits asks for; undefined where none waits. */
  waiting(id: string): Promise<Result<ConsentView | undefined>>;
  decline(id: string, by: string): Promise<Result<void>>;
  /** Changes what an installed plugin is granted; it starts anew with it. */
  grant(id: string, keys: readonly string[], by: string): Promise<Result<void>>;
  /** Goes back to a version whose package is kept; the one before the present one when none is named. */
  rollBack(id: string, version: string | undefined, order: InstallOrder): Promise<Result<Installed>>;
  uninstall(id: string, by: string): Promise<Result<void>>;
  viewOf(pkg: VerifiedPackage): Promise<ConsentView>;
}
