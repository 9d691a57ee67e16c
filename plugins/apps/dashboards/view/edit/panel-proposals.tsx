/** Panels that suit the data at hand, each drawn with them. */
import type { PanelSuit } from '@orrery/plugin-sdk/contributions/panel';
import { type Proposal, proposals } from '@orrery/plugin-sdk/data/suits';
import { type PanelKind, PanelHost } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { PanelModel } from '../../model/types.ts';
import { w } from '../../text/work/index.ts';
import type { Board } from '../board/context.ts';
import { useInSight } from '../panel/use-in-sight.ts';
import { asKind } from './as-kind.ts';

/** More than a person compares. */
const most = 12;

type Pick = (type: string, suit: PanelSuit) => void;

export function PanelProposals({ board, panel, onPick }: { board: Board; panel: PanelModel; onPick: Pick }): JSX.Element {
  const data = board.results.of(panel.id ?? -1).value?.data;
  const frames = data?.frames;
  const found = useMemo(() => proposals(board.shell.panels, frames ?? []).slice(0, most), [frames]);
  if (found.length === 0) return <p class="o-help">{w.edit.noProposal}</p>;
  return (
    <ul class="dash-proposals">
      {found.map((one) => (
        <ProposalCard
          key={`${one.panel.id} ${JSON.stringify(one.suit.titles)}`}
          {...{ board, panel, proposal: one }}
          onPick={() => onPick(one.panel.id, one.suit)}
        />
      ))}
    </ul>
  );
}

function ProposalCard({
  board,
  panel,
  proposal: { panel: kind, suit },
  onPick,
}: {
  board: Board;
  panel: PanelModel;
  proposal: Proposal<PanelKind>;
  onPick(): void;
}): JSX.Element {
  const cell = useRef<HTMLLIElement>(null);
  const seen = useInSight(cell);
  const { options = {}, fieldConfig = { defaults: {}, overrides: [] } } = useMemo(
    () => asKind(panel, kind.id, suit),
    [panel, kind.id, suit],
  );
  const load = useMemo(() => () => board.shell.panel(kind.id), [kind.id]);
  const data = board.results.of(panel.id ?? -1).value?.data;
  const form = suit.titles && (suit.titles[document.documentElement.lang.slice(0, 2)] ?? suit.titles.en);
  return (
    <li class="dash-proposal" ref={cell}>
      {/* A picture of what it would be: nothing in it is for hands or readers. */}
      <div class="dash-proposal-drawn" inert aria-hidden="true">
        {seen && data && (
          <PanelHost
            title=""
            level={3}
            transparent
            {...{ load, data, options, fieldConfig, range: board.span }}
            timeZone={board.timeOptions.timeZone ?? 'browser'}
            theme={board.shell.theme.value}
          />
        )}
      </div>
      <button type="button" class="dash-kind-name" onClick={onPick}>
        <span class="o-trunc">{form ? w.edit.proposal(kind.label, form) : kind.label}</span>
      </button>
    </li>
  );
}
