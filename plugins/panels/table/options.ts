/** What a dashboard stores for this panel (spec dashboards.md 6.10): options of the panel, and `custom` of its fields. */
export interface SortBy {
  readonly displayName: string;
  readonly desc?: boolean;
}
export interface TableOptions {
  readonly frameIndex: number;
  readonly showHeader: boolean;
  readonly showTypeIcons?: boolean;
  readonly cellHeight: 'sm' | 'md' | 'lg' | 'auto';
  readonly sortBy: readonly SortBy[];
  readonly enablePagination?: boolean;
  readonly pageSize?: number;
  /** As dashboards wrote it before fields had footers of their own. */
  readonly footer: {
    readonly show: boolean;
    readonly reducer: readonly string[];
    /** Names of the fields that are calculated; all numbers when empty. */
    readonly fields?: string | readonly string[];
    readonly countRows?: boolean;
    readonly enablePagination?: boolean;
  };
  readonly frozenColumns: { readonly left?: number };
  readonly maxRowHeight?: number;
  readonly disableKeyboardEvents?: boolean;
}

export type Align = 'auto' | 'left' | 'center' | 'right';
export interface CellOptions {
  readonly type:
    | 'auto'
    | 'color-text'
    | 'color-background'
    | 'gauge'
    | 'sparkline'
    | 'json-view'
    | 'image'
    | 'data-links'
    | 'actions'
    | 'pill'
    | 'markdown'
    | 'geo'
    | 'custom';
  readonly mode?: 'basic' | 'gradient' | 'lcd';
  readonly applyToRow?: boolean;
  readonly wrapText?: boolean;
  readonly valueDisplayMode?: 'color' | 'text' | 'hidden';
  readonly alt?: string;
  readonly title?: string;
  readonly dynamicHeight?: boolean;
  /** Of sparklines. */
  readonly hideValue?: boolean;
  readonly drawStyle?: 'line' | 'bars' | 'points';
  readonly lineWidth?: number;
  readonly lineInterpolation?: 'linear' | 'smooth' | 'stepBefore' | 'stepAfter';
  readonly fillOpacity?: number;
  readonly gradientMode?: 'none' | 'opacity' | 'hue' | 'scheme';
  readonly pointSize?: number;
  readonly spanNulls?: boolean | number;
}
export interface ColumnStyle {
  readonly width?: number;
  readonly minWidth?: number;
  readonly align?: Align | null;
  readonly cellOptions?: CellOptions;
  readonly filterable?: boolean;
  readonly hidden?: boolean;
  readonly hideFrom?: { readonly viz?: boolean };
  readonly hideHeader?: boolean;
  readonly inspect?: boolean;
  readonly wrapText?: boolean;
  readonly wrapHeaderText?: boolean;
  readonly sortable?: boolean;
  readonly tooltip?: { readonly field?: string; readonly placement?: string };
  readonly styleField?: string;
  readonly footer?: { readonly reducers?: readonly string[] };
}

export const defaults: TableOptions = {
  frameIndex: 0,
  showHeader: true,
  cellHeight: 'sm',
  sortBy: [],
  footer: { show: false, reducer: [], countRows: false },
  frozenColumns: {},
};
export const styleDefaults: ColumnStyle = { align: 'auto', cellOptions: { type: 'auto' }, inspect: false };
export const leastWidth = 150;
export const rowHeights = { sm: 36, md: 48, lg: 60, auto: 36 } as const;
