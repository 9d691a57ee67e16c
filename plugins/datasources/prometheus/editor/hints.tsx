import { Button, Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Hint, hintsFor } from '../promql/hints.ts';
import type { VisualQuery } from '../promql/model.ts';
import { print } from '../promql/print.ts';
import { t } from '../text/index.ts';
import type { Source } from './source.ts';

/** What usually comes next, each with the click that does it. */
export function Hints({
  query,
  source,
  series,
  onChange,
}: {
  query: VisualQuery;
  source: Source;
  series: number | undefined;
  onChange(expr: string): void;
}): JSX.Element | null {
  const metric = query.base.kind === 'selector' ? query.base.metric : '';
  const [known, setKnown] = useState<{ readonly metric: string; readonly type?: string; readonly rules?: ReadonlyMap<string, string> }>({
    metric: '',
  });
  useEffect(() => {
    if (!metric) return;
    let gone = false;
    // A name with colons is that of a rule, by custom.
    const rules = metric.includes(':') ? source.rules() : Promise.resolve(undefined);
    Promise.allSettled([source.metadata(), rules]).then(([metadata, found]) => {
      if (gone) return;
      const type = metadata.status === 'fulfilled' ? metadata.value[metric]?.[0]?.type : undefined;
      setKnown({ metric, ...(type && { type }), ...(found.status === 'fulfilled' && found.value && { rules: found.value }) });
    });
    return () => {
      gone = true;
    };
  }, [metric]);
  const hints = hintsFor(query, { ...(known.metric === metric && known), ...(series !== undefined && { series }) });
  if (hints.length === 0) return null;
  return (
    <ul class="prom-hints">
      {hints.map((hint) => (
        <li key={hint.code}>
          <Icon name="info" size="s" />
          <span>{said(hint)}</span>
          <Button kind="link" size="sm" onClick={() => onChange(hint.code === 'rule' ? hint.expr : print(hint.query))}>
            {done(hint)}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function said(hint: Hint): string {
  if (hint.code === 'sum') return t.hints.sum(hint.series);
  return { rate: t.hints.rate, histogram: t.hints.histogram, rule: t.hints.rule }[hint.code](hint.metric);
}
function done({ code }: Hint): string {
  return { rate: t.hints.addRate, histogram: t.hints.addHistogram, sum: t.hints.addSum, rule: t.hints.expandRule }[code];
}
