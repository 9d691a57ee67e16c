/** What HTTP needs of the rest of the kernel, and nothing more. */
import type { Instance, Principal, Result } from '@orrery/plugin-sdk';
import type { SignIn } from '@orrery/plugin-sdk/contributions/route';
import type { Access, Audit, Sessions } from '../access/types.ts';
import type { LiveHub } from '../capabilities/live.ts';
import type { Config } from '../config/config.ts';
import type { Dispatch } from '../dispatch.ts';
import type { Execution } from '../execution/types.ts';
import type { Installer } from '../installer/types.ts';
import type { DesiredState } from '../loader/desired.ts';
import type { Develop } from '../loader/develop.ts';
import type { Observe } from '../observe/types.ts';
import type { Registry } from '../registry/types.ts';
import type { Revocations } from '../signature/revocations.ts';
import type { Claim } from './claim.ts';

export interface HttpParts {
  readonly config: Config;
  readonly registry: Registry;
  readonly dispatch: Dispatch;
  readonly execution: Pick<Execution, 'confinement' | 'hosts' | 'usage'>;
  readonly access: Access;
  readonly sessions: Sessions;
  readonly audit: Audit;
  readonly observe: Observe;
  readonly live: LiveHub;
  readonly claim: Claim;
  readonly instanceOf: (point: string, uid: string, orgId: number) => Promise<Instance | undefined>;
  /** The settings of an app in an organisation. */
  readonly appOf: (plugin: string, orgId: number) => Promise<Instance | undefined>;
  readonly pingDatabase: () => Promise<{ ok: boolean; cause: string }>;
  readonly granted: (key: string) => Readonly<Record<string, unknown>> | undefined;
  readonly logTail: (plugin: string) => readonly unknown[];
  readonly develop: Pick<Develop, 'active' | 'problems' | 'onProblems'>;
  /** Administration of plugins; each answers once the change is made. */
  readonly plugins: {
    enable(id: string, by: Principal): Promise<Result<unknown>>;
    disable(id: string, by: Principal): Promise<Result<unknown>>;
    restart(id: string, by: Principal): Promise<Result<unknown>>;
  };
  readonly installer: Installer;
  /** Bytes a package may have. */
  readonly largest: number;
  readonly desired: Pick<DesiredState, 'list' | 'pending' | 'kept'>;
  readonly revocations: Revocations;
  /** Puts what was taken back into effect. */
  readonly trustChanged: () => Promise<void>;
  readonly version: string;
  readonly commit: string;
}

/** What is known of a request once it is authenticated. Made once, frozen, handed on; nothing of it lives anywhere else. */
export interface Caller {
  readonly requestId: string;
  readonly principal: Principal | undefined;
  /** Set when a cookie spoke for the caller: such requests prove where they come from. */
  readonly session: { readonly token: string; readonly id: number } | undefined;
  readonly clientAddress: string;
  /** The credential comes by itself, as a cookie does. */
  readonly ambient?: boolean;
  /** A session to open beside the answer, for whom and by which provider. */
  readonly opens?: SignIn & { readonly provider: string };
  /** `unavailable`: nobody could be asked who this is, which says nothing against them. */
  readonly refused: { readonly message: string; readonly retryAfterSeconds?: number; readonly unavailable?: boolean } | undefined;
}
export const refusedStatus = (refused: Caller['refused']): 401 | 503 => (refused?.unavailable ? 503 : 401);
