/** `settings`: sections of the server's configuration, by name, read only, secrets masked unless the section is the plugin's own. */
/** Items are section names, or `section:key` for one key in clear text (core level only), read as a section of that one key. */
export type SettingsRequest = readonly string[];
export interface Settings {
  /** Names of all sections; needs `*`, which core plugins may ask for. */
  sections(): Promise<readonly string[]>;
  /** Every key of a section with its text value; empty when nothing is set. */
  section(name: string): Promise<Readonly<Record<string, string>>>;
}
