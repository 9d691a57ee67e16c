/** What `GET /api/annotations` answers, and where an event leads. Pure. */
import { parseDuration } from '@orrery/plugin-sdk/data';
import type { AnnolistOptions } from './options.ts';

export interface StoredEvent {
  readonly id: number;
  readonly time: number;
  readonly timeEnd?: number;
  readonly text?: string;
  readonly tags?: readonly string[];
  readonly login?: string;
  readonly dashboardUID?: string | null;
  readonly panelId?: number;
  readonly alertName?: string;
  readonly newState?: string;
}

export function question(
  { onlyFromThisDashboard, onlyInTimeRange, tags, limit }: AnnolistOptions,
  extra: {
    readonly dashboard?: string | undefined;
    readonly range: { readonly from: number; readonly to: number };
    readonly tag?: string | undefined;
  },
): string {
  const query = new URLSearchParams({ limit: String(Math.max(1, Math.min(1000, limit))) });
  if (onlyFromThisDashboard && extra.dashboard) query.set('dashboardUID', extra.dashboard);
  if (onlyInTimeRange) {
    query.set('from', String(Math.round(extra.range.from)));
    query.set('to', String(Math.round(extra.range.to)));
  }
  for (const tag of new Set([...tags, ...(extra.tag ? [extra.tag] : [])])) query.append('tags', tag);
  return `/api/annotations?${query}`;
}

/** The dashboard around the event, on the panel it was written on; undefined for an event of no dashboard that is not this one. */
export function leadsTo(event: StoredEvent, options: AnnolistOptions, here: string | undefined): string | undefined {
  const uid = event.dashboardUID || here;
  if (!uid) return;
  const [before, after] = [lengthOf(options.navigateBefore), lengthOf(options.navigateAfter)];
  const query = new URLSearchParams({ from: String(event.time - before), to: String((event.timeEnd || event.time) + after) });
  if (options.navigateToPanel && event.panelId) query.set('viewPanel', `panel-${event.panelId}`);
  return `/d/${encodeURIComponent(uid)}?${query}`;
}

function lengthOf(text: string): number {
  return parseDuration(text) ?? 600_000;
}
