/**
 * The contribution points: where a plugin plugs in. One file a point holds its declaration (what the manifest
 * says, pure data) and its handler (what the plugin's code gives). Points without a handler are data only,
 * or are filled by the front end module.
 */
import type { AppDeclaration } from './app.ts';
import type { AuthProviderDeclaration, AuthProviderHandler } from './auth-provider.ts';
import type { CatalogSourceDeclaration, CatalogSourceHandler } from './catalog-source.ts';
import type { DashboardDeclaration } from './dashboard.ts';
import type { DatasourceDeclaration, DatasourceHandler } from './datasource.ts';
import type { LineageDeclaration, LineageHandler } from './lineage.ts';
import type { NavigationDeclaration } from './navigation.ts';
import type { NotifierDeclaration, NotifierHandler } from './notifier.ts';
import type { PageDeclaration } from './page.ts';
import type { PanelDeclaration } from './panel.ts';
import type { RouteDeclaration, RouteHandler } from './route.ts';
import type { ScheduleDeclaration, ScheduleHandler } from './schedule.ts';
import type { SharedModuleDeclaration, ShellDeclaration } from './shell.ts';
import type { TransformationDeclaration } from './transformation.ts';

/** What `orrery.contributes` may hold: a point to a map from contribution name to its declaration. */
export interface ContributionDeclarations {
  readonly datasource?: Readonly<Record<string, DatasourceDeclaration>>;
  readonly panel?: Readonly<Record<string, PanelDeclaration>>;
  readonly transformation?: Readonly<Record<string, TransformationDeclaration>>;
  readonly page?: Readonly<Record<string, PageDeclaration>>;
  readonly navigation?: Readonly<Record<string, NavigationDeclaration>>;
  readonly route?: Readonly<Record<string, RouteDeclaration>>;
  readonly authProvider?: Readonly<Record<string, AuthProviderDeclaration>>;
  readonly notifier?: Readonly<Record<string, NotifierDeclaration>>;
  readonly catalogSource?: Readonly<Record<string, CatalogSourceDeclaration>>;
  readonly lineage?: Readonly<Record<string, LineageDeclaration>>;
  readonly schedule?: Readonly<Record<string, ScheduleDeclaration>>;
  readonly app?: Readonly<Record<string, AppDeclaration>>;
  readonly dashboard?: Readonly<Record<string, DashboardDeclaration>>;
  readonly shell?: Readonly<Record<string, ShellDeclaration>>;
  readonly sharedModule?: Readonly<Record<string, SharedModuleDeclaration>>;
}

/** Points whose contributions run in the backend, with the code each asks for. `service` comes from `provides`. */
export interface BackendHandlers {
  readonly datasource: DatasourceHandler;
  readonly route: RouteHandler;
  readonly authProvider: AuthProviderHandler;
  readonly notifier: NotifierHandler;
  readonly catalogSource: CatalogSourceHandler;
  readonly lineage: LineageHandler;
  readonly schedule: ScheduleHandler;
}

export type BackendPoint = keyof BackendHandlers;
export const backendPoints = [
  'datasource',
  'route',
  'authProvider',
  'notifier',
  'catalogSource',
  'lineage',
  'schedule',
] as const satisfies BackendPoint[];
export const points = [
  ...backendPoints,
  'panel',
  'transformation',
  'page',
  'navigation',
  'app',
  'dashboard',
  'shell',
  'sharedModule',
] as const;
export type Point = (typeof points)[number];

/** Points where a name means the same thing for everybody, so that only one plugin may take it. Elsewhere names are the plugin's own. */
export const pointsWithGlobalNames: ReadonlySet<string> = new Set([
  'datasource',
  'panel',
  'transformation',
  'authProvider',
  'notifier',
  'catalogSource',
  'app',
  'shell',
  'sharedModule',
  'service',
]);

/** Points that front end modules fill; the shell loads what they hold by name, under the point's plural. */
export const drawnPoints = ['panel', 'datasource', 'transformation'] as const;
