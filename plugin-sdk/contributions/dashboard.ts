/** Point `dashboard`: a dashboard that comes with a plugin, to be imported by whoever wants it. Its name is its file when `includes` named it. */
export interface DashboardDeclaration {
  /** JSON of the dashboard, in the package. */
  readonly file: string;
  readonly title: string;
  readonly uid?: string;
}
