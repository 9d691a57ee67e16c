/** What a dashboard stores for this panel (spec dashboards.md 6.13). */
export interface AlertlistOptions {
  readonly viewMode: 'list' | 'stat';
  readonly groupMode: 'default' | 'custom';
  readonly groupBy: readonly string[];
  readonly maxItems: number;
  /** 1 and 2 by name, 3 by importance, 4 and 5 by time. */
  readonly sortOrder: number;
  readonly dashboardAlerts: boolean;
  readonly alertName: string;
  readonly alertInstanceLabelFilter: string;
  readonly datasource?: string;
  readonly folder?: { readonly uid?: string; readonly title?: string };
  readonly showInstances: boolean;
  readonly showInactiveAlerts: boolean;
  readonly stateFilter: Readonly<Record<'firing' | 'pending' | 'recovering' | 'noData' | 'normal' | 'error', boolean>>;
}
export const defaults: AlertlistOptions = {
  viewMode: 'list',
  groupMode: 'default',
  groupBy: [],
  maxItems: 20,
  sortOrder: 1,
  dashboardAlerts: false,
  alertName: '',
  alertInstanceLabelFilter: '',
  showInstances: false,
  showInactiveAlerts: false,
  stateFilter: { firing: true, pending: true, recovering: true, noData: false, normal: false, error: true },
};
