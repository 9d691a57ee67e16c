/** The parts of a dashboard's JSON that are read here. Everything else is kept as it came. */
import type { Query } from '@orrery/plugin-sdk';
import type { FieldConfigSource } from '@orrery/plugin-sdk/data/display/types';

export interface DatasourceRef {
  readonly uid?: string;
  readonly type?: string;
}
export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
export interface PanelModel {
  readonly id?: number;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly transparent?: boolean;
  readonly gridPos?: GridPos;
  readonly datasource?: DatasourceRef | string | null;
  readonly targets?: readonly (Query & { readonly datasource?: DatasourceRef | string | null })[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly fieldConfig?: FieldConfigSource;
  readonly interval?: string;
  readonly maxDataPoints?: number | null;
  readonly timeFrom?: string;
  readonly timeShift?: string;
  readonly collapsed?: boolean;
  readonly panels?: readonly PanelModel[];
  readonly repeat?: string;
  readonly transformations?: readonly unknown[];
}
export interface VariableModel {
  readonly name: string;
  readonly type: string;
  readonly label?: string | null;
  readonly hide?: number;
  readonly query?: unknown;
  readonly definition?: string;
  readonly datasource?: DatasourceRef | string | null;
  readonly regex?: string;
  readonly sort?: number;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string | null;
  readonly refresh?: number;
  readonly options?: readonly { readonly text?: unknown; readonly value?: unknown; readonly selected?: boolean }[];
  readonly current?: { readonly text?: string | readonly string[]; readonly value?: string | readonly string[] };
  readonly auto?: boolean;
  readonly auto_count?: number;
  readonly auto_min?: string;
}
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly panels?: readonly PanelModel[];
  readonly templating?: { readonly list?: readonly VariableModel[] };
  readonly time?: { readonly from?: string; readonly to?: string };
  readonly refresh?: string | false;
  readonly timezone?: string;
  readonly graphTooltip?: number;
  readonly version?: number;
}
/** One configured data source as the page knows it. */
export interface KnownDatasource {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly isDefault: boolean;
  readonly available: boolean;
  readonly jsonData: Readonly<Record<string, unknown>>;
}
