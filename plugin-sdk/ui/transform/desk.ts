/**
 * One worker a plugin, opened for the first work and ended when it has been idle, or does not end. It does one work after another, so
 * that a step which never ends costs whoever asked for it, and those behind it only the time of a new worker.
 */
import type { FrameData } from '@orrery/plugin-sdk/data';
import type { TransformationPlugin, TransformationWorker } from '../transformation.ts';
import type { FromWorker, Outcome, ToWorker, Work } from './messages.ts';
import { breath, type Piece, pack, pieceOf, unpack } from './parcel.ts';

/** Opening one costs some 45 ms; keeping it some MB. */
const idleMs = 30_000;
/** A pattern or an option can make a step that never ends. */
const patienceMs = 60_000;
/** Who left is given so long: mostly the work ends before a new worker would have started. */
const leavesWithinMs = 200;
/** Steps that ended their worker are not asked again at each refresh of a dashboard. */
const refusedForMs = 30_000;

type WithWorker = TransformationPlugin & Required<Pick<TransformationPlugin, 'openWorker'>>;

interface Job {
  readonly id: number;
  readonly frames: readonly FrameData[];
  readonly work: Work;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
  /** Nobody waits any more. */
  left: boolean;
  outcome?: Outcome;
  expected: number;
  readonly pieces: Piece[];
}
interface Desk {
  readonly plugin: WithWorker;
  worker: Promise<TransformationWorker> | undefined;
  current: Job | undefined;
  readonly queue: Job[];
  timer?: ReturnType<typeof setTimeout>;
  /** By their steps, what ended a worker, and when. */
  readonly fatal: Map<string, { readonly at: number; readonly reason: Error }>;
}

const desks = new Map<string, Desk>();
let lastId = 0;

export function runInWorker(plugin: WithWorker, frames: readonly FrameData[], work: Work, signal?: AbortSignal): Promise<Outcome> {
  let desk = desks.get(plugin.version);
  if (!desk) desks.set(plugin.version, (desk = { plugin, worker: undefined, current: undefined, queue: [], fatal: new Map() }));
  const at = desk;
  return new Promise<Outcome>((resolve, reject) => {
    const job: Job = { id: ++lastId, frames, work, resolve, reject, left: false, expected: 0, pieces: [] };
    at.queue.push(job);
    signal?.addEventListener('abort', () => leave(at, job, signal.reason as Error), { once: true });
    next(at);
  });
}

function next(desk: Desk): void {
  if (desk.current) return;
  clearTimeout(desk.timer);
  const job = desk.queue.shift();
  if (!job) {
    desk.timer = setTimeout(() => {
      end(desk);
      if (desks.get(desk.plugin.version) === desk) desks.delete(desk.plugin.version);
    }, idleMs);
    return;
  }
  const known = desk.fatal.get(JSON.stringify(job.work.steps));
  if (known && performance.now() - known.at < refusedForMs) {
    job.reject(known.reason);
    return next(desk);
  }
  desk.current = job;
  desk.timer = setTimeout(() => die(desk, new Error(`A transformation did not end within ${patienceMs / 1000} s.`)), patienceMs);
  send(desk, job).catch((error: Error) => {
    if (desk.current === job) fail(desk, error);
  });
}

async function send(desk: Desk, job: Job): Promise<void> {
  const { id, frames, work } = job;
  desk.worker ??= open(desk);
  const worker = await desk.worker;
  const parcel = pack(frames);
  // One that was left while it was sent is ended with its worker.
  const say = (message: ToWorker): void => {
    if (!job.left) worker.postMessage(message);
  };
  say({ type: 'work', id, work, frames: parcel.frames, pieces: parcel.pieces.length });
  for (const piece of parcel.pieces) {
    await breath();
    say({ type: 'piece', id, piece: pieceOf(frames, piece) });
  }
}

function open(desk: Desk): Promise<TransformationWorker> {
  const opened: Promise<TransformationWorker> = desk.plugin.openWorker().then((worker) => {
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => hear(desk, data);
    worker.onerror = (event) => {
      if (desk.worker === opened) die(desk, new Error(event.message || 'The worker of the transformations failed.'));
    };
    return worker;
  });
  opened.catch((error: Error) => {
    // Without its code nothing of it works: those that wait need not find that out one by one.
    for (const { reject } of desk.queue.splice(0)) reject(error);
  });
  return opened;
}

function hear(desk: Desk, data: FromWorker): void {
  const job = desk.current;
  if (!job || job.id !== data.id) return;
  if (data.type === 'unsent') {
    job.reject(new Error(data.message));
    desk.current = undefined;
    return next(desk);
  }
  if (data.type === 'done') {
    job.outcome = data.outcome;
    job.expected = data.pieces;
  } else if (data.type === 'piece') job.pieces.push(data.piece);
  const { outcome, expected, pieces, resolve } = job;
  if (!outcome || pieces.length !== expected) return;
  desk.current = undefined;
  if (!job.left) resolve({ ...outcome, frames: unpack(outcome.frames, pieces) });
  next(desk);
}

function leave(desk: Desk, job: Job, reason: Error): void {
  job.left = true;
  job.reject(reason);
  if (desk.current !== job) {
    const place = desk.queue.indexOf(job);
    if (place >= 0) desk.queue.splice(place, 1);
    return;
  }
  clearTimeout(desk.timer);
  desk.timer = setTimeout(() => restart(desk), leavesWithinMs);
}

/** A worker ended by what it was at: that is remembered. */
function die(desk: Desk, reason: Error): void {
  const job = desk.current;
  if (job && !job.left) desk.fatal.set(JSON.stringify(job.work.steps), { at: performance.now(), reason });
  fail(desk, reason);
}
/** Ends the worker with what it is at; those that wait get a new one. */
function fail(desk: Desk, reason: Error): void {
  desk.current?.reject(reason);
  restart(desk);
}
function restart(desk: Desk): void {
  end(desk);
  desk.current = undefined;
  next(desk);
}
function end(desk: Desk): void {
  clearTimeout(desk.timer);
  void desk.worker?.then(
    (worker) => worker.terminate(),
    () => {},
  );
  desk.worker = undefined;
}
