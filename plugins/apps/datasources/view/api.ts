import { api } from '@orrery/plugin-sdk/ui';

export interface Listed {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly typeName: string;
  readonly typeLogoUrl: string;
  readonly url: string;
  readonly isDefault: boolean;
  readonly readOnly: boolean;
}
export interface Source extends Omit<Listed, 'typeName'> {
  readonly access: 'proxy' | 'direct';
  readonly user: string;
  readonly database: string;
  readonly basicAuth: boolean;
  readonly basicAuthUser: string;
  readonly withCredentials: boolean;
  readonly jsonData: Readonly<Record<string, unknown>>;
  readonly secureJsonFields: Readonly<Record<string, boolean>>;
  readonly version: number;
  readonly accessControl?: Readonly<Record<string, boolean>>;
}
export interface SourceType {
  readonly type: string;
  readonly plugin: string;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly keywords: readonly string[];
  readonly logo: string;
  readonly signature: string;
  /** It asks a server at an address. */
  readonly reachesAddress: boolean;
}
export interface FoundServer {
  readonly type: string;
  readonly name: string;
  readonly url: string;
  readonly version: string;
  readonly ms: number;
}
export type Step = 'plugin' | 'name' | 'allowed' | 'connect' | 'tls' | 'signIn' | 'query';
export interface Rung {
  readonly step: Step;
  readonly state: 'ok' | 'failed' | 'skipped';
  readonly ms?: number;
  readonly facts: Readonly<Record<string, string>>;
}
export interface Ladder {
  readonly status: 'OK' | 'ERROR' | 'UNKNOWN';
  readonly message: string;
  readonly rungs: readonly Rung[];
}
interface Saved {
  readonly datasource: Source;
}

const at = (uid: string): string => `/api/datasources/uid/${encodeURIComponent(uid)}`;

export const loadList = (): Promise<readonly Listed[]> => api('/api/datasources');
export const loadTypes = (): Promise<readonly SourceType[]> => api('/api/orrery/datasource-types');
export const loadSource = (uid: string): Promise<Source> => api(`${at(uid)}?accesscontrol=true`);
export const loadProblems = (): Promise<{ readonly problems: readonly string[] }> => api('/api/orrery/datasource-provisioning');
export const findServers = (): Promise<readonly FoundServer[]> => api('/api/orrery/local-servers', { method: 'POST', body: {} });
export const testSource = (uid: string): Promise<Ladder> =>
  api(`/api/orrery/datasources/${encodeURIComponent(uid)}/test`, { method: 'POST', body: {} });
export const addSource = (body: unknown): Promise<Saved> => api('/api/datasources', { method: 'POST', body });
export const saveSource = (uid: string, body: unknown): Promise<Saved> => api(at(uid), { method: 'PUT', body });
export const removeSource = (uid: string): Promise<unknown> => api(at(uid), { method: 'DELETE' });

export const paths = {
  list: '/connections/datasources',
  add: '/connections/datasources/new',
  edit: (uid: string): string => `/connections/datasources/edit/${encodeURIComponent(uid)}`,
  /** A new dashboard that begins with a chart of it. */
  firstPanel: (uid: string): string => `/dashboard/new?${new URLSearchParams({ datasource: uid, editPanel: '1' })}`,
  adding: (type: string, url = ''): string => `/connections/datasources/new?${new URLSearchParams({ type, ...(url && { url }) })}`,
};
