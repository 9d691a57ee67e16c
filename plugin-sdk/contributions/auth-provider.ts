/** Point `authProvider`: turns what a request brought (a header, a token) into a principal. Asked in order of `order`, lowest first. */
import type { Principal } from '../principal.ts';
import type { CallContext } from './context.ts';

export interface AuthProviderDeclaration {
  /** Below 60 before the session cookie is looked at, above it only when nothing else said who it is. */
  readonly order: number;
  /**
   * Asked only for requests that carry one of these: a header name or `authorization:<scheme>`, lower case; `query:<name>`; or
   * `setting:<section>:<key>` for the header whose name stands in the configuration. `nothing`: asked for requests that brought
   * nothing anybody took.
   */
  readonly credentials: readonly string[];
  /** Further headers it sees when a request has them. A setting may also hold pairs, `Name:X-Name Role:X-Role`. Never cookies. */
  readonly also?: readonly string[];
  /** `section:key` of the switch in the configuration; it is asked nothing while that is off. */
  readonly when?: string;
  /** Browsers, or a proxy before them, send the credential by themselves: what changes something must come from one of our own pages. */
  readonly ambient?: boolean;
  /** It has `resolve`: it knows the people whose sessions the kernel holds. Nobody else is woken to be asked. */
  readonly resolvesSessions?: boolean;
  /** Shown on the sign-in page. */
  readonly form?: { readonly label: string; readonly path: string };
}

export interface Credentials {
  /** Only the headers that the declaration names, lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Only the parts of the query string that the declaration names. */
  readonly query: Readonly<Record<string, string>>;
  /** Address of the peer that sent the request, which is a proxy's where one stands before us. */
  readonly clientAddress: string;
  readonly path: string;
}

export type Authenticated =
  | {
      readonly kind: 'principal';
      readonly principal: Omit<Principal, 'via' | 'key'> /** How long the kernel may remember, in ms; 0 asks again each time. */;
      readonly cacheMs: number;
      /** Also open a session, so that the credential need not come again. Needs capability `identity: ['signIn']`. */
      readonly signIn?: boolean;
    }
  /** Not mine, ask the next. */
  | { readonly kind: 'pass' }
  /** Mine, and wrong: 401 with this message. */
  | { readonly kind: 'refused'; readonly message: string; readonly retryAfterSeconds?: number };

export interface AuthProviderHandler {
  authenticate(credentials: Credentials, context: CallContext): Authenticated | Promise<Authenticated>;
  /**
   * The principal of a session the kernel holds, as it is now (role changed, user disabled: `pass`). `asked`: the request named the
   * organisation, so that no other will do. Asked only where the declaration says `resolvesSessions`.
   */
  resolve?(
    session: { readonly userId: number; readonly orgId: number; readonly asked: boolean },
    context: CallContext,
  ): Authenticated | Promise<Authenticated>;
}
