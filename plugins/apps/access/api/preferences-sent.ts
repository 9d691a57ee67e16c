/** Preferences as they come over the API: read, and with a home dashboard that there is. */
import type { Result, RouteResponse } from '@orrery/plugin-sdk';
import { type Preferences, readPreferences } from '../model/preferences.ts';
import type { Parts } from '../parts.ts';
import { say } from './answers.ts';

/** Older clients name the home dashboard by its number; what is kept is its uid. 0 is none. */
export async function preferencesSent(
  { services }: Pick<Parts, 'services'>,
  body: unknown,
): Promise<{ readonly preferences: Preferences } | { readonly refused: RouteResponse }> {
  const read = readPreferences(body);
  if ('problem' in read) return { refused: say(400, read.problem) };
  const { homeDashboardId } = (body ?? {}) as { homeDashboardId?: unknown };
  const { homeDashboardUID: uid } = read.preferences;
  const id = uid === undefined && typeof homeDashboardId === 'number' ? homeDashboardId : undefined;
  if (id === 0) return { preferences: { ...read.preferences, homeDashboardUID: '' } };
  if (!uid && id === undefined) return read;
  const found = (await services.call('dashboard-folders', 'describe', { dashboard: uid ?? id })) as Result<{ uid: string } | null>;
  // Where nothing keeps dashboards there is nothing to compare with.
  if (!found.ok) return read;
  if (!found.value) return { refused: say(404, 'Dashboard not found') };
  return { preferences: { ...read.preferences, homeDashboardUID: found.value.uid } };
}
