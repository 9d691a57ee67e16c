import { Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { layout } from '../../model/layout.ts';
import type { Dashboard } from '../../model/types.ts';
import { w } from '../../text/work/index.ts';
import { type Hit, loadDashboard } from '../api.ts';
import { glyph } from '../glyph.ts';

/** A starred dashboard as a card: the plan of its panels, its name and where it lies. */
export function Thumbnail({ hit }: { hit: Hit }): JSX.Element {
  const [dashboard, setDashboard] = useState<Dashboard>();
  useEffect(() => {
    loadDashboard(hit.uid).then(
      (answer) => setDashboard(answer.dashboard),
      () => {},
    );
  }, [hit.uid]);
  return (
    <a class="dash-thumb" href={hit.url}>
      <Plan dashboard={dashboard} />
      <span class="dash-thumb-foot">
        <b class="o-trunc">{hit.title}</b>
        <small class="o-trunc">{hit.folderTitle ?? w.list.root}</small>
      </span>
    </a>
  );
}

const tall = 26;

function Plan({ dashboard }: { dashboard: Dashboard | undefined }): JSX.Element {
  const items = dashboard ? layout(dashboard.panels ?? [], new Set()).filter(({ at }) => at.y < tall) : [];
  return (
    <svg class="dash-plan" viewBox="0 0 240 110" preserveAspectRatio="xMidYMin slice" aria-hidden="true">
      {items.map((item) => {
        const [x, y, w, h] = [item.at.x * 10 + 1, item.at.y * 4.2 + 1, item.at.w * 10 - 2, item.at.h * 4.2 - 2];
        if (item.kind === 'row') return <line key={item.key} x1={x} x2={x + w} y1={y + 1} y2={y + 1} />;
        return (
          <g key={item.key}>
            <rect x={x} y={y} width={w} height={Math.max(h, 2)} rx="2" />
            {h > 14 && w > 20 && <path d={glyph(item.panel.type, x, y, w, h)} />}
          </g>
        );
      })}
    </svg>
  );
}

export function NoStars(): JSX.Element {
  return (
    <p class="dash-no-stars">
      <Icon name="star" size="s" />
      {w.home.noStars}
    </p>
  );
}
