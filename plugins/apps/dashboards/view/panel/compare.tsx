/** Lets a panel show what it showed before, beside what it shows now. Loaded for panels that offer it. */
import { Icon, Menu } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { Range } from '../../model/lookup.ts';
import type { PanelRequest } from '../../model/query.ts';
import { broughtForward, type Comparison, comparisons, distanceOf, requestBefore } from '../../model/time-compare.ts';
import { w } from '../../text/work/index.ts';
import type { PanelAnswer } from '../api.ts';
import { ask } from './ask.ts';

export function CompareMenu({
  value,
  onValue,
}: {
  value: Comparison | undefined;
  onValue(value: Comparison | undefined): void;
}): JSX.Element {
  const chosen = value && w.compare.with[value];
  const label = chosen ? w.compare.now(chosen) : w.compare.label;
  return (
    <Menu
      label={label}
      class={`o-btn o-ghost o-sm ${chosen ? '' : 'o-ico'}`}
      items={[undefined, ...comparisons].map((each) => ({
        label: each ? w.compare.with[each] : w.compare.none,
        on: each === value,
        run: () => onValue(each),
      }))}
    >
      <Icon name="clock" size="s" />
      {chosen}
    </Menu>
  );
}

/** The answers of before. One that fails is told as any other is, and takes nothing of now away. */
export async function askBefore(
  request: PanelRequest,
  comparison: Comparison,
  range: Range,
  signal: AbortSignal,
  panelId?: number,
): Promise<PanelAnswer[]> {
  const ms = distanceOf(comparison, range);
  const named = (refId: string): string => `${refId}-compare`;
  try {
    const { answers } = await ask(requestBefore(request, ms), signal, panelId);
    return answers.map((answer) => ({ ...answer, refId: named(answer.refId), frames: broughtForward(answer.frames, ms) }));
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    return request.queries.map(({ refId }) => ({ refId: named(refId), frames: [], error: told }));
  }
}
