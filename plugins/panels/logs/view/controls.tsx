/** What readers may change for themselves: it is not written into the dashboard. */
import { IconButton } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { Level } from '../model/levels.ts';
import type { LogsOptions } from '../options.ts';
import { t } from '../text/index.ts';

export interface Own {
  readonly options: Partial<LogsOptions>;
  readonly search: string;
  readonly hiddenLevels: readonly Level[];
}

export function Controls({
  options,
  own,
  counts,
  onOwn,
  onDownload,
  found,
}: {
  options: LogsOptions;
  own: Own;
  counts: ReadonlyMap<Level, number> | undefined;
  onOwn(own: Own): void;
  onDownload: ((as: 'txt' | 'json') => void) | undefined;
  found: string;
}): JSX.Element {
  const set = (change: Partial<LogsOptions>): void => onOwn({ ...own, options: { ...own.options, ...change } });
  const toggle = (level: Level): void =>
    onOwn({
      ...own,
      hiddenLevels: own.hiddenLevels.includes(level) ? own.hiddenLevels.filter((each) => each !== level) : [...own.hiddenLevels, level],
    });
  return (
    <div class="lg-controls" role="toolbar" aria-label={t.controls}>
      <input
        class="lg-search"
        type="search"
        value={own.search}
        placeholder={t.search}
        aria-label={t.search}
        onInput={(event) => onOwn({ ...own, search: event.currentTarget.value })}
      />
      <span class="lg-found o-ter" aria-live="polite">
        {found}
      </span>
      <span class="o-sp" />
      {[...(counts ?? [])].map(([level, count]) => (
        <button
          key={level}
          type="button"
          class={`lg-chip lg-${level}`}
          aria-pressed={!own.hiddenLevels.includes(level)}
          onClick={() => toggle(level)}
        >
          <i /> {t.levels[level]} <b class="o-tnum">{count}</b>
        </button>
      ))}
      <IconButton
        size="sm"
        icon={options.sortOrder === 'Ascending' ? 'arrow-down' : 'chevron-up'}
        label={options.sortOrder === 'Ascending' ? t.oldestFirst : t.newestFirst}
        onClick={() => set({ sortOrder: options.sortOrder === 'Ascending' ? 'Descending' : 'Ascending' })}
      />
      <IconButton
        size="sm"
        icon="clock"
        on={options.showTime}
        aria-pressed={options.showTime}
        label={t.showTime}
        onClick={() => set({ showTime: !options.showTime })}
      />
      <IconButton
        size="sm"
        icon="menu"
        on={options.wrapLogMessage}
        aria-pressed={options.wrapLogMessage}
        label={t.wrap}
        onClick={() => set({ wrapLogMessage: !options.wrapLogMessage })}
      />
      <IconButton
        size="sm"
        icon="blocks"
        on={options.prettifyLogMessage}
        aria-pressed={options.prettifyLogMessage}
        label={t.prettify}
        onClick={() => set({ prettifyLogMessage: !options.prettifyLogMessage })}
      />
      <IconButton
        size="sm"
        icon="hash"
        on={options.showLabels}
        aria-pressed={options.showLabels}
        label={t.showLabels}
        onClick={() => set({ showLabels: !options.showLabels })}
      />
      <Dedup value={options.dedupStrategy} onValue={(dedupStrategy) => set({ dedupStrategy })} />
      {onDownload && <Download onDownload={onDownload} />}
    </div>
  );
}

function Dedup({
  value,
  onValue,
}: {
  value: LogsOptions['dedupStrategy'];
  onValue(value: LogsOptions['dedupStrategy']): void;
}): JSX.Element {
  return (
    <select
      class="lg-dedup"
      aria-label={t.dedup}
      title={t.dedup}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value as LogsOptions['dedupStrategy'])}
    >
      {(['none', 'exact', 'numbers', 'signature'] as const).map((each) => (
        <option key={each} value={each}>
          {t.dedups[each]}
        </option>
      ))}
    </select>
  );
}

function Download({ onDownload }: { onDownload(as: 'txt' | 'json'): void }): JSX.Element {
  return <IconButton size="sm" icon="download" label={t.download} onClick={() => onDownload('txt')} />;
}
