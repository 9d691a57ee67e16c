import type { FrameData } from '@orrery/plugin-sdk';
import type { Lookup } from '@orrery/plugin-sdk/data';
import { useEffect, useState } from 'preact/hooks';
import type { PanelModel } from '../../model/types.ts';
import { useBoard } from '../board/context.ts';
import type { PanelProblem, PanelResult } from './results.ts';

interface Transformed {
  readonly of: readonly FrameData[];
  readonly frames: readonly FrameData[];
  readonly problems: readonly PanelProblem[];
}

/** What a panel got, after its transformations. While they run it keeps what it showed before; the code comes with the first panel that has some. */
export function useTransformed(panel: PanelModel, result: PanelResult, lookup: Lookup): PanelResult {
  const { shell, timeOptions, now } = useBoard();
  const [shown, setShown] = useState<Transformed>();
  const steps = panel.transformations;
  const { frames } = result.data;
  const applies = (steps?.length ?? 0) > 0 && frames.length > 0;
  useEffect(() => {
    if (!applies) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    const show = (next: Omit<Transformed, 'of'>): void => void (signal.aborted || setShown({ of: frames, ...next }));
    import('./transform.ts')
      .then(({ transformPanel }) =>
        transformPanel(frames, steps ?? [], shell, { timeZone: timeOptions.timeZone ?? 'browser', now }, lookup, { signal }),
      )
      .then(show, (error: Error) => show({ frames, problems: [{ name: '', message: error.message }] }));
    return () => leaving.abort();
    // Another shell has other plugins: one of them may be a new version of a step.
  }, [frames, steps, lookup, applies, shell]);
  if (!applies) return result;
  if (!shown) return { ...result, data: { ...result.data, state: 'loading', frames: [] } };
  const waits = shown.of !== frames && result.data.state === 'done';
  return { ...result, problems: shown.problems, data: { ...result.data, frames: shown.frames, ...(waits && { state: 'loading' }) } };
}
