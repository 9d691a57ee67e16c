/** A panel's steps, run. Loaded with the first panel that has some. */
import type { FrameData } from '@orrery/plugin-sdk';
import type { Lookup } from '@orrery/plugin-sdk/data';
import { interpolated, stepsOf, type TransformContext } from '@orrery/plugin-sdk/data/transform/index';
import type { Shell } from '@orrery/plugin-sdk/ui';
import { type Stage, transform } from '@orrery/plugin-sdk/ui/transform/index.ts';
import { t } from '../../text/index.ts';
import type { PanelProblem } from './results.ts';

export interface PanelOutcome {
  readonly frames: readonly FrameData[];
  readonly problems: readonly PanelProblem[];
  readonly stages: readonly Stage[];
}

export async function transformPanel(
  frames: readonly FrameData[],
  stored: readonly unknown[],
  shell: Shell,
  context: TransformContext,
  lookup: Lookup,
  { signal, stages = false }: { readonly signal: AbortSignal; readonly stages?: boolean },
): Promise<PanelOutcome> {
  const steps = stepsOf(stored).map((step) => interpolated(step, lookup));
  const { problems, ...outcome } = await transform(frames, { steps, context, stages, signal, find: (id) => shell.transformation(id) });
  const label = (id: string): string => shell.transformations.find((one) => one.id === id)?.label ?? id;
  return {
    ...outcome,
    problems: problems.map(({ index, id, code, message }) => ({
      index,
      name: label(id),
      message: code === 'transform/unknown' ? t.panel.unknownStep(id) : message,
    })),
  };
}
