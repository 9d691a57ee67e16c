/** What the pages ask of the server, in its own shapes. */
import type { Role } from '@orrery/plugin-sdk';
import { api } from '@orrery/plugin-sdk/ui';

export interface OrgUser {
  readonly userId: number;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly lastSeenAt: string;
  readonly isDisabled: boolean;
  readonly authLabels: readonly string[];
}
export interface ServerUser {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly isDisabled: boolean;
  readonly lastSeenAt: string;
  readonly authLabels: readonly string[];
}
export interface Invite {
  readonly code: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly createdOn: string;
}
export interface Profile {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly orgId: number;
  readonly isExternal: boolean;
}
export interface Preferences {
  readonly theme?: string;
  readonly timezone?: string;
  readonly weekStart?: string;
  readonly homeDashboardUID?: string;
  readonly language?: string;
}
export interface Session {
  readonly id: number;
  readonly isActive: boolean;
  readonly clientIp: string;
  readonly os: string;
  readonly browser: string;
  readonly createdAt: string;
  readonly seenAt: string;
}
export interface Team {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly email: string;
  readonly memberCount: number;
  readonly accessControl?: Readonly<Record<string, boolean>>;
}
export interface TeamMember {
  readonly userId: number;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly permission: 0 | 4;
}
export interface Account {
  readonly id: number;
  readonly name: string;
  readonly login: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  readonly tokens: number;
}
export interface Token {
  readonly id: number;
  readonly name: string;
  readonly created: string;
  readonly expiration: string | null;
  readonly lastUsedAt: string | null;
  readonly hasExpired: boolean;
}
export interface ObjectRight {
  readonly id: number;
  readonly isManaged: boolean;
  readonly isInherited: boolean;
  readonly isServiceAccount: boolean;
  readonly userId?: number;
  readonly userLogin?: string;
  readonly team?: string;
  readonly teamId?: number;
  readonly builtInRole?: Role;
  readonly permission: string;
}
export interface Option {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly source: 'default' | 'file' | 'environment' | 'flag';
}

/** What the caller may, without on what. */
export const mayDo = (): Promise<Readonly<Record<string, boolean>>> => api('/api/access-control/user/actions');
export const post = <Answer = { message: string }>(path: string, body: object = {}): Promise<Answer> => api(path, { method: 'POST', body });
export const put = <Answer = { message: string }>(path: string, body: object): Promise<Answer> => api(path, { method: 'PUT', body });
export const patch = <Answer = { message: string }>(path: string, body: object): Promise<Answer> => api(path, { method: 'PATCH', body });
export const remove = (path: string): Promise<unknown> => api(path, { method: 'DELETE' });
