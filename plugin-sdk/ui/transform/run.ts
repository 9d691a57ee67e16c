/**
 * A pipeline over plugins: neighbouring steps of one plugin go together, small data in the page and large data in that plugin's worker, so
 * that no step holds the page up and none costs a detour that is longer than itself. A plugin that may not run in the page works outside
 * it, whatever the size.
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
  /** Nobody wants the outcome any more: it rejects with the signal's reason, and what is still at work is ended. */
  readonly signal?: AbortSignal;
  /** Who has a transformation: the shell's. */
  find(id: string): TransformationPlugin | undefined;
}

/** So many cells are transformed within some eight milliseconds by what is slow among the usual ones. */
const cellsInPage = 20_000;

/**
 * Series and annotations each have steps of their own, so they are told apart once, before the first: a series that a step marks as
 * annotation still goes through the steps of series after it.
 */
export async function transform(given: readonly FrameData[], { steps, context, stages = false, signal, find }: Run): Promise<Outcome> {
  const marked = given.some(isAnnotationFrame);
  const lanes: Record<Topic, readonly FrameData[]> = {
    series: marked ? given.filter((frame) => !isAnnotationFrame(frame)) : given,
    annotations: given.filter(isAnnotationFrame),
  };
  const problems: StepProblem[] = [];
  const seen: Stage[] = stages ? [stageOf(-1, given)] : [];
  for (const { plugin, topic, steps: together } of grouped(steps, find, stages)) {
    const outcome = await runTogether(lanes[topic], { steps: together, context, stages }, plugin, signal);
    signal?.throwIfAborted();
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

/** A step that is switched off is nobody's: it interrupts nothing. What lies between steps is looked at by the page itself where they are a stranger's. */
function grouped(steps: readonly TransformStep[], find: Run['find'], stages: boolean): Together[] {
  const groups: Together[] = [];
  for (const [index, step] of steps.entries()) {
    const last = groups.at(-1);
    const plugin = step.disabled ? last?.plugin : find(step.id);
    const topic = step.disabled && last ? last.topic : isForAnnotations(step) ? 'annotations' : 'series';
    const apart = stages && plugin?.outside;
    const goesAlong = last?.topic === topic && !apart && (step.disabled || last.plugin?.version === plugin?.version);
    if (goesAlong) last.steps.push({ index, step });
    else groups.push({ plugin, topic, steps: [{ index, step }] });
  }
  return groups;
}

async function runTogether(
  frames: readonly FrameData[],
  work: Work,
  plugin: TransformationPlugin | undefined,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  if (!plugin) return runSteps(frames, work, () => undefined);
  const { openWorker, outside } = plugin;
  try {
    if (outside) return await runOutside(frames, work, plugin, signal);
    if (openWorker && cellCount(frames) > cellsInPage) return await runInWorker({ ...plugin, openWorker }, frames, work, signal);
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

async function runOutside(
  frames: readonly FrameData[],
  { steps, context, stages }: Work,
  plugin: TransformationPlugin,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  const started = performance.now();
  const { openWorker } = plugin;
  const isOff = steps.every(({ step }) => step.disabled);
  const outcome: Outcome =
    openWorker && !isOff
      ? await runInWorker({ ...plugin, openWorker }, frames, { steps, context, stages: false }, signal)
      : { frames, problems: [], stages: [] };
  const ms = performance.now() - started;
  return { ...outcome, stages: stages ? steps.map(({ index }) => ({ ...stageOf(index, outcome.frames), ms })) : [] };
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
