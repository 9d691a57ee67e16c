/**
 * Plugins inside of a plugin: folders of its package with a plugin.json of their own. Their files are in the parent's signed manifest, so the
 * parent's verdict is theirs, where their own id gives no reason for another; they come and go with it.
 */
import { posix } from 'node:path';
import { ok, type Result } from '@orrery/plugin-sdk';
import type { VerifiedPackage } from '../registry/types.ts';
import { identify, verdictInside } from '../signature/package.ts';

/** One result a nested plugin, in the order of their folders; a broken one says why. */
export function nestedIn(parent: VerifiedPackage): Result<VerifiedPackage>[] {
  const folders = [...parent.files.keys()]
    .filter((path) => path !== 'plugin.json' && posix.basename(path) === 'plugin.json')
    .map((path) => posix.dirname(path))
    .sort();
  const isBuilt = (folder: string): boolean => folders.includes(posix.join(folder, 'dist'));
  return folders.filter((folder) => !isBuilt(folder)).map((folder) => nested(parent, folder));
}

function nested(parent: VerifiedPackage, folder: string): Result<VerifiedPackage> {
  const below = <Value>(all: ReadonlyMap<string, Value>): Map<string, Value> =>
    new Map([...all].filter(([path]) => path.startsWith(`${folder}/`)).map(([path, value]) => [path.slice(folder.length + 1), value]));
  const files = below(parent.files);
  const source = `${parent.source}/${folder}`;
  const identity = identify(files, source);
  if (!identity.ok) return identity;
  const verdict = verdictInside(parent.verdict, identity.value.id);
  return ok({ ...identity.value, hashes: below(parent.hashes), verdict, source, parent: parent.id });
}
