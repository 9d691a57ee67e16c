/** One worker a plugin, opened for the first large work and ended when it has been idle, or does not end. */
import type { FrameData } from '@orrery/plugin-sdk/data';
import type { TransformationPlugin } from '../transformation.ts';
import type { FromWorker, Outcome, ToWorker, Work } from './messages.ts';
import { breath, type Piece, pack, pieceOf, unpack } from './parcel.ts';

/** Opening one costs some 45 ms; keeping it some MB. */
const idleMs = 30_000;
/** A pattern or an option can make a step that never ends. */
const patienceMs = 60_000;

interface Open {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
  outcome?: Outcome;
  expected: number;
  readonly pieces: Piece[];
}
interface Desk {
  readonly worker: Promise<Worker>;
  readonly open: Map<number, Open>;
  idle?: ReturnType<typeof setTimeout>;
}

const desks = new Map<string, Desk>();
let lastId = 0;

export async function runInWorker(
  plugin: TransformationPlugin & Required<Pick<TransformationPlugin, 'openWorker'>>,
  frames: readonly FrameData[],
  work: Work,
): Promise<Outcome> {
  const desk = deskOf(plugin);
  clearTimeout(desk.idle);
  const id = ++lastId;
  const overdue = setTimeout(
    () => drop(plugin.version, new Error(`A transformation did not end within ${patienceMs / 1000} s.`)),
    patienceMs,
  );
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      desk.open.set(id, { resolve, reject, expected: 0, pieces: [] });
      send(desk, id, frames, work).catch(reject);
    });
  } finally {
    clearTimeout(overdue);
    desk.open.delete(id);
    if (desk.open.size === 0) desk.idle = setTimeout(() => drop(plugin.version, new Error('idle')), idleMs);
  }
}

async function send(desk: Desk, id: number, frames: readonly FrameData[], work: Work): Promise<void> {
  const worker = await desk.worker;
  const say = (message: ToWorker): void => worker.postMessage(message);
  const parcel = pack(frames);
  say({ type: 'work', id, work, frames: parcel.frames, pieces: parcel.pieces.length });
  for (const piece of parcel.pieces) {
    await breath();
    say({ type: 'piece', id, piece: pieceOf(frames, piece) });
  }
}

function deskOf(plugin: TransformationPlugin & Required<Pick<TransformationPlugin, 'openWorker'>>): Desk {
  const known = desks.get(plugin.version);
  if (known) return known;
  const open = new Map<number, Open>();
  const worker = plugin.openWorker().then((made) => {
    made.onmessage = ({ data }: MessageEvent<FromWorker>) => hear(open, data);
    made.onerror = (event) => drop(plugin.version, new Error(event.message || 'The worker of the transformations failed.'));
    return made;
  });
  worker.catch((error: Error) => drop(plugin.version, error));
  const desk: Desk = { worker, open };
  desks.set(plugin.version, desk);
  return desk;
}

function hear(open: ReadonlyMap<number, Open>, data: FromWorker): void {
  const waiting = open.get(data.id);
  if (!waiting) return;
  if (data.type === 'done') {
    waiting.outcome = data.outcome;
    waiting.expected = data.pieces;
  } else waiting.pieces.push(data.piece);
  const { outcome, expected, pieces, resolve } = waiting;
  if (outcome && pieces.length === expected) resolve({ ...outcome, frames: unpack(outcome.frames, pieces) });
}

/** Ends the worker; whoever waits for it hears why. */
function drop(version: string, reason: Error): void {
  const desk = desks.get(version);
  if (!desk) return;
  desks.delete(version);
  clearTimeout(desk.idle);
  void desk.worker.then(
    (worker) => worker.terminate(),
    () => {},
  );
  for (const { reject } of desk.open.values()) reject(reason);
}
