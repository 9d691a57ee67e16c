import { frameDisplayName } from '@orrery/plugin-sdk/data';
import { Button, Icon, Menu, type PanelProps, type PanelSurface, Select } from '@orrery/plugin-sdk/ui';
import { useVirtualRows } from '@orrery/plugin-sdk/ui/virtual-rows.ts';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import {
  type ColumnType,
  type Grid,
  gridOfFrame,
  gridOfSnapshot,
  readCell,
  renamed,
  retyped,
  snapshotOf,
  withCell,
  withColumn,
  withoutColumn,
  withoutRow,
  withRow,
  writeCell,
} from './grid.ts';
import type { DatagridOptions } from './options.ts';
import { t } from './text/index.ts';

type Props = PanelProps<DatagridOptions>;
const rowHeight = 30;
const nothing: Grid = { name: '', columns: [], rows: 0 };

export function GridView({ props, emit }: { props: Props; emit: PanelSurface['emit'] }): JSX.Element {
  const { frames, options } = props;
  const base = useMemo(() => {
    const saved = options.snapshot === undefined ? undefined : gridOfSnapshot(options.snapshot);
    if (saved) return saved;
    const at = Math.min(Math.max(0, options.selectedSeries), frames.length - 1);
    const frame = frames[at];
    return frame ? gridOfFrame(frame, at) : nothing;
  }, [options.snapshot, options.selectedSeries, frames]);
  const [grid, setGrid] = useState(base);
  useEffect(() => setGrid(base), [base]);
  const [cell, setCell] = useState<readonly [row: number, column: number]>([0, 0]);
  const [writing, setWriting] = useState<{ readonly text: string; readonly wrong?: boolean }>();
  const [naming, setNaming] = useState<number>();
  const scroller = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const rows = useVirtualRows(scroller, { count: grid.rows, height: () => rowHeight, headHeight: 32 });

  const change = (next: Grid): void => {
    setGrid(next);
    if (props.editable) emit({ type: 'options', options: { ...options, snapshot: snapshotOf(next) } });
  };
  const [row, column] = cell;
  const at = grid.columns[column];
  const begin = (text?: string): void => {
    if (at && row < grid.rows) setWriting({ text: text ?? writeCell(at.values[row], at.type) });
  };
  const commit = (): boolean => {
    if (!writing || !at) return true;
    const value = readCell(writing.text, at.type);
    if (value === undefined) {
      setWriting({ ...writing, wrong: true });
      return false;
    }
    setWriting(undefined);
    if (value !== (at.values[row] ?? null)) change(withCell(grid, column, row, value));
    return true;
  };
  const go = (toRow: number, toColumn: number): void => {
    const next = [Math.max(0, Math.min(grid.rows - 1, toRow)), Math.max(0, Math.min(grid.columns.length - 1, toColumn))] as const;
    setCell(next);
    rows.scrollTo(next[0]);
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(`[data-cell="${next[0]} ${next[1]}"]`)?.focus());
  };
  const keys = (event: KeyboardEvent): void => {
    if (writing) {
      if (event.key === 'Escape') {
        setWriting(undefined);
        go(row, column);
      } else if (event.key === 'Enter' || event.key === 'Tab') {
        if (commit()) go(event.key === 'Enter' ? row + 1 : row, event.key === 'Tab' ? column + (event.shiftKey ? -1 : 1) : column);
      } else return;
    } else {
      const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      if (way) go(row + (way[0] ?? 0), column + (way[1] ?? 0));
      else if (event.key === 'Enter' || event.key === 'F2') begin();
      else if (event.key === 'Delete' || event.key === 'Backspace') change(withCell(grid, column, row, null));
      else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) begin(event.key);
      else return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="dg" ref={root}>
      <div class="dg-bar">
        <Button size="sm" icon="plus" disabled={grid.columns.length === 0} onClick={() => change(withRow(grid))}>
          {t.addRow}
        </Button>
        <Button size="sm" icon="plus" onClick={() => change({ ...withColumn(grid, t.column), rows: Math.max(1, grid.rows) })}>
          {t.addColumn}
        </Button>
        {options.snapshot === undefined && frames.length > 1 && (
          <Select
            size="sm"
            aria-label={t.series}
            value={String(options.selectedSeries)}
            options={frames.map((frame, index) => ({ value: String(index), label: frameDisplayName(frame, index) }))}
            onValue={(value) => emit({ type: 'options', options: { ...options, selectedSeries: Number(value) } })}
          />
        )}
        {options.snapshot !== undefined && props.editable && frames.length > 0 && (
          <Button
            size="sm"
            kind="ghost"
            onClick={() => {
              const { snapshot: _, ...others } = options;
              emit({ type: 'options', options: others });
            }}
          >
            {t.fromData}
          </Button>
        )}
        {!props.editable && grid !== base && <span class="o-help">{t.notKept}</span>}
      </div>
      {grid.columns.length === 0 ? (
        <p class="o-help dg-empty">{t.empty}</p>
      ) : (
        <div class="dg-scroll" ref={scroller}>
          {/* biome-ignore lint/a11y/useSemanticElements: rows exist only in sight, which a table does not allow. */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus. */}
          <div
            role="grid"
            aria-label={props.title || t.grid}
            aria-rowcount={grid.rows + 1}
            aria-colcount={grid.columns.length}
            class="dg-grid"
            onKeyDown={keys}
          >
            <div role="row" class="dg-row dg-head">
              {grid.columns.map(({ name, type }, index) => (
                <span role="columnheader" key={index} class="dg-cell">
                  {naming === index ? (
                    <input
                      type="text"
                      class="dg-input"
                      aria-label={t.name}
                      value={name}
                      ref={(input) => input?.focus()}
                      onKeyDown={(event) => {
                        event.stopPropagation();
                        if (event.key === 'Escape') setNaming(undefined);
                        if (event.key === 'Enter') event.currentTarget.blur();
                      }}
                      onBlur={(event) => {
                        setNaming(undefined);
                        if (event.currentTarget.value !== name) change(renamed(grid, index, event.currentTarget.value));
                      }}
                    />
                  ) : (
                    <span class="o-trunc">{name}</span>
                  )}
                  <Menu
                    label={t.columnMenu(name)}
                    class="o-btn o-ghost o-ico o-sm"
                    items={[
                      { label: t.rename, run: () => setNaming(index) },
                      ...(['string', 'number', 'time', 'boolean'] as const satisfies readonly ColumnType[]).map((one) => ({
                        label: t.types[one],
                        on: one === type,
                        run: () => change(retyped(grid, index, one)),
                      })),
                      'divider' as const,
                      { label: t.removeColumn, danger: true, run: () => change(withoutColumn(grid, index)) },
                    ]}
                  >
                    <Icon name="chevron-down" size="s" />
                  </Menu>
                </span>
              ))}
              <span class="dg-tail" />
            </div>
            <div style={{ height: `${rows.total}px`, position: 'relative' }}>
              {rows.items.map((item) => (
                // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus.
                <div
                  role="row"
                  key={item.key}
                  class="dg-row dg-line"
                  aria-rowindex={item.index + 2}
                  style={{ transform: `translateY(${item.start - 32}px)` }}
                >
                  {grid.columns.map(({ name, type, values }, index) => {
                    const isHere = row === item.index && column === index;
                    const text = writeCell(values[item.index], type);
                    return isHere && writing ? (
                      <span role="gridcell" key={index} class="dg-cell">
                        <input
                          type="text"
                          class={`dg-input ${writing.wrong ? 'dg-wrong' : ''}`}
                          aria-label={name}
                          aria-invalid={writing.wrong === true}
                          title={writing.wrong ? t.wrong(t.types[type]) : undefined}
                          value={writing.text}
                          ref={(input) => input?.focus()}
                          onInput={(event) => setWriting({ text: event.currentTarget.value })}
                          onBlur={() => void commit()}
                        />
                      </span>
                    ) : (
                      <span
                        role="gridcell"
                        key={index}
                        class={`dg-cell dg-${type} ${isHere ? 'dg-here' : ''}`}
                        data-cell={`${item.index} ${index}`}
                        tabIndex={isHere ? 0 : -1}
                        onClick={() => setCell([item.index, index])}
                        onDblClick={() => {
                          setCell([item.index, index]);
                          setWriting({ text });
                        }}
                      >
                        <span class="o-trunc">{text}</span>
                      </span>
                    );
                  })}
                  <span role="gridcell" class="dg-tail">
                    <button
                      type="button"
                      class="o-btn o-ghost o-ico o-sm"
                      aria-label={t.removeRow(item.index + 1)}
                      onClick={() => change(withoutRow(grid, item.index))}
                    >
                      <Icon name="trash-2" size="s" />
                    </button>
                  </span>
                </div>
              ))}
            </div>
          </div>
        </div>
      )}
    </div>
  );
}
