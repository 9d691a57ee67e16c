/** Point `route`: an HTTP route. The kernel authenticates, decides and counts; the handler sees only allowed requests. */
import type { CallContext } from './context.ts';

/**
 * Who may call. `{uid}` and `{id}` in a scope are filled from the path's parameters, `{query.x}` from the query string.
 * A route with no rule is refused when the plugin is verified.
 */
export type Rule =
  | { readonly action: string; readonly scope?: string }
  | { readonly anyOf: readonly { readonly action: string; readonly scope?: string }[] }
  /** Whoever has a name here. */
  | { readonly signedIn: true }
  /** Whoever the server lets in, nameless visitors of `[auth.anonymous]` too. The handler answers with what the caller may see. */
  | { readonly admitted: true }
  /** Only the operator of this server (Grafana's server admin). */
  | { readonly serverAdmin: true }
  /** No principal needed: sign-in itself. */
  | { readonly anyone: true }
  /** Works only while nobody has claimed this server, with the claim code; core plugins only. */
  | { readonly claim: true };

export interface RouteDeclaration {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Absolute, `:name` for a parameter, a last `*` for the rest: `/api/dashboards/uid/:uid`. Below level commercial it lies below `/api/` and
   * a word that no other plugin's routes have there.
   */
  readonly path: string;
  readonly rule: Rule;
  /** Largest accepted body; 1 MB when absent. */
  readonly bodyKB?: number;
  /**
   * The answer may be kept by the kernel under this key until an event `cache.invalidate` of this plugin names the key
   * (`{uid}` filled as in a scope; organisation and path are always part). GET only; checked after the rule at every request.
   */
  readonly cache?: string;
  /** Recorded in the audit trail. Unsafe methods are by default; a query by POST says `false`. */
  readonly audit?: boolean;
  /** Answers only while no other plugin contributes a route for the same requests. */
  readonly givesWay?: boolean;
  /** The body as it came, not parsed: for requests that are passed on. */
  readonly rawBody?: boolean;
}

export interface RouteRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** Every value of every key, decoded. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Lower case; no cookies, no credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON when the content type says so, else the bytes; absent without a body. */
  readonly body?: unknown;
  /** Address of the client as the kernel trusts it. */
  readonly clientAddress: string;
}

export interface RouteResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Plain data is sent as JSON; text and bytes as they are; an iterable streams with back-pressure. */
  readonly body?: unknown;
  /** Instead of a body: ask other contributions, and send what they say, joined. The bytes never enter this plugin. */
  readonly compose?: Composition;
  /** Instead of a body: what an instance answers, status, headers and body as it gives them. The bytes never enter this plugin. */
  readonly forward?: Forwarded;
  /** Only with capability `identity: ['signIn']`: open a session for this principal and set its cookie; `null` closes the caller's. */
  readonly session?: SignIn | null;
  /** Only within the kernel's own origin, by path. */
  readonly redirect?: string;
}

/** Decided on like a composed call. Its method answers with a `ResourceResponse`, whole or as a stream. */
export interface Forwarded extends Omit<ComposedCall, 'encoding' | 'missing' | 'denied'> {
  /** Answers in place of those with these statuses. */
  readonly replace?: Readonly<Record<number, { readonly status: number; readonly text: string }>>;
}

export interface SignIn {
  readonly userId: number;
  readonly orgId: number;
}

/**
 * Literal pieces and calls in the order of the answer. Each call is decided on (`action` on `scope`) and runs at once;
 * the parts are joined as they come in order. `accept` chooses between encodings, see `bridge/encoding.ts`.
 */
export interface Composition {
  readonly contentType: string;
  readonly parts: readonly (string | ComposedCall)[];
}
export interface ComposedCall {
  readonly point: string;
  readonly instance: { readonly uid: string };
  readonly method: string;
  readonly argument: unknown;
  readonly encoding: string;
  readonly action: string;
  readonly scope: string;
  /** The whole answer where there is no such instance; without it, a failure in the place of this part. Nobody is asked then. */
  readonly missing?: Instead;
  /** The whole answer where the caller may not; without it, a failure in the place of this part. */
  readonly denied?: Instead;
}
/** Sent as JSON. A plugin that says what the kernel shall answer need not ask it first. */
export interface Instead {
  readonly status: number;
  readonly body: unknown;
}

export type RouteHandler = (request: RouteRequest, context: CallContext) => RouteResponse | Promise<RouteResponse>;
