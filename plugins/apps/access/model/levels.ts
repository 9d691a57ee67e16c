/** What a level means on each kind of thing: the actions it stands for. The names and lists are those of Grafana's API. */

export interface Kind {
  /** Beginning of the scope: `dashboards:uid:`. */
  readonly scope: string;
  /** Lowest first; a level holds what the ones before it do. */
  readonly levels: Readonly<Record<string, readonly string[]>>;
  readonly assignments: {
    readonly users: boolean;
    readonly serviceAccounts: boolean;
    readonly teams: boolean;
    readonly builtInRoles: boolean;
  };
  /** What the basic roles have on a thing at the top that nobody set anything for. */
  readonly standard: Readonly<Record<string, string>>;
}

const everybody = { users: true, serviceAccounts: true, teams: true, builtInRoles: true };
const viewed = ['dashboards:read', 'annotations:read'];
const edited = ['dashboards:write', 'dashboards:delete', 'annotations:create', 'annotations:write', 'annotations:delete'];
const kept = ['dashboards.permissions:read', 'dashboards.permissions:write'];
const alerting = ['alert.rules:create', 'alert.rules:write', 'alert.rules:delete', 'alert.silences:create', 'alert.silences:write'];
const panels = ['library.panels:create', 'library.panels:write', 'library.panels:delete'];

export const kinds: Readonly<Record<string, Kind>> = {
  dashboards: {
    scope: 'dashboards:uid:',
    levels: { View: viewed, Edit: edited, Admin: kept },
    assignments: everybody,
    standard: { Viewer: 'View', Editor: 'Edit' },
  },
  folders: {
    scope: 'folders:uid:',
    levels: {
      View: [...viewed, 'folders:read', 'alert.rules:read', 'alert.silences:read', 'library.panels:read'],
      Edit: [...edited, 'folders:write', 'folders:delete', 'folders:create', 'dashboards:create', ...alerting, ...panels],
      Admin: [...kept, 'folders.permissions:read', 'folders.permissions:write'],
    },
    assignments: everybody,
    standard: { Viewer: 'View', Editor: 'Edit' },
  },
  datasources: {
    scope: 'datasources:uid:',
    levels: {
      Query: ['datasources:read', 'datasources:query'],
      Edit: ['datasources:write', 'datasources:delete'],
      Admin: ['datasources.permissions:read', 'datasources.permissions:write'],
    },
    assignments: everybody,
    standard: { Viewer: 'Query', Editor: 'Query' },
  },
  serviceaccounts: {
    scope: 'serviceaccounts:id:',
    levels: {
      Edit: ['serviceaccounts:read', 'serviceaccounts:write'],
      Admin: ['serviceaccounts:delete', 'serviceaccounts.permissions:read', 'serviceaccounts.permissions:write'],
    },
    assignments: { users: true, serviceAccounts: false, teams: true, builtInRoles: false },
    standard: {},
  },
  teams: {
    scope: 'teams:id:',
    levels: {
      Member: ['teams:read'],
      Admin: ['teams:write', 'teams:delete', 'teams.permissions:read', 'teams.permissions:write'],
    },
    assignments: { users: true, serviceAccounts: false, teams: false, builtInRoles: false },
    standard: {},
  },
};

/** The actions of a level, those below it included. Empty for a level there is none of. */
export function actionsOf(kind: string, level: string): readonly string[] {
  const levels = Object.entries(kinds[kind]?.levels ?? {});
  const at = levels.findIndex(([name]) => name === level);
  return levels.slice(0, at + 1).flatMap(([, actions]) => actions);
}
