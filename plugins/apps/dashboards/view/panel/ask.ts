/** Questions of panels: the same one is asked once, at most six at a time of one data source, and given up when nobody waits for it. */
import type { PanelRequest } from '../../model/query.ts';
import { type Answered, askPanel } from '../api.ts';

export interface Outcome extends Answered {
  /** From the moment it was sent. */
  readonly ms: number;
}

interface Question {
  readonly outcome: Promise<Outcome>;
  readonly leaving: AbortController;
  waiting: number;
}

const atOnce = 6;
const open = new Map<string, Question>();

interface Lane {
  running: number;
  readonly queue: (() => void)[];
}
const lanes = new Map<string, Lane>();

export function ask(request: PanelRequest, signal: AbortSignal, panelId?: number): Promise<Outcome> {
  const key = JSON.stringify(request);
  const question = open.get(key) ?? begin(key, request, panelId);
  question.waiting++;
  const leave = (): void => {
    if (--question.waiting > 0) return;
    question.leaving.abort(signal.reason);
    if (open.get(key) === question) open.delete(key);
  };
  signal.addEventListener('abort', leave, { once: true });
  return question.outcome.finally(() => signal.removeEventListener('abort', leave));
}

function begin(key: string, request: PanelRequest, panelId: number | undefined): Question {
  const leaving = new AbortController();
  const outcome = inLane(request.queries[0]?.datasource.uid ?? '', leaving.signal, async () => {
    const started = performance.now();
    const answered = await askPanel(request, leaving.signal, panelId);
    return { ...answered, ms: performance.now() - started };
  });
  const question = { outcome, leaving, waiting: 0 };
  open.set(key, question);
  const done = (): void => {
    if (open.get(key) === question) open.delete(key);
  };
  outcome.then(done, done);
  return question;
}

async function inLane<Value>(name: string, signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  const lane = lanes.get(name) ?? { running: 0, queue: [] };
  lanes.set(name, lane);
  if (lane.running >= atOnce) await new Promise<void>((go) => lane.queue.push(go));
  else lane.running++;
  try {
    signal.throwIfAborted();
    return await work();
  } finally {
    // The place is handed on, so that nobody slips in between.
    const next = lane.queue.shift();
    if (next) next();
    else lane.running--;
  }
}
