/**
 * The front end of a datasource. A module exports `datasources: { <contribution name>: DatasourceUi }`; the explore page, the panel
 * editor and the configuration page show its editors. A datasource without them gets plain ones made from its settings and queries.
 */
import type { VNode } from 'preact';
import type { Query, TimeRange } from '../contributions/datasource.ts';
import type { FrameData } from '../data/frame.ts';

export interface DatasourceUi<Q extends Query = Query, Settings extends object = Record<string, unknown>> {
  /** What a new query of this datasource holds, beside its refId. */
  readonly emptyQuery?: Partial<Q>;
  readonly query?: (props: QueryEditorProps<Q>) => VNode | null;
  /**
   * Its own settings. Name, address, sign-in, certificates, headers and time limit of whatever reaches an address are drawn by the page
   * around it, for every type alike.
   */
  readonly config?: (props: ConfigEditorProps<Settings>) => VNode | null;
  /** For variables of type `query`, where the plain query editor does not fit. */
  readonly variable?: (props: QueryEditorProps<Q>) => VNode | null;
  readonly annotation?: (props: QueryEditorProps<Q>) => VNode | null;
  /** One line that says what a query asks, for the folded card. */
  describe?(query: Q): string;
}

/** The configured datasource an editor works for. */
export interface DatasourceRef {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly jsonData: Readonly<Record<string, unknown>>;
}

export interface QueryEditorProps<Q extends Query = Query> {
  readonly query: Q;
  onChange(query: Q): void;
  /** Asks with the query as it is now. */
  onRun(): void;
  readonly datasource: DatasourceRef;
  /** `GET` or `POST` of `/api/datasources/uid/:uid/resources/<path>`, the answer parsed. Failures are `ApiError`s. */
  resource(path: string, params?: Readonly<Record<string, string | readonly string[]>>): Promise<unknown>;
  readonly range: TimeRange;
  /** Where it is shown: some editors say less in some places. */
  readonly place: 'panel' | 'explore' | 'variable' | 'annotation' | 'alert';
  /** What this query gave last. */
  readonly frames?: readonly FrameData[];
  readonly failure?: string;
  /** Names of the variables that may be used, without `$`. */
  readonly variables?: readonly string[];
}

export interface DatasourceSettings<Settings extends object = Record<string, unknown>> {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly url: string;
  readonly access: 'proxy' | 'direct';
  readonly basicAuth: boolean;
  readonly basicAuthUser: string;
  readonly withCredentials: boolean;
  readonly database: string;
  readonly user: string;
  readonly jsonData: Settings;
  /** Names of the secrets that are set; their values never come back. */
  readonly secureJsonFields: Readonly<Record<string, boolean>>;
  /** Secrets typed since, to be stored. */
  readonly secureJsonData: Readonly<Record<string, string>>;
  readonly readOnly: boolean;
}
export interface ConfigEditorProps<Settings extends object = Record<string, unknown>> {
  readonly settings: DatasourceSettings<Settings>;
  onChange(settings: DatasourceSettings<Settings>): void;
}
