import { Badge, Button } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { Changes, PanelChange } from '../../model/changes.ts';
import { onGrid } from '../../model/edit.ts';
import { lineDiff, withContext } from '../../model/line-diff.ts';
import type { Dashboard } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';

const looks = {
  added: ['ok', 'plus'],
  removed: ['danger', 'minus'],
  changed: ['warn', 'pencil'],
  moved: ['info', 'maximize-2'],
} as const;

/** Panel by panel: texts of queries as they were and are, places as two small maps. */
export function ChangeList({
  changes,
  before,
  after,
  leftOut,
  onLeaveOut,
}: {
  changes: Changes;
  before: Dashboard;
  after: Dashboard;
  leftOut?: ReadonlySet<number>;
  onLeaveOut?: (id: number) => void;
}): JSX.Element {
  if (changes.panels.length === 0 && changes.settings.length === 0) return <p class="o-help">{w.save.nothing}</p>;
  return (
    <ul class="dash-changes">
      {changes.settings.length > 0 && (
        <li>
          <div class="dash-change-head">
            <Badge tone="warn" icon="settings-2">
              {w.save.settings}
            </Badge>
            <span>{changes.settings.map((key) => (w.save.keys as Record<string, string>)[key] ?? key).join(', ')}</span>
          </div>
          <TextDiff before={settingsText(before, changes.settings)} after={settingsText(after, changes.settings)} />
        </li>
      )}
      {changes.panels.map((change) => {
        const out = leftOut?.has(change.id) === true;
        const [tone, icon] = looks[change.kind];
        return (
          <li key={`${change.kind} ${change.id}`} class={out ? 'dash-left-out' : ''}>
            <div class="dash-change-head">
              <Badge tone={tone} icon={icon}>
                {w.save.kinds[change.kind]}
              </Badge>
              <b class="o-trunc">{change.title || t.panel.untitled}</b>
              <span class="o-ter o-trunc">{words(change)}</span>
              <span class="o-sp" />
              {onLeaveOut && (
                <Button size="sm" kind="ghost" aria-pressed={out} onClick={() => onLeaveOut(change.id)}>
                  {out ? w.save.takeIn : w.save.leaveOut}
                </Button>
              )}
            </div>
            {!out && change.queries.map(({ refId, before: was, after: now }) => <TextDiff key={refId} before={was} after={now} />)}
            {!out && change.from && change.to && <Maps before={before} after={after} id={change.id} />}
          </li>
        );
      })}
    </ul>
  );
}

function settingsText(dashboard: Dashboard, keys: readonly string[]): string {
  const all = dashboard as unknown as Readonly<Record<string, unknown>>;
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, all[key]])), null, 2);
}

function words({ kind, type, keys, from, to }: PanelChange): string {
  if (kind === 'added' || kind === 'removed') return type;
  const names = keys.map((key) => (w.save.keys as Record<string, string>)[key] ?? key);
  const place = from && to ? [w.save.moved(from, to)] : [];
  return [...names, ...place].join(', ');
}

export function TextDiff({ before, after }: { before: string; after: string }): JSX.Element {
  return (
    <pre class="dash-diff">
      {withContext(lineDiff(before, after)).map((line, index) =>
        line ? (
          <span key={index} class={`dash-${line.kind}`}>
            {line.kind === 'added' ? '+ ' : line.kind === 'removed' ? '- ' : '  '}
            {line.text}
            {'\n'}
          </span>
        ) : (
          <span key={index} class="o-ter">
            {'  …\n'}
          </span>
        ),
      )}
    </pre>
  );
}

/** Where the panel stood and where it stands. */
function Maps({ before, after, id }: { before: Dashboard; after: Dashboard; id: number }): JSX.Element {
  return (
    <div class="dash-maps" aria-hidden="true">
      <GridMap dashboard={before} id={id} />
      <span>→</span>
      <GridMap dashboard={after} id={id} />
    </div>
  );
}
function GridMap({ dashboard, id }: { dashboard: Dashboard; id: number }): JSX.Element {
  const items = onGrid(dashboard);
  const place = items.find(({ panel }) => panel.id === id)?.at;
  const top = Math.max(0, (place?.y ?? 0) - 12);
  const near = items.filter(({ at }) => at.y + at.h > top && at.y < top + 30);
  return (
    <svg class="dash-map" aria-hidden="true" viewBox={`0 ${top * 3} 144 90`} width="144" height="90">
      {near.map(({ key, at, panel }) => (
        <rect
          key={key}
          class={panel.id === id ? 'dash-map-one' : ''}
          x={at.x * 6 + 1}
          y={at.y * 3 + 1}
          width={at.w * 6 - 2}
          height={Math.max(2, at.h * 3 - 2)}
          rx="1.5"
        />
      ))}
    </svg>
  );
}
