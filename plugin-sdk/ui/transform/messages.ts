/** What the page and a worker of transformations say to each other, in the page and outside it alike. */
import type { FrameData } from '@orrery/plugin-sdk/data';
import type { StepProblem, TransformContext, TransformStep } from '../../data/transform/index.ts';
import type { Piece } from './parcel.ts';

export interface IndexedStep {
  /** Its place among the panel's steps. */
  readonly index: number;
  readonly step: TransformStep;
}
/** The data after a step, cut to what a person looks at. */
export interface Stage {
  readonly index: number;
  readonly frames: number;
  readonly rows: number;
  /** What the step took; nothing for the data before the first. */
  readonly ms?: number;
  readonly sample: readonly FrameData[];
}
export interface Work {
  readonly steps: readonly IndexedStep[];
  readonly context: TransformContext;
  /** Tell the data between the steps, too. */
  readonly stages: boolean;
}
export interface Outcome {
  readonly frames: readonly FrameData[];
  readonly problems: readonly StepProblem[];
  readonly stages: readonly Stage[];
}

export type ToWorker =
  | { readonly type: 'work'; readonly id: number; readonly work: Work; readonly frames: readonly FrameData[]; readonly pieces: number }
  | { readonly type: 'piece'; readonly id: number; readonly piece: Piece };
export type FromWorker =
  /** A step begins: a sign of life, also from a thread that is busy. */
  | { readonly type: 'step'; readonly id: number }
  /** What was made cannot be sent: a function among the values. */
  | { readonly type: 'unsent'; readonly id: number; readonly message: string }
  | { readonly type: 'done'; readonly id: number; readonly outcome: Outcome; readonly pieces: number }
  | { readonly type: 'piece'; readonly id: number; readonly piece: Piece };
