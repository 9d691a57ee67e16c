/**
 * Invitations: a link that lets one person in, once. Its code has a part by which lists name it and a secret part of which only the hash
 * is kept, so the link is told when it is made and never again.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Role, Row, Storage } from '@orrery/plugin-sdk';

export interface NewInvite {
  readonly orgId: number;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly by: { readonly login: string; readonly name: string; readonly email: string };
}
export type InviteStatus = 'InvitePending' | 'Completed' | 'Revoked' | 'Expired';

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

export function openInvites(storage: Storage, lifeMs: () => Promise<number>, now: () => number = Date.now) {
  const invites = storage.table('invite');
  const statusOf = (row: Row): InviteStatus =>
    row.status === 'InvitePending' && (row.expires as number) <= now() ? 'Expired' : (row.status as InviteStatus);

  return {
    statusOf,
    async create({ orgId, email, name, role, by }: NewInvite): Promise<{ row: Row; code: string }> {
      const handle = randomBytes(9).toString('base64url');
      const secret = randomBytes(32).toString('base64url');
      const row = await invites.insert({
        ...{ handle, orgId, email, name, role, by },
        hash: hashOf(secret).toString('hex'),
        status: 'InvitePending' satisfies InviteStatus,
        created: now(),
        expires: now() + (await lifeMs()),
      });
      return { row, code: `${handle}.${secret}` };
    },
    async pending(orgId: number): Promise<readonly Row[]> {
      const rows = await invites.find({ where: { orgId, status: 'InvitePending' }, orderBy: [['id', 'asc']], limit: 5_000 });
      return rows.filter((row) => statusOf(row) === 'InvitePending');
    },
    /** By the whole code; who has only the name from a list has nothing. */
    async open(code: unknown): Promise<Row | undefined> {
      const [handle = '', secret = ''] = String(code).split('.');
      const row = handle ? await invites.get({ handle }) : undefined;
      const right = timingSafeEqual(hashOf(secret), Buffer.from((row?.hash as string | undefined) ?? hashOf('').toString('hex'), 'hex'));
      return right && secret ? row : undefined;
    },
    async revoke(orgId: number, code: string): Promise<boolean> {
      const row = await invites.get({ handle: code.split('.')[0] ?? '', orgId, status: 'InvitePending' });
      if (row) await invites.update(row.id, row.version, { status: 'Revoked' satisfies InviteStatus });
      return row !== undefined;
    },
    /** Fails with `storage/version` for the second of two who come at once. */
    complete: (row: Row) => invites.update(row.id, row.version, { status: 'Completed' satisfies InviteStatus }),
    /** The account could not be made: the link goes on being good. */
    async reopen(row: Row): Promise<void> {
      const stored = await invites.get({ id: row.id });
      if (stored) await invites.update(stored.id, stored.version, { status: 'InvitePending' satisfies InviteStatus });
    },
    async forgetOld(): Promise<void> {
      await invites.delete({ expires: { lt: now() - 30 * 86_400_000 } });
    },
  };
}
export type Invites = ReturnType<typeof openInvites>;

export function inviteJson(row: Row, status: InviteStatus, url = '') {
  const by = row.by as NewInvite['by'];
  return {
    id: row.id,
    orgId: row.orgId,
    name: row.name,
    email: row.email,
    role: row.role,
    invitedByLogin: by.login,
    invitedByEmail: by.email,
    invitedByName: by.name,
    code: row.handle,
    status,
    url,
    emailSent: false,
    emailSentOn: '0001-01-01T00:00:00Z',
    createdOn: new Date(row.created as number).toISOString(),
  };
}
