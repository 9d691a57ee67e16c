import { adjust, textOn, withAlpha } from '@orrery/plugin-sdk/data';
import { fitText, type PanelTheme, type SingleValue, Sparkline, type TextMeasure, ValueCell } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { Change } from './change.tsx';
import type { StatOptions } from './options.ts';

const padding = 12;
/** From this shape on, name and value stand side by side. */
const wideShape = 2.5;

interface CellProps {
  value: SingleValue;
  named: boolean;
  width: number;
  height: number;
  options: StatOptions;
  theme: PanelTheme;
  measure: TextMeasure;
  choose(value: SingleValue, event: MouseEvent): void;
}

/** One number: name, value with its unit, change, and the trend along the bottom edge. */
export function StatCell({ value, named, width, height, options, theme, measure, choose }: CellProps): JSX.Element {
  const { colorMode, graphMode, textMode, justifyMode, text: sizes } = options;
  const { prefix = '', text, suffix = '' } = value.display;
  const filled = colorMode.startsWith('background');
  const onFill = filled ? textOn(value.color) : undefined;
  const hasTrend = value.trend !== undefined && height >= 56;
  const showsName = named && value.name !== '';
  const showsValue = textMode !== 'name' && textMode !== 'none';
  const wide = options.wideLayout && showsName && showsValue && !hasTrend && width / height > wideShape;
  const centred = justifyMode === 'center' || (!showsName && !hasTrend);

  const inner = width - 2 * padding;
  const nameSize =
    sizes?.titleSize ?? (textMode === 'name' ? fitText(measure(value.name), inner, height * 0.5, 40) : height < 72 ? 12 : 13);
  const nameHeight = showsName && !wide ? nameSize * 1.5 : 0;
  const room = (height - nameHeight - 8) * (hasTrend ? 0.48 : 0.8);
  const changeRoom = value.change === undefined ? 0 : 24;
  const valueSize =
    sizes?.valueSize ??
    fitText(
      measure(`${prefix}${text}`) + measure(suffix) * 0.5 + 12 + changeRoom,
      wide ? inner * 0.55 : inner,
      room,
      hasTrend ? Math.max(28, height * 0.32) : 64,
    );
  const color = filled ? onFill : colorMode === 'value' ? value.color : theme.text;
  const background =
    colorMode === 'background'
      ? `linear-gradient(120deg, ${adjust(value.color, 8, 0, 12)}, ${value.color})`
      : filled
        ? value.color
        : undefined;
  const trendHeight = Math.max(24, Math.min(height * 0.5, height - nameHeight - valueSize * 1.3));
  const { min, max } = value.field.config;
  return (
    <ValueCell
      value={value}
      choose={choose}
      class={`o-stat ${wide ? 'o-wide' : ''} ${centred ? 'o-centred' : ''}`}
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
          {value.change !== undefined && (
            <Change percent={value.change} mode={options.percentChangeColorMode} size={sizes?.percentSize} onFill={onFill} />
          )}
        </span>
      )}
      {hasTrend && value.trend && (
        <Sparkline
          values={value.trend}
          width={width}
          height={trendHeight}
          color={filled ? withAlpha(onFill ?? '#fff', 0.75) : colorMode === 'none' ? (theme.tokens.s1 ?? value.color) : value.color}
          area={graphMode === 'area'}
          min={min}
          max={max}
        />
      )}
    </ValueCell>
  );
}
