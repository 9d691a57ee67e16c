/** Catalogs may take back what they published: asked now and then, and what they say is kept here, so that it holds when they cannot be asked. */
import type { Logger } from '../observe/types.ts';
import type { Revocations } from '../signature/revocations.ts';
import type { Installer } from './types.ts';

export interface FollowParts {
  readonly installer: Pick<Installer, 'offers'>;
  readonly revocations: Revocations;
  readonly trustChanged: () => Promise<void>;
  readonly log: Pick<Logger, 'warn'>;
}

export async function followRevocations({ installer, revocations, trustChanged, log }: FollowParts): Promise<void> {
  const said = (await installer.offers()).revocations;
  if (said.length === 0) return;
  const known = new Map((await revocations.list()).filter(({ kind }) => kind === 'plugin').map((one) => [one.subject, one.versions]));
  let changed = false;
  for (const { plugin, versions = [], reason = '', catalog } of said) {
    const before = known.get(plugin);
    const covered =
      before !== undefined && (before.length === 0 || (versions.length > 0 && versions.every((version) => before.includes(version))));
    if (covered) continue;
    await revocations.add({ kind: 'plugin', subject: plugin, versions, reason }, `catalog:${catalog}`);
    log.warn(`The catalog "${catalog}" takes back ${plugin} ${versions.join(', ')}. ${reason}`.trim(), { plugin });
    changed = true;
  }
  if (changed) await trustChanged();
}
