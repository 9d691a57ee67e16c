/**
 * Point `catalogSource`: where plugins are found and fetched. Each configured catalog is an instance of it; the kernel's installer asks them
 * in their order, and believes nothing they say: bytes count when their hash fits, and run when their own signature holds.
 */
import type { CatalogPlugin, CatalogRevocation, CatalogVersion } from '../manifest/catalog-index.ts';
import type { CallContext } from './context.ts';
import type { ResourceResponse } from './datasource.ts';

export interface CatalogSourceDeclaration {
  readonly label: string;
}
/** What the source can say of itself, for people. */
export interface CatalogFacts {
  readonly name: string;
  readonly issue: number;
  readonly issued: string;
  readonly expires: string;
  /** Whose signature is on the index; absent where the source has none. */
  readonly signedBy?: string;
}
export interface CatalogListing {
  readonly facts: CatalogFacts;
  readonly plugins: readonly CatalogPlugin[];
  /** What its publisher takes back. */
  readonly revocations?: readonly CatalogRevocation[];
}
export interface CatalogHost {
  readonly grafana: string;
  readonly platform: string;
}
/** Failures are thrown as `FailureError`: `catalog/…`. */
export interface CatalogSourceHandler {
  list(host: CatalogHost, context: CallContext): Promise<CatalogListing>;
  /** By id or alias; null when it is not there. */
  find(asked: { readonly id: string; readonly host: CatalogHost }, context: CallContext): Promise<CatalogPlugin | null>;
  /** The archive, as it comes. */
  fetchPackage(
    asked: { readonly id: string; readonly version: CatalogVersion; readonly host: CatalogHost },
    context: CallContext,
  ): Promise<{ readonly size: number; readonly body: AsyncIterable<Uint8Array> }>;
  /** A picture or a text by the name the listing gave it. */
  file(name: string, context: CallContext): Promise<ResourceResponse>;
}
