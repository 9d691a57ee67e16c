import { Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { StatOptions } from './options.ts';

/** How far the value moved, with arrow and sign: nobody has to see the colour. */
export function Change({
  percent,
  mode,
  size,
  onFill,
}: {
  percent: number;
  mode: StatOptions['percentChangeColorMode'];
  size: number | undefined;
  onFill: string | undefined;
}): JSX.Element {
  const good = mode === 'inverted' ? percent < 0 : percent > 0;
  const plain = mode === 'same_as_value' || percent === 0;
  const tone = plain || onFill ? '' : good ? 'o-ok' : 'o-danger';
  const sign = percent > 0 ? '+' : percent < 0 ? '−' : '';
  const color = onFill ?? (mode === 'same_as_value' ? 'inherit' : undefined);
  return (
    <span class={`o-delta ${tone}`} style={{ ...(size && { fontSize: `${size}px` }), ...(color && { color }) }}>
      {percent !== 0 && <Icon name={percent > 0 ? 'arrow-up-right' : 'arrow-down-right'} size="xs" />}
      {sign}
      {Math.abs(percent).toFixed(Math.abs(percent) < 10 ? 1 : 0)} %
    </span>
  );
}
