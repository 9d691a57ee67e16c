import { withAlpha } from '@orrery/plugin-sdk/data';
import { colorBands, type PanelTheme, type SingleValue } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { BarGaugeOptions } from './options.ts';

/** Cells of the lcd look are about this long. */
const lcdCell = 12;
const lcdGap = 2;

interface BarProps {
  value: SingleValue;
  range: { readonly min: number; readonly max: number };
  /** Share of the range that is filled. */
  share: number;
  length: number;
  thickness: number;
  upright: boolean;
  options: BarGaugeOptions;
  theme: PanelTheme;
}

/** One bar, from left to right or upwards. */
export function Bar(props: BarProps): JSX.Element {
  const { upright, length, thickness, options } = props;
  const size = upright ? { width: `${thickness}px`, height: `${length}px` } : { width: `${length}px`, height: `${thickness}px` };
  if (options.displayMode === 'lcd') return <LcdBar {...props} size={size} />;
  const { value, share, theme, range } = props;
  const bands = options.displayMode === 'gradient' ? colorBands(value.field, range, theme) : [];
  const filled = Math.max(0, Math.round(length * share));
  return (
    <span class={`o-bg-bar ${options.showUnfilled ? 'o-track' : ''}`} style={size}>
      <i
        class={options.displayMode === 'basic' ? 'o-basic' : ''}
        style={{
          ...(upright ? { height: `${filled}px` } : { width: `${filled}px` }),
          background: bands.length > 0 ? gradient(bands, share, upright, value.color) : value.color,
        }}
      />
    </span>
  );
}

/** Through the colours below the value, ending in the value's own. */
function gradient(bands: ReturnType<typeof colorBands>, share: number, upright: boolean, color: string): string {
  const passed = bands.filter(({ from }) => from < share);
  if (share <= 0 || passed.length < 2) return `linear-gradient(${upright ? 'to top' : 'to right'}, ${withAlpha(color, 0.55)}, ${color})`;
  const stops = passed.map(({ from, color: shade }) => `${shade} ${((from / share) * 100).toFixed(1)}%`);
  return `linear-gradient(${upright ? 'to top' : 'to right'}, ${stops.join(', ')}, ${color})`;
}

function LcdBar({
  value,
  range,
  share,
  length,
  upright,
  options,
  theme,
  size,
}: BarProps & { size: Readonly<Record<string, string>> }): JSX.Element {
  const count = Math.max(1, Math.floor((length + lcdGap) / (lcdCell + lcdGap)));
  const bands = colorBands(value.field, range, theme);
  const cells = Array.from({ length: count }, (_, index) => {
    const middle = (index + 0.5) / count;
    const color = bands.find(({ to }) => middle <= to)?.color ?? value.color;
    const lit = !Number.isNaN(value.display.numeric) && middle <= share;
    return <i key={index} style={{ background: lit ? color : options.showUnfilled ? withAlpha(color, 0.18) : 'transparent' }} />;
  });
  return (
    <span class={`o-bg-lcd ${upright ? 'o-upright' : ''}`} style={size}>
      {upright ? cells.reverse() : cells}
    </span>
  );
}
