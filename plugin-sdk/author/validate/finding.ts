/** What is wrong with a plugin: where, and what to do. */
export interface Finding {
  /** `area/what`, for programs and for searching. */
  readonly rule: string;
  /** `error` keeps a plugin out of a server or a catalog; a `warning` is what its users will wish you had mended. */
  readonly severity: 'error' | 'warning';
  /** Below the plugin's folder. */
  readonly file: string;
  readonly line?: number;
  readonly message: string;
  readonly remedy: string;
}

export const error = (rule: string, file: string, message: string, remedy: string, line?: number): Finding => ({
  ...{ rule, severity: 'error', file, message, remedy },
  ...(line !== undefined && { line }),
});
export const warning = (rule: string, file: string, message: string, remedy: string, line?: number): Finding => ({
  ...error(rule, file, message, remedy, line),
  severity: 'warning',
});
