/** Changes that were not saved are kept in the browser, so that leaving the page loses nothing. */
import type { Dashboard } from '../../model/types.ts';

export interface Draft {
  readonly at: number;
  readonly version: number;
  readonly dashboard: Dashboard;
}
const keyOf = (uid: string): string => `orrery.dashboards.draft.${uid}`;

export function hasDraft(uid: string): boolean {
  return localStorage.getItem(keyOf(uid)) !== null;
}
export function readDraft(uid: string): Draft | undefined {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(keyOf(uid)) ?? 'null');
    return typeof draft === 'object' && draft !== null && 'dashboard' in draft ? (draft as Draft) : undefined;
  } catch {
    return;
  }
}
/** A full store keeps what it has: the page itself still holds the change. */
export function keepDraft(uid: string, dashboard: Dashboard): void {
  try {
    const draft: Draft = { at: Date.now(), version: dashboard.version ?? 0, dashboard };
    localStorage.setItem(keyOf(uid), JSON.stringify(draft));
  } catch {
    return;
  }
}
export function forgetDraft(uid: string): void {
  localStorage.removeItem(keyOf(uid));
}
