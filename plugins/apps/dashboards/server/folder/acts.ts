/** What can be done to a folder, from whichever door: the same rights, the same refusals. */
import type { CallContext, RouteResponse, Row } from '@orrery/plugin-sdk';
import { denied, folderNotFound, refuse, refuseById } from '../answers.ts';
import type { App } from '../app.ts';
import type { Marks } from '../dashboard/store.ts';
import { uidProblem } from '../names.ts';
import { folderTarget, place } from '../rights.ts';
import type { FolderProblem } from './store.ts';

export type Acted = { readonly row: Row } | { readonly refused: RouteResponse };

const noChange = refuse(400, 'invalid uid for folder provided');
const changedMeanwhile = refuse(412, 'the folder has been changed by someone else', 'version-mismatch');
const problems: Readonly<Record<FolderProblem, RouteResponse>> = {
  taken: refuse(409, 'a folder/dashboard with the same uid already exists'),
  'too-deep': refuseById(400, 'folder.maximum-depth-reached', 'Maximum nested folder depth reached'),
  'no-parent': folderNotFound,
  circle: refuseById(400, 'folder.circular-reference', 'Circular reference detected'),
  changed: changedMeanwhile,
  gone: folderNotFound,
};
const refused = (answer: RouteResponse): Acted => ({ refused: answer });
const emptyTitle = refused(refuse(400, 'folder title cannot be empty'));
const gave = (made: Row | FolderProblem): Acted => (typeof made === 'string' ? { refused: problems[made] } : { row: made });

export interface FolderInput {
  readonly uid: string;
  readonly title: string;
  readonly parentUid: string;
  readonly description?: string | undefined;
  readonly marks?: Marks;
}

export async function createFolder(
  app: App,
  { uid, title, parentUid, description, marks }: FolderInput,
  context: CallContext,
): Promise<Acted> {
  if (!title) return emptyTitle;
  const wrong = uid === 'general' ? 'invalid uid for folder provided' : uidProblem(uid);
  if (wrong) return refused(refuse(400, wrong));
  const { folders, rights } = app.org(context.orgId);
  if (parentUid && !(await folders.get(parentUid))) return refused(folderNotFound);
  if (!(await rights.may('folders:create', place(parentUid)))) return refused(denied('folders:create', context));
  const made = await folders.create(title, {
    ...{ parentUid, by: context.principal.login },
    ...(uid && { uid }),
    ...(description && { description }),
    ...(marks && { marks }),
  });
  if (typeof made === 'string') return { refused: problems[made] };
  await app.foldersChanged(context.orgId, [made.uid as string]);
  await app.told.created('folders', made.uid as string, parentUid);
  return { row: made };
}

export interface FolderChange {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  /** The version that the change was made on; undefined changes whatever is there. */
  readonly version: number | undefined;
  readonly marks?: Marks;
}

export async function updateFolder(
  app: App,
  uid: string,
  { title, description, version, marks }: FolderChange,
  context: CallContext,
): Promise<Acted> {
  if (uid === 'general') return refused(noChange);
  const { folders, rights } = app.org(context.orgId);
  const row = await folders.get(uid);
  if (!row) return refused(folderNotFound);
  if (!(await rights.may('folders:write', folderTarget(row)))) return refused(denied('folders:write', context));
  if (title === '') return emptyTitle;
  if (version !== undefined && version !== row.version) return refused(changedMeanwhile);
  const change = { ...(title !== undefined && { title }), ...(description !== undefined && { description }), ...(marks && { marks }) };
  const made = await folders.update(row, row.version, change, context.principal.login);
  if (typeof made !== 'string') await forgetBelow(app, context.orgId, [uid]);
  return gave(made);
}

export async function moveFolder(app: App, uid: string, parentUid: string, context: CallContext): Promise<Acted> {
  if (uid === 'general') return refused(noChange);
  const { folders, rights } = app.org(context.orgId);
  const row = await folders.get(uid);
  if (!row || (parentUid && !(await folders.get(parentUid)))) return refused(folderNotFound);
  if (!(await rights.may('folders:write', folderTarget(row)))) return refused(denied('folders:write', context));
  if (!(await rights.may('folders:create', place(parentUid)))) return refused(denied('folders:create', context));
  const moved = await folders.move(uid, parentUid, context.principal.login);
  if (typeof moved === 'string') return refused(problems[moved]);
  const tree = await folders.tree();
  const all = [uid, ...tree.below(uid).map((below) => below.uid as string)];
  await app.foldersChanged(context.orgId, all);
  await forgetBelow(app, context.orgId, all);
  return { row: moved };
}

/** Dashboards say in which folder they lie, and what one may do with them hangs on all above. */
async function forgetBelow(app: App, orgId: number, folderUids: readonly string[]): Promise<void> {
  const rows = await app.org(orgId).dashboards.briefs({ folderUid: folderUids });
  await app.changed(
    orgId,
    rows.map((row) => row.uid as string),
  );
}
