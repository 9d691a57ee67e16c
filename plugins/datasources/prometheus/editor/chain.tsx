/** A query as a chain: what it begins with, and the operations on it. Operands that are queries themselves are chains again. */
import { Combobox, Icon, Input } from '@orrery/plugin-sdk/ui';
import { Fragment, type JSX } from 'preact';
import { cardsOf, offers } from '../promql/catalogue.ts';
import type { Base, Operation, SelectorBase, VisualQuery } from '../promql/model.ts';
import { t } from '../text/index.ts';
import { Labels, selectorWithout } from './labels.tsx';
import { OperationCard } from './operation.tsx';
import { Part } from './part.tsx';
import type { Source } from './source.ts';

export interface ChainProps {
  readonly query: VisualQuery;
  onChange(query: VisualQuery): void;
  readonly source: Source;
  readonly variables: readonly string[];
  /** What labels are looked up for; the chain's own selector when absent. */
  readonly selector?: string | undefined;
  readonly nested?: boolean;
}

export function Chain({ query, onChange, nested = false, ...around }: ChainProps): JSX.Element {
  const { base, operations } = query;
  const selector = base.kind === 'selector' ? selectorWithout(base.metric, base.matchers, -1) : around.selector;
  const cards = cardsOf(operations);
  const withOperations = (fresh: readonly Operation[]): void => onChange({ ...query, operations: fresh });
  const splice = (from: number, count: number, fresh: readonly Operation[] = []): readonly Operation[] =>
    operations.toSpliced(from, count, ...fresh);
  /** Two neighbours change places. */
  const swap = (at: number): void => {
    const [first, second] = [cards[at], cards[at + 1]];
    if (!first || !second) return;
    const moved = [...operations.slice(second.from, second.from + second.count), ...operations.slice(first.from, first.from + first.count)];
    withOperations(splice(first.from, first.count + second.count, moved));
  };
  return (
    <div class={`prom-chain ${nested ? 'prom-nested' : ''}`}>
      <BaseFields base={base} onChange={(fresh) => onChange({ ...query, base: fresh })} {...around} />
      <div class="prom-part">
        <span class="prom-part-name">{t.builder.operations}</span>
        <div class="prom-chips">
          {cards.map(({ from, count }, index) => (
            <Fragment key={index}>
              {index > 0 && <Icon name="chevron-right" size="xs" class="o-ter" />}
              <OperationCard
                {...around}
                selector={selector}
                parts={operations.slice(from, from + count)}
                onChange={(fresh) => withOperations(splice(from, count, fresh))}
                onRemove={() => withOperations(splice(from, count))}
                onMove={{
                  ...(index > 0 && { earlier: () => swap(index - 1) }),
                  ...(index < cards.length - 1 && { later: () => swap(index) }),
                }}
              />
            </Fragment>
          ))}
          <Combobox
            size="sm"
            icon="plus"
            label={t.builder.addOperation}
            placeholder={t.builder.addOperation}
            value=""
            strict
            clears
            options={offers.map(({ id, group }) => ({ value: id, detail: t.builder.groups[group] }))}
            onValue={(id) => withOperations([...operations, ...(offers.find((offer) => offer.id === id)?.make() ?? [])])}
          />
        </div>
      </div>
    </div>
  );
}

function BaseFields({
  base,
  onChange,
  ...around
}: Omit<ChainProps, 'query' | 'onChange' | 'nested'> & { base: Base; onChange(base: Base): void }): JSX.Element {
  if (base.kind === 'text')
    return (
      <Part name={t.builder.text}>
        <Input
          size="sm"
          aria-label={t.builder.text}
          value={base.text}
          onChange={(event) => onChange({ kind: 'text', text: event.currentTarget.value })}
        />
      </Part>
    );
  if (base.kind === 'call')
    return (
      <Part name={t.builder.call(base.name)}>
        {base.args.map((argument, index) => (
          <Chain
            key={index}
            nested
            query={argument}
            onChange={(fresh) => onChange({ ...base, args: base.args.map((one, at) => (at === index ? fresh : one)) })}
            {...around}
          />
        ))}
      </Part>
    );
  return <Selector base={base} onChange={onChange} {...around} />;
}

function Selector({
  base,
  onChange,
  source,
  variables,
}: Omit<ChainProps, 'query' | 'onChange'> & { base: SelectorBase; onChange(base: Base): void }): JSX.Element {
  const { metric, matchers } = base;
  /** Braces without anything between them were the author's; with the first filter they are nothing special any more. */
  const { braces: _braces, ...plain } = base;
  const metrics = async () => {
    const [names, known] = await Promise.all([
      source.metrics(selectorWithout('', matchers, -1)),
      source.metadata().catch(() => ({}) as Awaited<ReturnType<Source['metadata']>>),
    ]);
    return names.map((value) => {
      const [about] = known[value] ?? [];
      return about ? { value, detail: about.help || about.type } : { value };
    });
  };
  return (
    <>
      <Part name={t.builder.metric}>
        <Combobox
          label={t.builder.metric}
          placeholder={t.builder.metricPlaceholder}
          emptyText={t.builder.noMetrics}
          value={metric}
          options={metrics}
          onValue={(name) => onChange({ ...base, metric: name })}
        />
      </Part>
      <Part
        name={t.builder.labels}
        add={{
          label: t.builder.addLabel,
          run: () => onChange({ ...plain, matchers: [...matchers, { label: '', operator: '=', value: '' }] }),
        }}
      >
        <Labels
          metric={metric}
          matchers={matchers}
          source={source}
          variables={variables}
          onChange={(fresh) => onChange({ ...plain, matchers: fresh })}
        />
      </Part>
    </>
  );
}
