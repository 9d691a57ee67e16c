/** One table of the panel: which frame, how sorted and filtered, which page. */
import { type FrameData, type ResolvedField, resolveFields } from '@orrery/plugin-sdk/data';
import { Button, IconButton, type PanelProps, type PanelSurface, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { columnsOf } from '../model/columns.ts';
import { type Filters, isActive } from '../model/filter.ts';
import { footerOf } from '../model/footer.ts';
import { nameOf } from '../model/inner.ts';
import type { Sort } from '../model/order.ts';
import { rowHeights, type TableOptions } from '../options.ts';
import { t } from '../text/index.ts';
import { Grid } from './grid.tsx';
import { useRows } from './use-rows.ts';

export type Props = PanelProps<TableOptions>;
const barHeight = 36;
/** Browsers lay out no element higher than some 33 million px; a longer table comes in pages. */
const mostHeight = 30_000_000;

export function TableView({ props, emit, depth = 0 }: { props: Props; emit: PanelSurface['emit']; depth?: number }): JSX.Element {
  const { frames, options, fieldConfig, theme, timeZone, now, width, height } = props;
  const root = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState<number>();
  const frameIndex = frames[picked ?? options.frameIndex] ? (picked ?? options.frameIndex) : 0;
  const fields = useMemo(
    () => resolveFields(frames, fieldConfig, { theme, timeZone, now, ...(depth > 0 && { scope: 'nested' }) }),
    [frames, fieldConfig, theme, timeZone],
  );
  const wrap = options.cellHeight === 'auto';
  const columns = useMemo(
    () =>
      columnsOf(
        fields.filter((field) => field.frameIndex === frameIndex),
        wrap,
      ),
    [fields, frameIndex, wrap],
  );
  const frame: FrameData | undefined = frames[frameIndex];
  const count = frame?.length ?? 0;

  const [asked, setAsked] = useState<{ readonly sorts: readonly Sort[]; readonly from: TableOptions['sortBy'] }>();
  const standard = useMemo(() => {
    const keyOf = (name: string): string =>
      (columns.shown.find((column) => column.name === name) ?? columns.shown.find(({ resolved }) => resolved.field.name === name))?.key ??
      name;
    return options.sortBy.map(({ displayName, desc }) => ({ column: keyOf(displayName), descending: desc ?? false }));
  }, [options.sortBy, columns]);
  const sorts = asked && asked.from === options.sortBy ? asked.sorts : standard;
  const [filters, setFilters] = useState<Filters>({});
  const [dragged, setDragged] = useState<Readonly<Record<string, number>>>({});
  const [page, setPage] = useState(0);
  const [said, setSaid] = useState('');
  const { rows, passed, busy } = useRows(columns.shown, count, filters, sorts);
  const everyRow = useMemo(() => new Uint32Array(count).map((_, row) => row), [count]);
  const footer = useMemo(() => footerOf(columns.shown, passed, count, options, t.count), [columns, passed, options, count]);

  const number = new Intl.NumberFormat(props.locale);
  const meta = frame?.meta?.custom as { readonly noHeader?: boolean; readonly expandAllRows?: boolean } | undefined;
  const showHeader = options.showHeader && !(depth > 0 && meta?.noHeader);
  const rowHeight = rowHeights[options.cellHeight] ?? rowHeights.sm;
  const isFiltered = Object.values(filters).some(isActive);
  const paged = options.enablePagination || options.footer.enablePagination || rows.length * rowHeight > mostHeight;
  const hasBar = frames.length > 1 || paged || isFiltered;
  const gridHeight = height - (hasBar ? barHeight : 0);
  const fits = Math.max(1, Math.floor((gridHeight - (showHeader ? 32 : 0) - (footer ? 28 : 0)) / rowHeight));
  const perPage = !paged
    ? rows.length
    : options.enablePagination || options.footer.enablePagination
      ? options.pageSize || fits
      : Math.floor(mostHeight / rowHeight);
  const pages = Math.max(1, Math.ceil(rows.length / Math.max(1, perPage)));
  const current = Math.min(page, pages - 1);
  const offset = current * perPage;
  const visible = useMemo(() => (paged ? rows.slice(offset, offset + perPage) : rows), [rows, paged, offset, perPage]);

  const sortBy = (column: string, more: boolean): void => {
    const before = sorts.find((sort) => sort.column === column);
    const next: Sort[] = before?.descending ? [] : [{ column, descending: before !== undefined }];
    const others = more ? sorts.filter((sort) => sort.column !== column) : [];
    const all = more && before && next[0] ? sorts.map((sort) => (sort.column === column ? next[0]! : sort)) : [...others, ...next];
    setAsked({ sorts: all, from: options.sortBy });
    const names = all.map((sort) => `${sort.column.split('\u0000')[0]} ${sort.descending ? t.descending : t.ascending}`);
    setSaid(names.length > 0 ? t.sorted(names.join(', ')) : t.unsorted);
  };
  const onLink = (field: ResolvedField, row: number, at: { x: number; y: number }): void => {
    const box = root.current?.getBoundingClientRect();
    const point = { frame: field.frameIndex, field: field.fieldIndex, row };
    emit({ type: 'choose', point, x: at.x - (box?.left ?? 0), y: at.y - (box?.top ?? 0) });
  };

  if (columns.shown.length === 0) return <p class="tbl-empty o-sec">{t.noColumns}</p>;
  return (
    <div class="tbl" ref={root} style={{ width: `${width}px`, height: `${height}px` }}>
      <Grid
        key={frameIndex}
        label={props.title || t.table}
        columns={columns}
        rows={visible}
        offset={offset}
        total={rows.length}
        everyRow={everyRow}
        sorts={sorts}
        filters={filters}
        footer={footer}
        options={options}
        theme={theme}
        width={width}
        height={gridHeight}
        showHeader={showHeader}
        dragged={dragged}
        busy={busy}
        expandAll={meta?.expandAllRows === true}
        onSort={sortBy}
        onFilter={(column, filter) => {
          setFilters({ ...filters, [column]: filter });
          setPage(0);
        }}
        onWidth={(column, to) => setDragged({ ...dragged, [column]: to })}
        onLink={onLink}
        onSay={setSaid}
        inner={(inner, innerWidth) =>
          depth < 4 && <InnerTables props={props} frames={inner} width={innerWidth} rowHeight={rowHeight} emit={emit} depth={depth + 1} />
        }
      />
      {rows.length === 0 && !busy && isFiltered && <p class="tbl-empty o-sec">{t.noRows}</p>}
      {hasBar && (
        <div class="tbl-bar">
          {frames.length > 1 && (
            <Select
              size="sm"
              aria-label={t.frame}
              value={String(frameIndex)}
              onValue={(value) => {
                setPicked(Number(value));
                setPage(0);
              }}
              options={frames.map((each, index) => ({ value: String(index), label: nameOf(each, index) }))}
            />
          )}
          <span class="o-sp" />
          {isFiltered && (
            <>
              <span class="o-ter o-t12">{t.filtered(number.format(rows.length), number.format(count))}</span>
              <Button size="sm" kind="ghost" onClick={() => setFilters({})}>
                {t.clearFilters}
              </Button>
            </>
          )}
          {paged && (
            <>
              <span class="o-t12 o-tnum o-sec">
                {t.page(
                  number.format(rows.length === 0 ? 0 : offset + 1),
                  number.format(Math.min(rows.length, offset + perPage)),
                  number.format(rows.length),
                )}
              </span>
              <IconButton
                icon="chevron-left"
                size="sm"
                label={t.previousPage}
                disabled={current === 0}
                onClick={() => setPage(current - 1)}
              />
              <IconButton
                icon="chevron-right"
                size="sm"
                label={t.nextPage}
                disabled={current >= pages - 1}
                onClick={() => setPage(current + 1)}
              />
            </>
          )}
        </div>
      )}
      <span class="o-vh" aria-live="polite">
        {said}
      </span>
    </div>
  );
}

/** The tables below a row, each as high as it needs within reason. */
function InnerTables({
  props,
  frames,
  width,
  rowHeight,
  emit,
  depth,
}: {
  props: Props;
  frames: readonly FrameData[];
  width: number;
  rowHeight: number;
  emit: PanelSurface['emit'];
  depth: number;
}): JSX.Element {
  const quiet: PanelSurface['emit'] = (event) => event.type !== 'choose' && emit(event);
  return (
    <>
      {frames.map((frame, index) => (
        <div key={index} class="tbl-inner">
          <TableView
            props={{
              ...props,
              frames: [frame],
              title: t.inner,
              width,
              height: Math.min(320, 34 + rowHeight * frame.length),
              options: {
                ...props.options,
                frameIndex: 0,
                sortBy: [],
                enablePagination: false,
                footer: { show: false, reducer: [] },
                frozenColumns: {},
              },
            }}
            emit={quiet}
            depth={depth}
          />
        </div>
      ))}
    </>
  );
}
