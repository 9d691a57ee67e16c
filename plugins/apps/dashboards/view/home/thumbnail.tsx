import { Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { layout } from '../../model/layout.ts';
import type { Dashboard } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { type Hit, loadDashboard } from '../api.ts';

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
        <small class="o-trunc">{hit.folderTitle ?? t.list.root}</small>
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

/** A hint of what kind of panel it is: a line, bars, rows. */
function glyph(type: string, x: number, y: number, w: number, h: number): string {
  const [left, right, low] = [x + 5, x + w - 5, y + h - 5];
  if (type === 'table' || type === 'logs' || type.endsWith('list'))
    return Array.from({ length: Math.floor((h - 8) / 6) }, (_, row) => `M${left} ${y + 7 + row * 6}H${right}`).join('');
  if (type === 'stat' || type === 'gauge' || type === 'text') return `M${left} ${y + h / 2}h${Math.min(20, w / 3)}`;
  if (type === 'bargauge' || type === 'barchart' || type === 'histogram')
    return Array.from(
      { length: Math.floor((w - 10) / 8) },
      (_, bar) => `M${left + bar * 8} ${low}v${-((h - 12) * (0.35 + ((bar * 37) % 60) / 100))}`,
    ).join('');
  const steps = 8;
  return Array.from(
    { length: steps + 1 },
    (_, step) => `${step === 0 ? 'M' : 'L'}${left + ((right - left) * step) / steps} ${low - (h - 12) * (0.2 + ((step * 53) % 70) / 100)}`,
  ).join('');
}

export function NoStars(): JSX.Element {
  return (
    <p class="dash-no-stars">
      <Icon name="star" size="s" />
      {t.home.noStars}
    </p>
  );
}
