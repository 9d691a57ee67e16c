/** One operation of the chain as a card: its name, and fields for what it takes. */
import { Checkbox, Combobox, Icon, IconButton, Input, Menu, type MenuItem, Select } from '@orrery/plugin-sdk/ui';
import type { ComponentChildren, JSX } from 'preact';
import { binaryOf } from '../promql/catalogue.ts';
import type { BinaryOperation, Grouping, Matching, Operation, VisualQuery } from '../promql/model.ts';
import { emptyQuery, text } from '../promql/model.ts';
import { binaryOperators } from '../promql/print.ts';
import { t } from '../text/index.ts';
import { Chain, type ChainProps } from './chain.tsx';

type Surroundings = Omit<ChainProps, 'query' | 'onChange' | 'nested'>;

export function OperationCard({
  parts,
  onChange,
  onRemove,
  onMove,
  ...around
}: Surroundings & {
  /** One, or a window and its function. */
  parts: readonly Operation[];
  onChange(parts: readonly Operation[]): void;
  onRemove(): void;
  onMove: { readonly earlier?: () => void; readonly later?: () => void };
}): JSX.Element {
  const name = nameOf(parts);
  const replace = (index: number, fresh: Operation): void => onChange(parts.map((one, at) => (at === index ? fresh : one)));
  const moves: MenuItem[] = [
    ...(onMove.earlier ? [{ label: t.builder.earlier, icon: 'arrow-left', run: onMove.earlier }] : []),
    ...(onMove.later ? [{ label: t.builder.later, icon: 'arrow-right', run: onMove.later }] : []),
    { label: t.builder.remove, icon: 'x', danger: true, run: onRemove },
  ];
  const wide = parts.some((one) => one.kind === 'binary' && !isConstant(one.right));
  return (
    <div class={`prom-op ${wide ? 'prom-wide' : ''}`} role="group" aria-label={name}>
      {/* A comparison or calculation is named by the field it is chosen in. */}
      {parts.at(-1)?.kind !== 'binary' && <span class="prom-op-name">{name}</span>}
      {parts.map((part, index) => (
        <Fields key={index} part={part} onChange={(fresh) => replace(index, fresh)} {...around} />
      ))}
      <Menu label={t.builder.more(name)} items={moves} class="o-btn o-ghost o-sm o-ico">
        <Icon name="ellipsis" size="s" />
      </Menu>
    </div>
  );
}

function nameOf(parts: readonly Operation[]): string {
  const last = parts.at(-1);
  if (!last) return '';
  switch (last.kind) {
    case 'function':
    case 'aggregate':
      return last.name;
    case 'binary':
      return last.operator;
    case 'range':
      return t.builder.window;
    case 'offset':
      return t.builder.offset;
    case 'at':
      return t.builder.at;
    case 'parens':
      return t.builder.parens;
    case 'unary':
      return t.builder.negative;
  }
}

function Fields({ part, onChange, ...around }: Surroundings & { part: Operation; onChange(part: Operation): void }): JSX.Element | null {
  switch (part.kind) {
    case 'range':
      return (
        <>
          <Combobox
            size="sm"
            label={t.builder.window}
            value={part.window}
            options={['$__rate_interval', '$__interval', '$__range', '1m', '5m', '10m', '1h', '1d'].map((value) => ({ value }))}
            onValue={(window) => onChange({ ...part, window })}
          />
          {part.step !== undefined && (
            <Text
              label={t.builder.resolution}
              value={part.step}
              placeholder={t.builder.resolution}
              onValue={(step) => onChange({ ...part, step })}
            />
          )}
        </>
      );
    case 'offset':
      return <Text label={t.builder.offset} value={part.by} onValue={(by) => onChange({ ...part, by })} />;
    case 'at':
      return <Text label={t.builder.at} value={part.time} onValue={(time) => onChange({ ...part, time })} />;
    case 'unary':
      return (
        <Select
          size="sm"
          aria-label={t.builder.negative}
          value={part.sign}
          options={['-', '+'].map((value) => ({ value, label: value }))}
          onValue={(sign) => onChange({ ...part, sign })}
        />
      );
    case 'parens':
      return null;
    case 'function':
      return (
        <>
          <Arguments from={1} list={part.before} onChange={(before) => onChange({ ...part, before })} {...around} />
          <Arguments from={part.before.length + 2} list={part.after} onChange={(after) => onChange({ ...part, after })} {...around} />
        </>
      );
    case 'aggregate':
      return (
        <>
          <Arguments from={1} list={part.params} onChange={(params) => onChange({ ...part, params })} {...around} />
          <GroupBy
            grouping={part.grouping}
            source={around}
            onChange={(grouping) => {
              const { grouping: _before, ...rest } = part;
              onChange(grouping ? { ...rest, grouping } : rest);
            }}
          />
        </>
      );
    case 'binary':
      return <Binary part={part} onChange={onChange} {...around} />;
  }
}

function Text({
  label,
  value,
  placeholder,
  onValue,
}: {
  label: string;
  value: string;
  placeholder?: string;
  onValue(value: string): void;
}): JSX.Element {
  return (
    <Input
      size="sm"
      class="prom-short"
      aria-label={label}
      title={label}
      value={value}
      {...(placeholder && { placeholder })}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}

function isConstant({ base, operations }: VisualQuery): boolean {
  return base.kind === 'text' && operations.length === 0;
}

/** Constants are typed; anything larger is a chain of its own. */
function Arguments({
  list,
  from,
  onChange,
  ...around
}: Surroundings & { list: readonly VisualQuery[]; from: number; onChange(list: readonly VisualQuery[]): void }): JSX.Element {
  return (
    <>
      {list.map((one, index) => {
        const change = (fresh: VisualQuery): void => onChange(list.map((before, at) => (at === index ? fresh : before)));
        return isConstant(one) && one.base.kind === 'text' ? (
          <Text key={index} label={t.builder.param(from + index)} value={one.base.text} onValue={(value) => change(text(value))} />
        ) : (
          <Chain key={index} query={one} onChange={change} nested {...around} />
        );
      })}
    </>
  );
}

function GroupBy({
  grouping,
  source: { source, selector },
  onChange,
}: {
  grouping: Grouping | undefined;
  source: Surroundings;
  onChange(grouping: Grouping | undefined): void;
}): JSX.Element {
  return (
    <>
      <Select
        size="sm"
        aria-label={t.builder.grouping}
        value={grouping?.mode ?? 'none'}
        options={[
          { value: 'none', label: '–' },
          { value: 'by', label: t.builder.by },
          { value: 'without', label: t.builder.without },
        ]}
        onValue={(mode) => onChange(mode === 'none' ? undefined : { labels: [], ...grouping, mode: mode as Grouping['mode'] })}
      />
      {grouping && (
        <LabelList
          label={t.builder.groupLabels}
          labels={grouping.labels}
          load={() => source.labels(selector)}
          onChange={(labels) => onChange({ ...grouping, labels })}
        />
      )}
    </>
  );
}

function LabelList({
  label,
  labels,
  load,
  onChange,
}: {
  label: string;
  labels: readonly string[];
  load(): Promise<readonly string[]>;
  onChange(labels: readonly string[]): void;
}): ComponentChildren {
  return (
    <>
      {labels.map((one, index) => (
        <span class="prom-label" key={`${one} ${index}`}>
          {one}
          <IconButton
            size="sm"
            icon="x"
            label={`${t.builder.remove}: ${one}`}
            onClick={() => onChange(labels.filter((_, at) => at !== index))}
          />
        </span>
      ))}
      <Combobox
        size="sm"
        label={label}
        value=""
        clears
        placeholder={t.builder.addGroupLabel}
        options={async () => (await load()).filter((one) => !labels.includes(one)).map((value) => ({ value }))}
        onValue={(one) => one && onChange([...labels, one])}
      />
    </>
  );
}

function Binary({ part, onChange, ...around }: Surroundings & { part: BinaryOperation; onChange(part: Operation): void }): JSX.Element {
  const { operator, right, bool, matching } = part;
  const constant = isConstant(right);
  const without = (key: 'bool' | 'matching'): BinaryOperation => {
    const { [key]: _gone, ...rest } = part;
    return rest;
  };
  return (
    <>
      <Select
        size="sm"
        aria-label={t.builder.operator}
        value={operator}
        options={binaryOperators.map((value) => ({ value, label: value }))}
        onValue={(fresh) => onChange({ ...part, operator: fresh })}
      />
      {/^[=!<>]/.test(operator) && (
        <Checkbox
          label={t.builder.bool}
          checked={bool ?? false}
          onValue={(on) => onChange(on ? { ...part, bool: true } : without('bool'))}
        />
      )}
      <Select
        size="sm"
        aria-label={t.builder.kind}
        value={constant ? 'number' : 'nested'}
        options={[
          { value: 'number', label: t.builder.number },
          { value: 'nested', label: t.builder.nested },
        ]}
        onValue={(kind) => onChange(kind === 'number' ? binaryOf(operator) : { ...part, right: emptyQuery })}
      />
      {constant && right.base.kind === 'text' ? (
        <Text label={t.builder.number} value={right.base.text} onValue={(value) => onChange({ ...part, right: text(value) })} />
      ) : (
        <>
          <Matched
            matching={matching}
            source={around}
            onChange={(fresh) => onChange(fresh ? { ...part, matching: fresh } : without('matching'))}
          />
          <Chain query={right} onChange={(fresh) => onChange({ ...part, right: fresh })} nested {...around} />
        </>
      )}
    </>
  );
}

function Matched({
  matching,
  source: { source, selector },
  onChange,
}: {
  matching: Matching | undefined;
  source: Surroundings;
  onChange(matching: Matching | undefined): void;
}): JSX.Element {
  const load = (): Promise<readonly string[]> => source.labels(selector);
  const grouped = (group: string): Matching => {
    const { group: _group, include: _include, ...rest } = matching ?? { labels: [] };
    return group === 'one' ? rest : { ...rest, group: group as 'group_left' | 'group_right' };
  };
  return (
    <>
      <Select
        size="sm"
        aria-label={t.builder.matching}
        value={matching?.mode ?? 'all'}
        options={[
          { value: 'all', label: t.builder.matchAll },
          { value: 'on', label: t.builder.matchOn },
          { value: 'ignoring', label: t.builder.matchIgnoring },
        ]}
        onValue={(mode) => onChange(mode === 'all' ? undefined : { labels: [], ...matching, mode: mode as 'on' | 'ignoring' })}
      />
      {matching?.mode && (
        <LabelList
          label={t.builder.matching}
          labels={matching.labels}
          load={load}
          onChange={(labels) => onChange({ ...matching, labels })}
        />
      )}
      {matching && (
        <Select
          size="sm"
          aria-label={t.builder.many}
          value={matching.group ?? 'one'}
          options={[
            { value: 'one', label: t.builder.one },
            { value: 'group_left', label: t.builder.left },
            { value: 'group_right', label: t.builder.rightSide },
          ]}
          onValue={(group) => onChange(grouped(group))}
        />
      )}
      {matching?.group && (
        <LabelList
          label={t.builder.include}
          labels={matching.include ?? []}
          load={load}
          onChange={(include) => onChange({ ...matching, include })}
        />
      )}
    </>
  );
}
