/** Files into dashboards: what changed is saved, what is gone is deleted or let go. */
import type { Row } from '@orrery/plugin-sdk';
import type { App, Org } from '../app.ts';
import { libraryUids } from '../dashboard/panels.ts';
import { openPlaces } from './place.ts';
import type { Provider } from './providers.ts';
import { type Found, readModel, type Scan } from './scan.ts';

const tries = 5;

/** Gives what went wrong, each with its file. */
export async function saveFiles(app: App, { provider, found }: Scan): Promise<string[]> {
  const org = app.org(provider.orgId);
  const origins = new Map((await org.dashboards.originsOf(provider.name)).map((row) => [row.file as string, row]));
  const briefs = new Map(
    (await org.dashboards.briefs({ id: [...origins.values()].map((row) => row.dashboardId as number) })).map((row) => [row.id, row]),
  );
  const placeOf = await openPlaces(org, provider);
  const problems: string[] = [];
  const changed: string[] = [];
  for (const file of found) {
    const origin = origins.get(file.path);
    const before = origin && briefs.get(origin.dashboardId as number);
    try {
      const folderUid = await placeOf(file.path);
      // A file of a provider that people may save over keeps what they did, until the file itself changes.
      const moved = before && !provider.allowUiUpdates && before.folderUid !== folderUid;
      if (before && origin.hash === file.hash && !moved) {
        if (origin.editable !== provider.allowUiUpdates) {
          await org.dashboards.markEditable(origin, provider.allowUiUpdates);
          changed.push(before.uid as string);
        }
        continue;
      }
      changed.push(await saveFile(app, org, provider, file, folderUid, before));
    } catch (error) {
      problems.push(`${provider.name}: failed to save dashboard ${file.path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  await app.changed(org.orgId, changed);
  return problems;
}

async function saveFile(app: App, org: Org, provider: Provider, file: Found, folderUid: string, before: Row | undefined): Promise<string> {
  const model = await readModel(provider, app.granted.provisioning, file.path);
  // A file without a uid keeps the one that it was given at first.
  const uid = model.uid || (before?.uid as string | undefined);
  const elements = await org.library.idsOf(libraryUids(model));
  for (let attempt = 0; attempt < tries; attempt++) {
    const over = uid ? await org.dashboards.handle(uid) : undefined;
    const row = await org.dashboards.write(over, {
      model: uid ? { ...model, uid } : model,
      ...{ folderUid, message: '', by: '', byId: 0, elements },
      origin: { provider: provider.name, file: file.path, hash: file.hash, editable: provider.allowUiUpdates },
    });
    if (row === 'taken') continue;
    // The file has another uid than before: what it was is gone from it.
    if (before && before.id !== row.id) await letGo(app, org, provider, [before]);
    return row.uid as string;
  }
  throw new Error('somebody else saves it again and again; it is tried at the next round.');
}

/** Dashboards of this provider whose file is gone. */
export async function forgetMissing(app: App, { provider, files }: Scan): Promise<void> {
  const org = app.org(provider.orgId);
  const present = new Set(files.map(({ path }) => path));
  const gone = (await org.dashboards.originsOf(provider.name)).filter(({ file }) => !present.has(file as string));
  if (gone.length > 0) await letGo(app, org, provider, await org.dashboards.briefs({ id: gone.map((row) => row.dashboardId as number) }));
}

async function letGo(app: App, org: Org, { disableDeletion }: Provider, rows: readonly Row[]): Promise<void> {
  const uids = rows.map((row) => row.uid as string);
  if (disableDeletion) for (const row of rows) await org.dashboards.release(row.id);
  else {
    await org.dashboards.remove(rows);
    await app.told.removed('dashboards', uids);
  }
  await app.changed(org.orgId, uids);
}

/** Dashboards whose provider is in no file any more, in whichever organisation. */
export async function removeOrphans(app: App, orphans: readonly Row[]): Promise<void> {
  for (const orgId of new Set(orphans.map((row) => row.orgId as number))) {
    const org = app.org(orgId);
    const ids = orphans.filter((row) => row.orgId === orgId).map((row) => row.dashboardId as number);
    const rows = await org.dashboards.briefs({ id: ids });
    const uids = rows.map((row) => row.uid as string);
    await org.dashboards.remove(ids.map((id) => ({ id })));
    await app.changed(orgId, uids);
    await app.told.removed('dashboards', uids);
  }
}
