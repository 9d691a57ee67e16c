/** What was done to a dashboard since editing began, step by step, each with a name: to be undone and done again. */
import type { Dashboard } from './types.ts';

interface Step {
  readonly label: string;
  readonly before: Dashboard;
  readonly after: Dashboard;
  /** Steps of one key in a row are one step: a title is typed letter by letter. */
  readonly merge?: string;
}
export interface History {
  readonly base: Dashboard;
  readonly now: Dashboard;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

export const begun = (dashboard: Dashboard): History => ({ base: dashboard, now: dashboard, past: [], future: [] });

const most = 100;

export function done(history: History, label: string, after: Dashboard, merge?: string): History {
  if (after === history.now) return history;
  const last = history.past.at(-1);
  if (merge !== undefined && last?.merge === merge) {
    return { ...history, now: after, past: [...history.past.slice(0, -1), { ...last, after }], future: [] };
  }
  const step: Step = { label, before: history.now, after, ...(merge !== undefined && { merge }) };
  return { ...history, now: after, past: [...history.past, step].slice(-most), future: [] };
}

export function undone(history: History): History {
  const step = history.past.at(-1);
  if (!step) return history;
  return { ...history, now: step.before, past: history.past.slice(0, -1), future: [step, ...history.future] };
}
export function redone(history: History): History {
  const [step, ...future] = history.future;
  if (!step) return history;
  return { ...history, now: step.after, past: [...history.past, step], future };
}

export const isChanged = ({ base, now }: History): boolean => base !== now && JSON.stringify(base) !== JSON.stringify(now);
