/**
 * `shelf`: files of the folder that the configuration names for the instance at hand, read only. What the manifest asks for are points
 * (`catalogSource`); the plugin never learns where the folder is, and no link leads out of it.
 */
export type ShelfRequest = readonly string[];
export interface Shelf {
  /** True when the instance at hand has a folder. */
  has(): Promise<boolean>;
  /** A piece of at most 1 MB from `offset` on; empty at the end. `shelf/no-file` when it is not there. */
  read(file: string, offset?: number): Promise<Uint8Array>;
}
