/** Ranges this browser used last, absolute ones above all: the newest first, each once. */
import { isRelative, type TimeText } from '../../model/time.ts';

const key = 'orrery.dashboards.ranges';
const most = 8;

export function recentRanges(): readonly TimeText[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(list) ? list.filter((one): one is TimeText => typeof one?.from === 'string' && typeof one?.to === 'string') : [];
  } catch {
    return [];
  }
}

/** Usual ranges stand in the list beside: only what was chosen by hand is worth a place. */
export function rememberRange({ from, to }: TimeText): void {
  if (isRelative(from) && to === 'now' && /^now-\d+[smhdwMy]$/.test(from)) return;
  const others = recentRanges().filter((one) => one.from !== from || one.to !== to);
  localStorage.setItem(key, JSON.stringify([{ from, to }, ...others].slice(0, most)));
}
