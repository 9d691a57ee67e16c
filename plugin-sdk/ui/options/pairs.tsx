import { Button, IconButton, Input } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from './text/index.ts';

type Pair = readonly [name: string, value: string];

/** Names with values, line by line. A line that is not a pair of texts is shown as far as it is one. */
export function PairsControl({
  label,
  value,
  placeholder = ['', ''],
  onValue,
}: {
  label: string;
  value: unknown;
  placeholder?: readonly [string, string] | undefined;
  onValue: (pairs: readonly Pair[] | undefined) => void;
}): JSX.Element {
  const pairs = (Array.isArray(value) ? value : []).map((pair): Pair => {
    const [name, text] = Array.isArray(pair) ? pair : [];
    return [String(name ?? ''), String(text ?? '')];
  });
  const change = (at: number, pair: Pair): void => onValue(pairs.with(at, pair));
  return (
    <div class="o-opt-list" role="group" aria-label={label}>
      {pairs.map((pair, at) => (
        <div key={at} class="o-row o-g4">
          {([t.pairName, t.pairValue] as const).map((what, side) => (
            <Input
              key={what}
              size="sm"
              class="o-sp"
              aria-label={`${label}: ${what} ${at + 1}`}
              placeholder={placeholder[side] || what}
              value={pair[side as 0 | 1]}
              onInput={({ currentTarget }) => change(at, side === 0 ? [currentTarget.value, pair[1]] : [pair[0], currentTarget.value])}
            />
          ))}
          <IconButton
            icon="x"
            size="sm"
            label={t.removeOne(pair[0] || `${label} ${at + 1}`)}
            onClick={() => onValue(pairs.length > 1 ? pairs.toSpliced(at, 1) : undefined)}
          />
        </div>
      ))}
      <Button size="sm" icon="plus" onClick={() => onValue([...pairs, ['', '']])}>
        {t.addTo(label)}
      </Button>
    </div>
  );
}
