import type { Lookup } from '@orrery/plugin-sdk/data';
import type { Stage } from '@orrery/plugin-sdk/ui/transform/index.ts';
import { useEffect, useState } from 'preact/hooks';
import type { PanelModel } from '../../../model/types.ts';
import type { Board } from '../../board/context.ts';
import type { PanelProblem, PanelResult } from '../../panel/results.ts';
import { transformPanel } from '../../panel/transform.ts';

export interface Stages {
  /** By the place of the step; -1 is what the queries gave. */
  readonly of: ReadonlyMap<number, Stage>;
  readonly problems: readonly PanelProblem[];
}
const none: Stages = { of: new Map(), problems: [] };

/** The data between the steps of a panel, as its latest answer goes through them. */
export function useStages(board: Board, panel: PanelModel, result: PanelResult | undefined, lookup: Lookup): Stages {
  const [stages, setStages] = useState(none);
  const raw = result?.raw;
  const steps = panel.transformations;
  const { shell } = board;
  useEffect(() => {
    if (!raw) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    const show = (next: Stages): void => void (signal.aborted || setStages(next));
    const context = { timeZone: board.timeOptions.timeZone ?? 'browser', now: board.now };
    transformPanel(raw, steps ?? [], shell, context, lookup, { signal, stages: true }).then(
      (outcome) => show({ of: new Map(outcome.stages.map((stage) => [stage.index, stage])), problems: outcome.problems }),
      (error: Error) => show({ ...none, problems: [{ name: '', message: error.message }] }),
    );
    return () => leaving.abort();
  }, [raw, steps, shell]);
  return stages;
}
