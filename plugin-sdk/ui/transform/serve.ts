/** The worker's side: a plugin's `worker.ts` hands its transformations over here. One piece of work after another. */
import type { FrameData } from '@orrery/plugin-sdk/data';
import type { AnyTransformation } from '../../data/transform/index.ts';
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

export function serveTransformations(transformations: Readonly<Record<string, AnyTransformation>>): void {
  const scope = globalThis as unknown as WorkerScope;
  const waiting = new Map<number, Incoming>();
  const find = (id: string): AnyTransformation | undefined => (Object.hasOwn(transformations, id) ? transformations[id] : undefined);
  const answer = (id: number, { work, frames, pieces }: Incoming): void => {
    waiting.delete(id);
    const outcome = runSteps(unpack(frames, pieces), work, find);
    const parcel = pack(outcome.frames);
    scope.postMessage(
      { type: 'done', id, outcome: { ...outcome, frames: parcel.frames }, pieces: parcel.pieces.length },
      buffersOf(parcel.frames),
    );
    for (const piece of parcel.pieces) scope.postMessage({ type: 'piece', id, piece: pieceOf(outcome.frames, piece) });
  };
  scope.onmessage = ({ data }) => {
    const incoming =
      data.type === 'work' ? { work: data.work, frames: data.frames, expected: data.pieces, pieces: [] } : waiting.get(data.id);
    if (!incoming) return;
    if (data.type === 'work') waiting.set(data.id, incoming);
    else incoming.pieces.push(data.piece);
    if (incoming.pieces.length === incoming.expected) answer(data.id, incoming);
  };
}
