/** Files of a package as a manifest names them: posix paths below the root, lower-case SHA-256. */
import { createHash } from 'node:crypto';

export type Files = ReadonlyMap<string, Uint8Array>;

export const manifestName = 'MANIFEST.txt';
const detachedName = /^MANIFEST\.([0-9a-f]{16})\.asc$/;

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The key id in the name of a further signature over the manifest, or undefined for any other file. */
export function detachedKeyId(path: string): string | undefined {
  return detachedName.exec(path)?.[1];
}

/** What signs and is therefore not signed: the manifest at the root, and further signatures over it. Below the root the names mean nothing. */
export function isSignature(path: string): boolean {
  return path === manifestName || detachedName.test(path);
}

/** The hash of every file that a manifest lists, sorted, so that the same files give the same bytes anywhere. */
export function digests(files: Files): Record<string, string> {
  const paths = [...files.keys()].filter((path) => !isSignature(path)).sort();
  return Object.fromEntries(paths.map((path) => [path, sha256(files.get(path) as Uint8Array)]));
}

/** Why a path may not stand in a manifest or an archive, or undefined. What is refused here names one place in two ways, or a place outside. */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'it is empty';
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return 'it is absolute';
  if (/[\\\u0000-\u001f\u007f]/.test(path)) return 'it holds a backslash or a control character';
  if (path.split('/').includes('..')) return 'it leaves the package';
  if (path.split('/').some((part) => part === '.' || part === '')) return 'it names a place in two ways';
  return undefined;
}
