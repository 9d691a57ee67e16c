/**
 * The worker's side: what the build puts before a plugin's transformations to make its `worker.js`. One piece of work after another. In
 * the page's own worker it listens to the page; outside the page, to the port that it finds there.
 */
import type { FrameData } from '@orrery/plugin-sdk/data';
import type { AnyTransformation } from '../../data/transform/index.ts';
import type { TransformationLoaders } from '../transformation.ts';
import type { FromWorker, ToWorker, Work } from './messages.ts';
import { buffersOf, type Piece, pack, pieceOf, unpack } from './parcel.ts';
import { runSteps } from './steps.ts';

interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}

interface Incoming {
  readonly work: Work;
  readonly frames: readonly FrameData[];
  readonly expected: number;
  readonly pieces: Piece[];
}

export function serveTransformations(transformations: TransformationLoaders): void {
  const scope = (globalThis as { orreryPort?: WorkerScope }).orreryPort ?? (globalThis as unknown as WorkerScope);
  const waiting = new Map<number, Incoming>();
  const loaded = new Map<string, AnyTransformation>();
  let last: Promise<void> = Promise.resolve();

  const load = async (id: string): Promise<void> => {
    if (!loaded.has(id) && Object.hasOwn(transformations, id)) loaded.set(id, await transformations[id]!());
  };
  const answer = async (id: number, { work, frames, pieces }: Incoming): Promise<void> => {
    const begins = (): void => scope.postMessage({ type: 'step', id });
    begins();
    // One that cannot be loaded is known to nobody; which of the steps that concerns is said with that step.
    await Promise.all(work.steps.map(({ step }) => load(step.id).catch((error: Error) => loaded.set(step.id, failing(error)))));
    const outcome = runSteps(unpack(frames, pieces), work, (name) => loaded.get(name), begins);
    const parcel = pack(outcome.frames);
    scope.postMessage(
      { type: 'done', id, outcome: { ...outcome, frames: parcel.frames }, pieces: parcel.pieces.length },
      buffersOf(parcel.frames),
    );
    for (const piece of parcel.pieces) scope.postMessage({ type: 'piece', id, piece: pieceOf(outcome.frames, piece) });
  };
  scope.onmessage = ({ data }) => {
    if (data.type === 'work') waiting.set(data.id, { work: data.work, frames: data.frames, expected: data.pieces, pieces: [] });
    const incoming = waiting.get(data.id);
    if (!incoming || (data.type !== 'work' && data.type !== 'piece')) return;
    if (data.type === 'piece') incoming.pieces.push(data.piece);
    if (incoming.pieces.length < incoming.expected) return;
    waiting.delete(data.id);
    last = last
      .then(() => answer(data.id, incoming))
      .catch((error: Error) => scope.postMessage({ type: 'unsent', id: data.id, message: error.message }));
  };
}

function failing(error: Error): AnyTransformation {
  return {
    apply() {
      throw error;
    },
  };
}
