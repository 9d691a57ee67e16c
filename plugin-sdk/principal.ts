/** Who is asking. Built by the kernel for each request, frozen, carried by every call; plugins never make one up. */
export interface Principal {
  readonly kind: 'user' | 'service' | 'anonymous' | 'plugin' | 'kernel';
  /** Stable across renames: `user:1`, `service:7`, `plugin:dashboards`. Part of cache and audit keys. */
  readonly key: string;
  /** Numeric id as Grafana's API gives it; 0 where there is none. */
  readonly id: number;
  readonly uid: string;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  /** The organisation this request acts in. */
  readonly orgId: number;
  readonly orgRole: Role;
  readonly serverAdmin: boolean;
  /** What the person chose about pages: `language`, `theme`, `timezone`, `weekStart`, `homeDashboardUID`. */
  readonly preferences?: Readonly<Record<string, string>>;
  /** Known to the kernel only: rights beyond those of the role, or, for a token bound to fewer, all it has (`onlyPermissions`). */
  readonly permissions?: readonly Permission[];
  readonly onlyPermissions?: boolean;
  /** How it proved itself: `session`, `basic`, `token`, `anonymous`, `schedule`. */
  readonly via: string;
  /** The session that spoke for it, where one did. */
  readonly session?: number;
}

export type Role = 'None' | 'Viewer' | 'Editor' | 'Admin';
/** From least to most: each holds what those before it hold. */
export const roleLadder: readonly Role[] = ['None', 'Viewer', 'Editor', 'Admin'];

/** Whether its role is this one or above. One that is bound to rights of its own has no role to speak of; nor is an unknown role ever held. */
export function hasRole({ orgRole, onlyPermissions }: Pick<Principal, 'orgRole' | 'onlyPermissions'>, least: string): boolean {
  const at = roleLadder.indexOf(least as Role);
  return at >= 0 && !onlyPermissions && roleLadder.indexOf(orgRole) >= at;
}

/** An action on a scope. Scopes are `kind:attribute:value` with `*` as a last part: `dashboards:uid:abc`, `dashboards:*`, `*`. */
export interface Permission {
  readonly action: string;
  readonly scope: string;
}
