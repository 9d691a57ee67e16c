/** What catalogs offer, and changes to what is installed with their steps as they happen. */
import type { CatalogPlugin } from '@orrery/plugin-sdk/manifest/catalog-index';
import { ApiError, api, failureOf } from '@orrery/plugin-sdk/ui';

export interface CatalogState {
  readonly uid: string;
  readonly name: string;
  readonly facts?: { readonly name: string; readonly issued: string; readonly expires: string; readonly signedBy?: string };
  readonly problem?: string;
}
export interface Offer extends CatalogPlugin {
  readonly catalog: string;
  readonly installed?: { readonly version: string; readonly state: string; readonly level: string; readonly bundled: boolean };
  readonly hasUpdate: boolean;
  /** A version that waits for a decision. */
  readonly pending?: string;
}
export interface Catalog {
  readonly mayInstall: boolean;
  readonly catalogs: readonly CatalogState[];
  readonly plugins: readonly Offer[];
}

export interface Ask {
  readonly capability: string;
  readonly key: string;
  readonly far: boolean;
  readonly words: readonly string[];
}
export interface Signer {
  readonly orgName: string;
  readonly keyId: string;
  readonly keyName?: string;
  readonly at?: number;
  readonly until?: string;
}
export interface ConsentView {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly before?: string;
  readonly level: string;
  readonly signedBy?: Signer;
  readonly takenFrom?: { readonly level: string; readonly signedBy: Signer };
  readonly asks: readonly (Ask & { readonly isNew: boolean; readonly granted: boolean })[];
  readonly removed: readonly Ask[];
}
export interface Installation {
  readonly bundled: boolean;
  readonly origin: string;
  readonly kept: readonly { readonly version: string; readonly at: number }[];
  readonly pending?: {
    readonly version: string;
    readonly by: string;
    readonly at: number;
    readonly consent?: ConsentView;
    readonly problem?: string;
  };
}

export interface Step {
  readonly stage: string;
  readonly plugin: string;
  readonly received?: number;
  readonly total?: number;
}
export interface Outcome {
  readonly id: string;
  readonly version: string;
  readonly before?: string;
  readonly dependencies?: readonly string[];
}
export interface Refusal {
  readonly code?: string;
  readonly message: string;
  readonly consent?: ConsentView;
}
export type Ended = { readonly outcome: Outcome } | { readonly refusal: Refusal };

const named = (id: string): string => encodeURIComponent(id);
export const loadCatalog = (): Promise<Catalog> => api('/api/orrery/catalog');
export const loadOffer = (id: string): Promise<Offer & { readonly mayInstall: boolean }> => api(`/api/orrery/catalog/plugins/${named(id)}`);
export const loadInstallation = (id: string): Promise<Installation> => api(`/api/orrery/plugins/${named(id)}/installation`);
export const loadGrants = (id: string): Promise<ConsentView> => api(`/api/orrery/plugins/${named(id)}/grants`);
export const loadPreview = (id: string, version?: string): Promise<ConsentView> =>
  api(`/api/orrery/catalog/plugins/${named(id)}/preview${version ? `?version=${encodeURIComponent(version)}` : ''}`);
export const fileOf = ({ catalog }: Pick<Offer, 'catalog'>, name: string): string =>
  `/api/orrery/catalog/files/${named(catalog)}/${named(name)}`;
export const changeInstalled = (id: string, change: 'uninstall' | 'decline' | 'grants', body: object = {}): Promise<unknown> =>
  api(`/api/orrery/plugins/${named(id)}/${change}`, { method: 'POST', body });

export type Change = 'install' | 'approve' | 'rollback';
export const carryOut = (id: string, change: Change, body: object, told: (step: Step) => void, signal: AbortSignal): Promise<Ended> =>
  steps(`/api/orrery/plugins/${named(id)}/${change}`, JSON.stringify(body), 'application/json', told, signal);
export const installArchive = (file: Blob, told: (step: Step) => void, signal: AbortSignal): Promise<Ended> =>
  steps('/api/orrery/plugin-archives', file, 'application/zip', told, signal);

type Line = Partial<Step> & { readonly result?: Outcome; readonly failure?: Refusal };

async function steps(path: string, body: string | Blob, type: string, told: (step: Step) => void, signal: AbortSignal): Promise<Ended> {
  const headers = { accept: 'application/x-ndjson', 'content-type': type };
  try {
    const response = await fetch(path, { method: 'POST', headers, body, signal });
    if (!response.ok || !response.body) return refused(await failureOf(response));
    let ended: Ended | undefined;
    for await (const line of linesOf(response.body)) {
      const { result, failure, ...step } = JSON.parse(line) as Line;
      if (result) ended = { outcome: result };
      else if (failure) ended = { refusal: failure };
      else told(step as Step);
    }
    return ended ?? refused(new ApiError(0, '', undefined, undefined));
  } catch (error) {
    if (signal.aborted) throw error;
    return refused(new ApiError(0, '', undefined, undefined));
  }
}

function refused({ message, status, body }: ApiError): Ended {
  const { code, consent } = (body ?? {}) as Partial<Refusal>;
  return { refusal: { message, ...(status === 0 ? { code: 'network' } : code && { code }), ...(consent && { consent }) } };
}

export async function* linesOf(bytes: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = bytes.getReader();
  const decoder = new TextDecoder();
  let held = '';
  for (;;) {
    const { value, done } = await reader.read();
    held += done ? decoder.decode() : decoder.decode(value, { stream: true });
    const lines = held.split('\n');
    held = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
    if (!done) continue;
    if (held !== '') yield held;
    return;
  }
}
