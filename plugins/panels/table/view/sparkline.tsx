import { type FrameData, type ResolvedField, shown } from '@orrery/plugin-sdk/data';
import { useId } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { isFrame, lastNumber } from '../model/inner.ts';
import { pathOf, sparkPoints } from '../model/spark.ts';
import type { CellOptions } from '../options.ts';

/** The series of a cell as a small chart, with its last value beside it. */
export function SparklineCell({
  resolved,
  value,
  cell,
  width,
  height,
}: {
  resolved: ResolvedField;
  value: unknown;
  cell: CellOptions;
  width: number;
  height: number;
}): JSX.Element {
  const last = lastNumber(value);
  const display = resolved.display(last);
  if (!isFrame(value)) return <span class="tbl-text">{shown(resolved.display(value))}</span>;
  const text = cell.hideValue ? '' : shown(display);
  const room = width - 24 - (text ? Math.max(text.length * 8, 48) + 8 : 0);
  return (
    <span class="tbl-spark">
      {text && <span style={{ minWidth: '48px' }}>{text}</span>}
      <Spark
        frame={value}
        cell={cell}
        color={display.color}
        colorAt={(number) => resolved.display(number).color}
        width={Math.max(20, room)}
        height={height - 10}
        limits={resolved.config}
      />
    </span>
  );
}

function Spark({
  frame,
  cell,
  color,
  colorAt,
  width,
  height,
  limits,
}: {
  frame: FrameData;
  cell: CellOptions;
  color: string;
  colorAt(value: number): string;
  width: number;
  height: number;
  limits: { readonly min?: number; readonly max?: number };
}): JSX.Element {
  const { drawStyle = 'line', lineWidth = 1, fillOpacity = 17, lineInterpolation = 'linear', spanNulls = false, pointSize = 2 } = cell;
  const { pieces, low, high } = sparkPoints(frame, width, height, spanNulls !== false, limits);
  const id = useId();
  const mode = cell.gradientMode ?? 'none';
  const gradient = mode !== 'none' && (
    <Gradient id={id} mode={mode} color={color} colorOf={(share) => colorAt(low + share * (high - low))} />
  );
  const fill = gradient ? `url(#${id})` : color;
  // Opacity is for what is below a line; a scheme colours the line too.
  const stroke = mode === 'scheme' && gradient ? fill : color;
  if (drawStyle === 'bars') {
    const points = pieces.flat();
    const bar = Math.max(1, (width / Math.max(1, points.length)) * 0.6);
    return (
      <svg width={width} height={height} aria-hidden="true">
        {gradient}
        {points.map(({ x, y }, index) => (
          <rect key={index} x={Math.min(x, width - bar)} y={y} width={bar} height={Math.max(1, height - y)} fill={fill} />
        ))}
      </svg>
    );
  }
  return (
    <svg width={width} height={height} aria-hidden="true">
      {gradient}
      {pieces.map((points, index) => {
        const line = pathOf(points, lineInterpolation);
        const [first, end] = [points[0]!, points.at(-1)!];
        return (
          <g key={index}>
            {drawStyle === 'line' && fillOpacity > 0 && (
              <path d={`${line}V${height}H${first.x.toFixed(1)}Z`} fill={fill} fill-opacity={fillOpacity / 100} />
            )}
            {drawStyle === 'line' && points.length > 1 && (
              <path d={line} fill="none" stroke={stroke} stroke-width={lineWidth} stroke-linejoin="round" />
            )}
            {(drawStyle === 'points' || points.length === 1) &&
              (drawStyle === 'points' ? points : [end]).map(({ x, y }, at) => (
                <circle key={at} cx={x} cy={y} r={pointSize / 2 + 0.5} fill={color} />
              ))}
          </g>
        );
      })}
    </svg>
  );
}

/** From the highest value of the box to its lowest. */
function Gradient({
  id,
  mode,
  color,
  colorOf,
}: {
  id: string;
  mode: 'opacity' | 'hue' | 'scheme';
  color: string;
  colorOf(share: number): string;
}): JSX.Element {
  const steps = 8;
  const stops =
    mode === 'scheme'
      ? Array.from({ length: steps + 1 }, (_, step) => ({ at: step / steps, color: colorOf(1 - step / steps), opacity: 1 }))
      : [
          { at: 0, color: mode === 'hue' ? `hsl(from ${color} calc(h + 40) s l)` : color, opacity: 1 },
          { at: 1, color, opacity: mode === 'opacity' ? 0 : 1 },
        ];
  return (
    <linearGradient id={id} gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" y2="100%">
      {stops.map(({ at, color: stop, opacity }) => (
        <stop key={at} offset={at} stop-color={stop} stop-opacity={opacity} />
      ))}
    </linearGradient>
  );
}
