/** Point `authProvider`: turns what a request brought (a header, a token) into a principal. Asked in order of `order`, lowest first. */
import type { Principal } from '../principal.ts';
import type { CallContext } from './context.ts';

export interface AuthProviderDeclaration {
  readonly order: number;
  /** Asked only for requests that carry one of these: a header name, or `authorization:<scheme>`, both lower case. */
  readonly credentials: readonly string[];
  /** Shown on the sign-in page. */
  readonly form?: { readonly label: string; readonly path: string };
}

export interface Credentials {
  /** Only the headers that the declaration names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly clientAddress: string;
  readonly path: string;
}

export type Authenticated =
  | {
      readonly kind: 'principal';
      readonly principal: Omit<Principal, 'via' | 'key'> /** How long the kernel may remember, in ms; 0 asks again each time. */;
      readonly cacheMs: number;
    }
  /** Not mine, ask the next. */
  | { readonly kind: 'pass' }
  /** Mine, and wrong: 401 with this message. */
  | { readonly kind: 'refused'; readonly message: string; readonly retryAfterSeconds?: number };

export interface AuthProviderHandler {
  authenticate(credentials: Credentials, context: CallContext): Authenticated | Promise<Authenticated>;
  /** The principal of a session the kernel holds, as it is now (role changed, user disabled: `pass`). */
  resolve?(session: { readonly userId: number; readonly orgId: number }, context: CallContext): Authenticated | Promise<Authenticated>;
}
