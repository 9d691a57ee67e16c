/**
 * Whether who was admitted to a request still stands where they stood. A request acts with the rights it was admitted with, which may be
 * taken while it runs: what was answered with yes is kept, and asked again before anything is written or sent once rights changed
 * somewhere, or time went by. What was gained meanwhile takes nothing away.
 */
import { type Failure, fail, type Permission, type Principal } from '@orrery/plugin-sdk';
import type { Access } from './types.ts';

export interface Standing {
  /** Who it is now; undefined when they may not act at all any more. */
  principal(): Promise<Principal | undefined>;
  /** This was answered with yes, and is acted upon. */
  relied(permission: Permission): void;
  /** Cheap while nothing changed. Fails with `access/changed` when something relied upon holds no longer. */
  lost(): Promise<Failure | undefined>;
}
export interface StandingParts {
  readonly access: Pick<Access, 'allows' | 'prepare'>;
  /** Grows whenever rights, sessions or what declares roles change. */
  readonly version: () => number;
  /** Who the request's credentials speak for now. */
  readonly again: () => Promise<Principal | undefined>;
  readonly now?: () => number;
}

/** Sessions and credentials end without anybody telling; a long request asks again after so much. */
const staleMs = 1_000;
const mostRelied = 10_000;

export function standingOf(admitted: Principal, { access, version, again, now = Date.now }: StandingParts): Standing {
  let [principal, asOf, at]: [Principal | undefined, number, number] = [admitted, version(), now()];
  const relied = new Map<string, Permission>();

  async function refresh(): Promise<boolean> {
    if (asOf === version() && now() - at < staleMs) return false;
    [asOf, at] = [version(), now()];
    const found = await again();
    // The same credential that speaks for somebody else now speaks for nobody here.
    principal = found?.key === admitted.key && found.orgId === admitted.orgId ? found : undefined;
    return true;
  }

  return {
    async principal() {
      await refresh();
      return principal;
    },
    relied(permission) {
      if (relied.size < mostRelied) relied.set(`${permission.action} ${permission.scope ?? ''}`, permission);
    },
    async lost() {
      if (!(await refresh()) && principal) return undefined;
      if (!principal) return changed('Your sign-in ended while this was running; nothing more of it was done.', 401);
      const all = [...relied.values()];
      await access.prepare(
        admitted.orgId,
        all.map(({ scope = '' }) => scope),
      );
      const gone = all.find(({ action, scope = '' }) => !access.allows(principal as Principal, action, scope));
      return gone && changed(`The right to ${gone.action} was taken while this was running; nothing more of it was done.`, 403);
    },
  };
}

function changed(message: string, status: 401 | 403): Failure {
  return fail('access/changed', message, { detail: { status } }).failure;
}
