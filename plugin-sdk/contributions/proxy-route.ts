/**
 * Addresses to which requests are passed on for a plugin: `routes` of plugin.json, in Grafana's words. What a template names is filled in where
 * the plugin's code never is; nothing that no route lists is passed on.
 */

/** `{{ .JsonData.x }}`, `{{ .SecureJsonData.x }}` and `{{ orEmpty .JsonData.x }}` in the texts stand for settings of the instance. */
export interface ProxyRoute {
  /** Of a data source the parts that a request's path begins with; of an app the whole path: words, `:name`, a last `*` for the rest. */
  readonly path: string;
  /** One method, several with commas, or every one when it is empty, absent or `*`. */
  readonly method?: string;
  /** Base of where requests go, a template; the address of the data source when absent. */
  readonly url?: string;
  readonly reqSignedIn?: boolean;
  /** The least basic role: `Viewer`, `Editor` or `Admin`. */
  readonly reqRole?: string;
  /** Asked instead of the role. */
  readonly reqAction?: string;
  /** Set on the request, in place of what it brings. */
  readonly headers?: readonly NamedTemplate[] | null;
  /** Appended to the query. */
  readonly urlParams?: readonly NamedTemplate[] | null;
  /** Sent instead of the request's body, as JSON. */
  readonly body?: unknown;
  /** Asked for a token that goes along as `Authorization: Bearer`. */
  readonly tokenAuth?: TokenAuth | null;
  /** The same, with an assertion signed by a private key: `token_uri`, `client_email`, `private_key`. */
  readonly jwtTokenAuth?: TokenAuth | null;
  readonly authType?: string;
}
export interface NamedTemplate {
  readonly name: string;
  readonly content: string;
}
export interface TokenAuth {
  readonly url?: string;
  readonly scopes?: readonly string[] | null;
  readonly params?: Readonly<Record<string, string>> | null;
}
