/** The parts of a dashboard's JSON that are read here. Everything else is kept as it came. */
import type { Query } from '@orrery/plugin-sdk';
import type { FieldConfigSource } from '@orrery/plugin-sdk/data/display/types';

export interface DatasourceRef {
  readonly uid?: string;
  readonly type?: string;
}
/** As dashboards hold it: a reference, an old one by name, or none for the default. */
export type StoredRef = DatasourceRef | string | null | undefined;

export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
export type Target = Query & { readonly datasource?: StoredRef };

export interface DataLink {
  readonly title?: string;
  readonly url?: string;
  readonly targetBlank?: boolean;
}
export interface PanelModel {
  readonly id?: number;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly transparent?: boolean;
  readonly gridPos?: GridPos;
  readonly datasource?: StoredRef;
  readonly targets?: readonly Target[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly fieldConfig?: FieldConfigSource;
  readonly interval?: string | null;
  readonly maxDataPoints?: number | null;
  readonly timeFrom?: string | null;
  readonly timeShift?: string | null;
  readonly hideTimeOverride?: boolean;
  readonly collapsed?: boolean;
  readonly panels?: readonly PanelModel[];
  readonly repeat?: string | null;
  readonly repeatDirection?: 'h' | 'v';
  readonly maxPerRow?: number;
  /** Left behind by old saves of repeated panels and rows. */
  readonly repeatPanelId?: number | null;
  readonly repeatIteration?: number | null;
  readonly transformations?: readonly unknown[];
  readonly links?: readonly DataLink[];
  readonly libraryPanel?: { readonly uid?: string; readonly name?: string };
}

export type StoredValue = string | number | boolean | null | readonly (string | number | null)[];
export interface StoredOption {
  readonly text?: unknown;
  readonly value?: unknown;
  readonly selected?: boolean;
}
export interface AdhocFilter {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
  readonly values?: readonly string[];
}
export interface VariableModel {
  readonly name: string;
  readonly type: string;
  readonly label?: string | null;
  readonly description?: string | null;
  /** 0 label and value, 1 value only, 2 hidden, 3 in the menu of controls. */
  readonly hide?: number;
  readonly skipUrlSync?: boolean;
  readonly query?: unknown;
  readonly definition?: string;
  readonly datasource?: StoredRef;
  readonly regex?: string;
  readonly regexApplyTo?: 'value' | 'text';
  readonly sort?: number;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string | null;
  readonly allowCustomValue?: boolean;
  readonly staticOptions?: readonly StoredOption[];
  readonly staticOptionsOrder?: 'before' | 'after' | 'sorted';
  /** 0 never, 1 on load, 2 whenever the time range changes. */
  readonly refresh?: number;
  readonly options?: readonly StoredOption[];
  readonly current?: { readonly text?: StoredValue; readonly value?: StoredValue };
  readonly valuesFormat?: 'csv' | 'json';
  readonly auto?: boolean;
  readonly auto_count?: number;
  readonly auto_min?: string;
  readonly enabledValue?: string;
  readonly disabledValue?: string;
  readonly filters?: readonly AdhocFilter[];
  readonly baseFilters?: readonly AdhocFilter[];
  readonly defaultKeys?: readonly StoredOption[];
  readonly defaultValue?: { readonly value?: StoredValue };
}

export interface AnnotationQuery {
  readonly name: string;
  readonly enable?: boolean;
  readonly hide?: boolean;
  readonly iconColor?: string;
  readonly builtIn?: number;
  readonly type?: string;
  readonly datasource?: StoredRef;
  readonly target?: Readonly<Record<string, unknown>>;
  readonly filter?: { readonly exclude?: boolean; readonly ids?: readonly number[] };
  readonly mappings?: Readonly<
    Record<string, { readonly source?: 'field' | 'text' | 'skip'; readonly value?: string; readonly regex?: string }>
  >;
  readonly [key: string]: unknown;
}

export interface DashboardLink {
  readonly title?: string;
  readonly type?: 'link' | 'dashboards';
  readonly icon?: string;
  readonly tooltip?: string;
  readonly url?: string;
  readonly tags?: readonly string[];
  readonly asDropdown?: boolean;
  readonly targetBlank?: boolean;
  readonly includeVars?: boolean;
  readonly keepTime?: boolean;
}

export interface Dashboard {
  readonly id?: number | null;
  readonly uid: string;
  readonly title: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly editable?: boolean;
  readonly panels?: readonly PanelModel[];
  readonly templating?: { readonly list?: readonly VariableModel[] };
  readonly annotations?: { readonly list?: readonly AnnotationQuery[] };
  readonly links?: readonly DashboardLink[];
  readonly time?: { readonly from?: string; readonly to?: string };
  readonly timepicker?: {
    readonly hidden?: boolean;
    readonly nowDelay?: string;
    readonly refresh_intervals?: readonly string[];
    readonly quick_ranges?: readonly { readonly display?: string; readonly from: string; readonly to: string }[];
  };
  readonly refresh?: string | false;
  readonly timezone?: string;
  readonly weekStart?: string;
  readonly fiscalYearStartMonth?: number;
  readonly graphTooltip?: number;
  readonly preload?: boolean;
  readonly liveNow?: boolean;
  readonly version?: number;
  readonly schemaVersion?: number;
}

/** One configured data source as the page knows it. */
export interface KnownDatasource {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly isDefault: boolean;
  readonly available: boolean;
  readonly jsonData: Readonly<Record<string, unknown>>;
  /** Keys of a query that say what it asks; a query that holds none of them is not sent. */
  readonly asks?: readonly string[];
  /** Knows what stood around a line of logs. */
  readonly logContext?: boolean;
}
