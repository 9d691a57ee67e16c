/**
 * `provisioning`: the YAML files of `<provisioning>/<kind>/`, expanded as Grafana expands them, and the folders of JSON files
 * that those files name. The plugin never sees the file system: paths it did not find in a provisioning file do not exist.
 *
 * Asked for by kind (`dashboards`), or as `setting:section:key` for the one JSON file whose path a setting holds.
 */
export type ProvisioningRequest = readonly string[];
export interface ProvisioningDocument {
  /** File name below the kind's folder, for messages. */
  readonly file: string;
  readonly content?: unknown;
  /** The file exists and could not be read: what, where, what to do. */
  readonly error?: string;
}
export interface ProvisionedFile {
  readonly path: string;
  readonly modified: number;
  /** Changes when the content does. */
  readonly hash: string;
}
export interface Provisioning {
  documents(kind: string): Promise<readonly ProvisioningDocument[]>;
  /** Every `.json` file below a folder that a document of this kind names in `options.path`. */
  files(kind: string, folder: string): Promise<readonly ProvisionedFile[]>;
  read(kind: string, folder: string, path: string): Promise<string>;
  /** The text of the JSON file that a setting names; undefined while it names none. Fails with `provisioning/no-file`. */
  named(section: string, key: string): Promise<string | undefined>;
}
