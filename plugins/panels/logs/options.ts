/** What a dashboard stores for this panel (spec dashboards.md 6.11). */
export interface LogsOptions {
  readonly showTime: boolean;
  readonly showLabels: boolean;
  readonly showCommonLabels: boolean;
  readonly wrapLogMessage: boolean;
  readonly prettifyLogMessage: boolean;
  readonly enableLogDetails: boolean;
  readonly sortOrder: 'Descending' | 'Ascending';
  readonly dedupStrategy: 'none' | 'exact' | 'numbers' | 'signature';
  readonly showLogContextToggle?: boolean;
  readonly enableInfiniteScrolling?: boolean;
  /** Shown in place of the line. */
  readonly displayedFields?: readonly string[];
  readonly fontSize?: 'default' | 'small';
  readonly syntaxHighlighting?: boolean;
  readonly timestampResolution?: 'ms' | 'ns';
  readonly detailsMode?: 'inline' | 'sidebar';
  readonly showControls?: boolean;
  readonly showLevel?: boolean;
  readonly allowDownload?: boolean;
  readonly noInteractions?: boolean;
}

export const defaults: LogsOptions = {
  showTime: false,
  showLabels: false,
  showCommonLabels: false,
  wrapLogMessage: false,
  prettifyLogMessage: false,
  enableLogDetails: true,
  sortOrder: 'Descending',
  dedupStrategy: 'none',
  displayedFields: [],
  fontSize: 'default',
  timestampResolution: 'ms',
  detailsMode: 'inline',
  showLevel: true,
};
