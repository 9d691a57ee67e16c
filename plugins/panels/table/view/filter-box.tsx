/** The box of a column's filter: a text or an expression, and the values to pick from. */
import { Button, Checkbox, Input, place, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Column } from '../model/columns.ts';
import { parseExpression } from '../model/expression.ts';
import { type Filter, type FilterMode, valuesOf } from '../model/filter.ts';
import { slices } from '@orrery/plugin-sdk/ui/work/slices.ts';
import { t } from '../text/index.ts';

const most = 200;
const none: Filter = { mode: 'contains', text: '', picked: [] };

export function FilterBox({
  column,
  rows,
  filter = none,
  anchor,
  onApply,
  onClose,
}: {
  column: Column;
  /** Rows whose values may be picked. */
  rows: Uint32Array;
  filter: Filter | undefined;
  anchor: Element;
  onApply(filter: Filter): void;
  onClose(): void;
}): JSX.Element {
  const box = useRef<HTMLFormElement>(null);
  const [mode, setMode] = useState<FilterMode>(filter.mode);
  const [text, setText] = useState(filter.text);
  const [picked, setPicked] = useState<readonly string[]>(filter.picked);
  const values = useValues(column, rows);
  const parsed = mode === 'expression' && text.trim() !== '' ? parseExpression(text) : undefined;
  const wanted = mode === 'contains' ? text.trim().toLowerCase() : '';
  const offered = (values?.values ?? []).filter((value) => value.text.toLowerCase().includes(wanted));

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.showPopover();
    place(element, anchor);
    element.querySelector('input')?.focus();
  }, []);
  useLayoutEffect(() => {
    if (box.current) place(box.current, anchor);
  }, [values]);

  const toggle = (value: string): void => setPicked(picked.includes(value) ? picked.filter((each) => each !== value) : [...picked, value]);
  return (
    <form
      ref={box}
      class="o-menu tbl-filter"
      popover="auto"
      aria-label={t.filterBy(column.name)}
      onToggle={(event: { newState: string }) => event.newState === 'closed' && onClose()}
      onKeyDown={(event) => event.stopPropagation()}
      onSubmit={(event) => {
        event.preventDefault();
        if (parsed && !parsed.ok) return;
        onApply({ mode, text, picked });
        box.current?.hidePopover();
      }}
    >
      <div class="tbl-filter-row">
        <Select<FilterMode>
          size="sm"
          aria-label={t.filterMode}
          value={mode}
          onValue={setMode}
          options={[
            { value: 'contains', label: t.contains },
            { value: 'not-contains', label: t.notContains },
            { value: 'expression', label: t.expression },
          ]}
        />
        <Input
          size="sm"
          aria-label={mode === 'expression' ? t.filterExpression : t.filterText}
          placeholder={mode === 'expression' ? '$ > 5' : t.filterText}
          value={text}
          aria-invalid={parsed && !parsed.ok ? 'true' : undefined}
          onInput={(event: { currentTarget: HTMLInputElement }) => setText(event.currentTarget.value)}
        />
      </div>
      {parsed && !parsed.ok && (
        <p class="o-errt" role="alert">
          {t.badExpression(parsed.at + 1)}
        </p>
      )}
      <fieldset class="tbl-values" aria-label={t.valuesOf(column.name)}>
        {!values && <p class="o-ter">{t.working}</p>}
        {offered.map(({ text: value, count }) => (
          <div key={value}>
            <Checkbox
              label={
                <>
                  <span class="o-trunc">{value || '(–)'}</span>
                  <span class="o-ter o-tnum">{count}</span>
                </>
              }
              checked={picked.includes(value)}
              onValue={() => toggle(value)}
            />
          </div>
        ))}
        {values && values.more > 0 && <p class="o-ter">{t.moreValues(String(values.more))}</p>}
      </fieldset>
      <div class="tbl-filter-row">
        <Button
          size="sm"
          kind="ghost"
          onClick={() => {
            onApply(none);
            box.current?.hidePopover();
          }}
        >
          {t.clear}
        </Button>
        <span class="o-sp" />
        <Button size="sm" kind="primary" type="submit">
          {t.apply}
        </Button>
      </div>
    </form>
  );
}

function useValues(column: Column, rows: Uint32Array): Awaited<ReturnType<typeof valuesOf>> | undefined {
  const [values, setValues] = useState<Awaited<ReturnType<typeof valuesOf>>>();
  useEffect(() => {
    const leaving = new AbortController();
    valuesOf(column, rows, most, slices(leaving.signal)).then(setValues, () => undefined);
    return () => leaving.abort();
  }, [column, rows]);
  return values;
}
