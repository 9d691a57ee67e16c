/** Axes, thresholds and fills of charts that are drawn as SVG. Imported by its own path: only such panels need it. */
import { adjust, namedColor, type ResolvedField, shown, stepValue } from '@orrery/plugin-sdk/data';
import type { JSX } from 'preact';
import type { PanelTheme } from '../panel.ts';
import type { ValueScale } from './value-scale.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
export type Side = 'left' | 'right' | 'bottom' | 'top';

/** Place of a value in CSS px, along x for axes at the bottom and top, along y for those at the sides. */
export function placeOn({ place }: ValueScale, box: Box, side: Side, value: number): number {
  const share = place(value);
  return side === 'left' || side === 'right' ? box.top + (1 - share) * box.height : box.left + share * box.width;
}

/** About 6.3 px a character of the axis font. */
export function textWidth(text: string, size = 11): number {
  return text.length * size * 0.58;
}

export function ValueAxis({
  scale,
  box,
  side,
  format,
  theme,
  grid,
  border,
  label,
  color,
}: {
  scale: ValueScale;
  box: Box;
  side: Side;
  format(value: number): string;
  theme: PanelTheme;
  grid: boolean;
  border?: boolean | undefined;
  label?: string | undefined;
  color?: string | undefined;
}): JSX.Element {
  const { left, top, width, height } = box;
  const upright = side === 'left' || side === 'right';
  const line = theme.tokens['border-subtle'];
  const ink = color ?? theme.tokens['text-tertiary'];
  const texts = scale.ticks.map(format);
  const widest = Math.max(0, ...texts.map((text) => textWidth(text)));
  const edge = { left, right: left + width, top, bottom: top + height }[side];
  const labelAt = side === 'left' ? edge - widest - 18 : side === 'right' ? edge + widest + 18 : edge + (side === 'bottom' ? 32 : -26);
  const middle = upright ? top + height / 2 : left + width / 2;
  return (
    <g font-size="11" fill={ink}>
      {scale.ticks.map((tick, index) => {
        const at = placeOn(scale, box, side, tick);
        const text = upright ? { x: edge + (side === 'left' ? -8 : 8), y: at } : { x: at, y: edge + (side === 'bottom' ? 14 : -8) };
        return (
          <g key={tick}>
            {grid &&
              (upright ? (
                <path d={`M${left} ${at.toFixed(1)}h${width}`} stroke={line} />
              ) : (
                <path d={`M${at.toFixed(1)} ${top}v${height}`} stroke={line} />
              ))}
            <text
              {...text}
              text-anchor={upright ? (side === 'left' ? 'end' : 'start') : 'middle'}
              dominant-baseline={upright ? 'central' : 'auto'}
            >
              {texts[index]}
            </text>
          </g>
        );
      })}
      {border && <path d={upright ? `M${edge} ${top}v${height}` : `M${left} ${edge}h${width}`} stroke={ink} />}
      {label && (
        <text
          x={upright ? labelAt : middle}
          y={upright ? middle : labelAt}
          text-anchor="middle"
          transform={upright ? `rotate(-90 ${labelAt} ${middle})` : undefined}
          dominant-baseline="central"
        >
          {label}
        </text>
      )}
    </g>
  );
}

/** Room that an axis at a side takes. */
export function axisRoom(
  scale: ValueScale,
  format: (value: number) => string,
  label: string | undefined,
  asked: number | undefined,
): number {
  return asked || Math.max(24, ...scale.ticks.map((tick) => textWidth(format(tick)) + 14)) + (label ? 18 : 0);
}

/** Lines and areas of thresholds, by `thresholdsStyle.mode`. */
export function ThresholdMarks({
  field,
  scale,
  box,
  side,
  mode,
  theme,
}: {
  field: ResolvedField;
  scale: ValueScale;
  box: Box;
  side: Side;
  mode: string;
  theme: PanelTheme;
}): JSX.Element | null {
  const { thresholds } = field.config;
  if (!thresholds || mode === 'off') return null;
  const { min, max } = field.range ?? scale;
  const steps = thresholds.steps.map((step) => {
    const limit = stepValue(step);
    return {
      color: namedColor(step.color, theme),
      value: thresholds.mode === 'percentage' && Number.isFinite(limit) ? min + (limit * (max - min)) / 100 : limit,
    };
  });
  const upright = side === 'left' || side === 'right';
  const clamped = (value: number): number => placeOn(scale, box, side, Math.max(scale.min, Math.min(scale.max, value)));
  return (
    <g>
      {mode.includes('area') &&
        steps.map(({ color, value }, index) => {
          const [one, other] = [clamped(value), clamped(steps[index + 1]?.value ?? Number.POSITIVE_INFINITY)];
          const [from, size] = [Math.min(one, other), Math.abs(one - other)];
          const place = upright
            ? { x: box.left, y: from, width: box.width, height: size }
            : { x: from, y: box.top, width: size, height: box.height };
          return <rect key={index} {...place} fill={color} fill-opacity=".12" />;
        })}
      {(mode.includes('line') || mode.includes('dashed')) &&
        steps
          .filter(({ value }) => Number.isFinite(value) && value >= scale.min && value <= scale.max)
          .map(({ color, value }, index) => (
            <path
              key={index}
              d={upright ? `M${box.left} ${clamped(value)}h${box.width}` : `M${clamped(value)} ${box.top}v${box.height}`}
              stroke={color}
              {...(mode.includes('dashed') && { 'stroke-dasharray': '5 4' })}
            >
              <title>{shown(field.display(value))}</title>
            </path>
          ))}
    </g>
  );
}

/** The fill of a shape by `gradientMode`: what has an id is drawn into `defs`, and the shape names it. */
export function GradientFill({
  id,
  color,
  mode,
  upright,
}: {
  id: string;
  color: string;
  mode: 'opacity' | 'hue';
  upright: boolean;
}): JSX.Element {
  const along = upright ? { x1: 0, y1: 1, x2: 0, y2: 0 } : { x1: 0, y1: 0, x2: 1, y2: 0 };
  return (
    <linearGradient id={id} {...along}>
      <stop offset="0" stop-color={mode === 'hue' ? adjust(color, -15, 0, 12) : color} stop-opacity={mode === 'opacity' ? 0.08 : 1} />
      <stop offset="1" stop-color={mode === 'hue' ? adjust(color, 15, 8, 0) : color} stop-opacity={1} />
    </linearGradient>
  );
}
