import { adjust, textOn, withAlpha } from '@orrery/plugin-sdk/data';
import { Icon, type PanelTheme } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { fitText } from './layout.ts';
import type { StatOptions } from './options.ts';
import { Sparkline } from './sparkline.tsx';
import type { StatValue } from './values.ts';

const padding = 12;

interface CellProps {
  value: StatValue;
  named: boolean;
  width: number;
  height: number;
  options: StatOptions;
  theme: PanelTheme;
  /** Width of a text at 100 px in the weight of big numbers. */
  measure(text: string): number;
}

/** One number: name, value with its unit, change, and the trend along the bottom edge. */
export function StatCell({ value, named, width, height, options, theme, measure }: CellProps): JSX.Element {
  const { colorMode, graphMode, textMode, justifyMode, text: sizes } = options;
  const { prefix = '', text, suffix = '' } = value.display;
  const filled = colorMode.startsWith('background');
  const onFill = filled ? textOn(value.color) : undefined;
  const hasTrend = value.trend !== undefined && height >= 56;
  const showsName = named && textMode !== 'value' && textMode !== 'none' && value.name !== '';
  const showsValue = textMode !== 'name' && textMode !== 'none';
  const centred = justifyMode === 'center' || (!showsName && !hasTrend);

  const inner = width - 2 * padding;
  const nameSize = sizes?.titleSize ?? (height < 72 ? 12 : 13);
  const nameHeight = showsName ? nameSize * 1.5 : 0;
  const room = (height - nameHeight - 8) * (hasTrend ? 0.48 : 0.8);
  const valueSize =
    sizes?.valueSize ??
    fitText(measure(`${prefix}${text}`) + measure(suffix) * 0.5 + 12, inner, room, hasTrend ? Math.max(28, height * 0.32) : 64);
  const color = filled ? onFill : colorMode === 'value' ? value.color : theme.text;
  const background =
    colorMode === 'background'
      ? `linear-gradient(120deg, ${adjust(value.color, 8, 0, 12)}, ${value.color})`
      : filled
        ? value.color
        : undefined;
  const trendHeight = Math.max(24, Math.min(height * 0.5, height - nameHeight - valueSize * 1.3));
  return (
    <div
      class={`o-stat ${centred ? 'o-centred' : ''}`}
      style={{ width: `${width}px`, height: `${height}px`, ...(background && { background }) }}
    >
      {showsName && (
        <span
          class="o-stat-name o-trunc"
          style={{ fontSize: `${nameSize}px`, ...(onFill && { color: withAlpha(onFill, 0.82) }) }}
          title={value.name}
        >
          {value.name}
        </span>
      )}
      {showsValue && (
        <span class="o-stat-value" style={{ fontSize: `${valueSize}px`, color }}>
          {prefix}
          {text}
          {suffix && <small style={onFill ? { color: withAlpha(onFill, 0.82) } : {}}>{suffix.trimStart()}</small>}
          {value.change !== undefined && <Change percent={value.change} mode={options.percentChangeColorMode} size={sizes?.percentSize} />}
        </span>
      )}
      {hasTrend && value.trend && (
        <Sparkline
          values={value.trend}
          width={width}
          height={trendHeight}
          color={filled ? withAlpha(onFill ?? '#fff', 0.75) : colorMode === 'none' ? (theme.tokens.s1 ?? value.color) : value.color}
          area={graphMode === 'area'}
        />
      )}
    </div>
  );
}

function Change({
  percent,
  mode,
  size,
}: {
  percent: number;
  mode: StatOptions['percentChangeColorMode'];
  size: number | undefined;
}): JSX.Element {
  const good = mode === 'inverted' ? percent < 0 : percent > 0;
  const tone = mode === 'same_as_value' || percent === 0 ? '' : good ? 'o-ok' : 'o-danger';
  const sign = percent > 0 ? '+' : percent < 0 ? '−' : '';
  return (
    <span class={`o-delta ${tone}`} style={size ? { fontSize: `${size}px` } : {}}>
      {percent !== 0 && <Icon name={percent > 0 ? 'arrow-up-right' : 'arrow-down-right'} size="xs" />}
      {sign}
      {Math.abs(percent).toFixed(Math.abs(percent) < 10 ? 1 : 0)} %
    </span>
  );
}
