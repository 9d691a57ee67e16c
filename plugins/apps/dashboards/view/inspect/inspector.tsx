import { interpolate } from '@orrery/plugin-sdk/data';
import { IconButton, Tabs } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Placed } from '../../model/layout.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import { useBoard } from '../board/context.ts';
import { DataTab } from './data-tab.tsx';
import { ExportTab } from './export-tab.tsx';
import { JsonTab } from './json-tab.tsx';
import { QueryTab } from './query-tab.tsx';
import { StatsTab } from './stats-tab.tsx';

/** What is behind a panel: its data as a table, what was asked, what it cost, and its JSON. */
export function Inspector({
  item,
  tab,
  onTab,
  onClose,
}: {
  item: Placed;
  tab: string;
  onTab: (tab: string) => void;
  onClose: () => void;
}): JSX.Element {
  const board = useBoard();
  const { panel } = item;
  const result = board.results.of(panel.id ?? -1).value;
  const title = interpolate(panel.title ?? '', board.lookup(item.scope), 'text') || t.panel.untitled;
  const data = {
    ...{ result, title },
    zone: board.timeOptions.timeZone ?? 'browser',
    fieldConfig: panel.fieldConfig ?? { defaults: {}, overrides: [] },
    theme: board.shell.theme.value,
  };
  const close = useRef<HTMLElement>(null);
  useEffect(() => close.current?.querySelector('button')?.focus(), []);
  const tabs = (['data', 'export', 'query', 'stats', 'json'] as const).map((id) => ({ id, label: w.inspect.tabs[id] }));
  const chosen = tabs.some(({ id }) => id === tab) ? tab : 'data';
  return (
    <aside class="dash-inspector" aria-label={w.inspect.label(title)} ref={close}>
      <header>
        <h2 class="o-sp o-trunc">{w.inspect.label(title)}</h2>
        <IconButton icon="x" label={t.close} onClick={onClose} />
      </header>
      <Tabs label={w.inspect.parts} tabs={tabs} value={chosen} onValue={onTab} />
      <div class="dash-inspector-body" id={`${chosen}-panel`} role="tabpanel">
        {chosen === 'data' && <DataTab {...data} />}
        {chosen === 'export' && <ExportTab {...data} drawn={board.drawn.get(item.key)} />}
        {chosen === 'query' && <QueryTab result={result} />}
        {chosen === 'stats' && <StatsTab result={result} />}
        {chosen === 'json' && <JsonTab panel={panel} result={result} />}
      </div>
    </aside>
  );
}
