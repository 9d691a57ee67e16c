/** Packs a plugin as `readArchive` reads it. The same files give the same bytes, so that a package has one hash whoever packs it. */
import { type Zippable, zipSync } from 'fflate';

/** The earliest day a zip can name; local time, because that is what the format keeps. */
const noTime = new Date(1980, 0, 1);
/** Executables of process plugins carry their platform in their name. */
const runs = /_(linux|darwin|freebsd|windows)_(amd64|arm64|arm|386)(\.exe)?$/;

/** `id` is the one folder that holds them all. */
export function writeArchive(id: string, files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries: Zippable = {};
  for (const path of [...files.keys()].sort()) {
    const mode = 0o100000 | (runs.test(path) ? 0o755 : 0o644);
    entries[`${id}/${path}`] = [files.get(path) as Uint8Array, { mtime: noTime, level: 9, os: 3, attrs: (mode << 16) >>> 0 }];
  }
  return zipSync(entries);
}
