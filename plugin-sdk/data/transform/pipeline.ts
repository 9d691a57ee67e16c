/**
 * Runs a panel's steps one after another. Pure: where the code of a step comes from and where it runs is the caller's. A step that
 * fails, or that nobody knows, leaves the data as they were before it and says so; the steps after it go on.
 */
import { frameMatcher, interpolate, type Lookup } from '@orrery/plugin-sdk/data';
import type { FrameData } from '../frame.ts';
import type { AnyTransformation, TransformContext, TransformStep } from './types.ts';

export interface StepProblem {
  /** Which of the panel's steps, from 0. */
  readonly index: number;
  readonly id: string;
  readonly code: 'transform/failed' | 'transform/unknown';
  readonly message: string;
}

/** What every step is when a panel stores none of our shape: never trusted to be one. */
export function stepsOf(stored: readonly unknown[] | undefined): TransformStep[] {
  return (stored ?? []).map((step) => {
    const { id, options, ...rest } = (typeof step === 'object' && step !== null ? step : {}) as Partial<TransformStep>;
    return {
      ...rest,
      id: typeof id === 'string' ? id : '',
      ...(typeof options === 'object' && options !== null && !Array.isArray(options) && { options }),
    };
  });
}

/** Every text among the options with its variables replaced. */
export function interpolated(step: TransformStep, lookup: Lookup): TransformStep {
  return { ...step, ...(step.options && { options: deep(step.options, lookup) as NonNullable<TransformStep['options']> }) };
}
function deep(value: unknown, lookup: Lookup): unknown {
  if (typeof value === 'string') return value.includes('$') || value.includes('[[') ? interpolate(value, lookup) : value;
  if (Array.isArray(value)) return value.map((part) => deep(part, lookup));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, deep(part, lookup)]));
}

export function isForAnnotations({ topic }: TransformStep): boolean {
  return topic === 'annotations';
}
export function isAnnotationFrame({ meta }: FrameData): boolean {
  return meta?.dataTopic === 'annotations';
}

/** The frames after one step, whichever topic they are of: who runs all steps keeps the topics apart. Throws what the transformation throws. */
export function applyStep(
  frames: readonly FrameData[],
  step: TransformStep,
  transformation: AnyTransformation,
  context: TransformContext,
): readonly FrameData[] {
  const { chosen, others } = split(frames, step);
  const after = transformation.apply(chosen, { ...transformation.defaults, ...step.options }, context);
  if (!Array.isArray(after)) throw new Error('It gave no list of frames.');
  return others ? others.restore(after) : after;
}

interface Others {
  restore(after: readonly FrameData[]): readonly FrameData[];
}

/** What goes into a step, and how what does not comes back: at the place of the first frame that was left out. */
function split(frames: readonly FrameData[], { filter }: TransformStep): { chosen: readonly FrameData[]; others?: Others } {
  if (!filter?.options) return { chosen: frames };
  const isIn = frames.map(frameMatcher(filter));
  if (isIn.every(Boolean)) return { chosen: frames };
  const others = frames.filter((_, index) => !isIn[index]);
  const insert = Math.max(isIn.indexOf(false, 1), 0);
  return {
    chosen: frames.filter((_, index) => isIn[index]),
    others: { restore: (after) => [...after.slice(0, insert), ...others, ...after.slice(insert)] },
  };
}

export interface StepOutcome {
  readonly frames: readonly FrameData[];
  readonly problem?: StepProblem;
}

/** One step with its problem as a value. `transformation` undefined: nobody has one of this id. */
export function runStep(
  frames: readonly FrameData[],
  step: TransformStep,
  index: number,
  transformation: AnyTransformation | undefined,
  context: TransformContext,
): StepOutcome {
  if (step.disabled) return { frames };
  if (!transformation)
    return { frames, problem: { index, id: step.id, code: 'transform/unknown', message: `No plugin has a transformation "${step.id}".` } };
  try {
    return { frames: applyStep(frames, step, transformation, context) };
  } catch (error) {
    return {
      frames,
      problem: { index, id: step.id, code: 'transform/failed', message: error instanceof Error ? error.message : String(error) },
    };
  }
}
