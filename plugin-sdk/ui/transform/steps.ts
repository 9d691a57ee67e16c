/** Several steps of one plugin, one after another: the same in the page and in a worker. */
import type { FrameData } from '@orrery/plugin-sdk/data';
import { type AnyTransformation, runStep, type StepProblem, sliceRows } from '../../data/transform/index.ts';
import type { Outcome, Stage, Work } from './messages.ts';

export function runSteps(
  given: readonly FrameData[],
  { steps, context, stages: wanted }: Work,
  find: (id: string) => AnyTransformation | undefined,
  begins: () => void = () => {},
): Outcome {
  let frames = given;
  const problems: StepProblem[] = [];
  const stages: Stage[] = [];
  for (const { index, step } of steps) {
    begins();
    const started = performance.now();
    const outcome = runStep(frames, step, index, find(step.id), context);
    frames = outcome.frames;
    if (outcome.problem) problems.push(outcome.problem);
    const ms = performance.now() - started;
    if (wanted) stages.push({ ...stageOf(index, frames), ms });
  }
  return { frames, problems, stages };
}

const [framesShown, rowsShown] = [20, 100] as const;

export function stageOf(index: number, frames: readonly FrameData[]): Stage {
  return {
    index,
    frames: frames.length,
    rows: frames.reduce((sum, { length }) => sum + length, 0),
    sample: frames.slice(0, framesShown).map((frame) => ({
      ...frame,
      // A copy: what is looked at must not keep, or take along, a column of a million rows.
      fields: frame.fields.map((field) => structuredClone(sliced(sliceRows(field, 0, Math.min(frame.length, rowsShown))))),
      length: frame.length,
    })),
  };
}

function sliced(field: ReturnType<typeof sliceRows>): ReturnType<typeof sliceRows> {
  const { values, nulls, nanos } = field;
  const own = <Part>(part: Part): Part => (ArrayBuffer.isView(part) ? ((part as unknown as Float64Array).slice() as Part) : part);
  return { ...field, values: own(values), ...(nulls && { nulls: own(nulls) }), ...(nanos && { nanos: own(nanos) }) };
}
