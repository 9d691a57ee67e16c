/**
 * A pipeline over plugins: neighbouring steps of one plugin go together, small data in the page and large data in that plugin's worker, so
 * that no step holds the page up and none costs a detour that is longer than itself.
 */
import type { FrameData } from '@orrery/plugin-sdk/data';
import {
  type AnyTransformation,
  isAnnotationFrame,
  isForAnnotations,
  type StepProblem,
  type TransformContext,
  type TransformStep,
} from '../../data/transform/index.ts';
import type { TransformationPlugin } from '../transformation.ts';
import { runInWorker } from './desk.ts';
import type { IndexedStep, Outcome, Stage, Work } from './messages.ts';
import { cellCount } from './parcel.ts';
import { runSteps, stageOf } from './steps.ts';

export interface Run {
  /** As the panel stores them, variables filled in. */
  readonly steps: readonly TransformStep[];
  readonly context: TransformContext;
  readonly stages?: boolean;
  /** Who has a transformation: the shell's. */
  find(id: string): TransformationPlugin | undefined;
}

/** So many cells are transformed within some eight milliseconds by what is slow among the usual ones. */
const cellsInPage = 20_000;

/**
 * Series and annotations each have steps of their own, so they are told apart once, before the first: a series that a step marks as
 * annotation still goes through the steps of series after it.
 */
export async function transform(given: readonly FrameData[], { steps, context, stages = false, find }: Run): Promise<Outcome> {
  const marked = given.some(isAnnotationFrame);
  const lanes: Record<Topic, readonly FrameData[]> = {
    series: marked ? given.filter((frame) => !isAnnotationFrame(frame)) : given,
    annotations: given.filter(isAnnotationFrame),
  };
  const problems: StepProblem[] = [];
  const seen: Stage[] = stages ? [stageOf(-1, given)] : [];
  for (const { plugin, topic, steps: together } of grouped(steps, find)) {
    const outcome = await runTogether(lanes[topic], { steps: together, context, stages }, plugin);
    lanes[topic] = outcome.frames;
    problems.push(...outcome.problems);
    seen.push(...outcome.stages);
  }
  return { frames: marked ? [...lanes.series, ...lanes.annotations] : lanes.series, problems, stages: seen };
}

type Topic = 'series' | 'annotations';
interface Together {
  readonly plugin: TransformationPlugin | undefined;
  readonly topic: Topic;
  readonly steps: IndexedStep[];
}

/** A step that is switched off is nobody's: it interrupts nothing. */
function grouped(steps: readonly TransformStep[], find: Run['find']): Together[] {
  const groups: Together[] = [];
  for (const [index, step] of steps.entries()) {
    const last = groups.at(-1);
    const plugin = step.disabled ? last?.plugin : find(step.id);
    const topic = step.disabled && last ? last.topic : isForAnnotations(step) ? 'annotations' : 'series';
    if (last?.topic === topic && (step.disabled || last.plugin?.version === plugin?.version)) last.steps.push({ index, step });
    else groups.push({ plugin, topic, steps: [{ index, step }] });
  }
  return groups;
}

async function runTogether(frames: readonly FrameData[], work: Work, plugin: TransformationPlugin | undefined): Promise<Outcome> {
  if (!plugin) return runSteps(frames, work, () => undefined);
  try {
    if (plugin.openWorker && cellCount(frames) > cellsInPage)
      return await runInWorker({ ...plugin, openWorker: plugin.openWorker }, frames, work);
    const loaded = await loadAll(plugin, work);
    return runSteps(frames, work, (id) => loaded.get(id));
  } catch (error) {
    // The code did not come, or the worker ended: every step of it says so, and the data go on as they were.
    const message = error instanceof Error ? error.message : String(error);
    const failed = work.steps.filter(({ step }) => !step.disabled);
    return {
      frames,
      problems: failed.map(({ index, step }) => ({ index, id: step.id, code: 'transform/failed', message })),
      stages: work.stages ? work.steps.map(({ index }) => stageOf(index, frames)) : [],
    };
  }
}

async function loadAll(plugin: TransformationPlugin, { steps }: Work): Promise<ReadonlyMap<string, AnyTransformation>> {
  const { transformations } = await plugin.load();
  const ids = [...new Set(steps.filter(({ step }) => !step.disabled).map(({ step }) => step.id))];
  const found = await Promise.all(
    ids.map(async (id): Promise<[string, AnyTransformation][]> => {
      const load = Object.hasOwn(transformations, id) ? transformations[id] : undefined;
      return load ? [[id, await load()]] : [];
    }),
  );
  return new Map(found.flat());
}
