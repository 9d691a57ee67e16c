/** A key names one version of a plugin as it runs: `<id>@<version>#<start of its package's hash>`. */
import type { VerifiedPackage } from './types.ts';

export function keyOf({ id, version, hash }: Pick<VerifiedPackage, 'id' | 'version' | 'hash'>): string {
  return `${id}@${version}#${hash.slice(0, 12)}`;
}

/** The plugin that a key is of. */
export function pluginOf(key: string): string {
  return key.slice(0, key.lastIndexOf('@'));
}
