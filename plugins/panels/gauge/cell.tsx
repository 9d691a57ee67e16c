import { adjust, namedColor, shown, withAlpha } from '@orrery/plugin-sdk/data';
import {
  colorBands,
  fitText,
  type PanelTheme,
  type SingleValue,
  Sparkline,
  type TextMeasure,
  ValueCell,
  useId,
} from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { ScaleLabels, scaleMarks } from './labels.tsx';
import { arcPath, dialFor, pointAt, segments, shareOf, within } from './geometry.ts';
import type { GaugeOptions } from './options.ts';

/** As the style sheet says, in px. */
const labelSize = 11;

interface CellProps {
  value: SingleValue;
  named: boolean;
  width: number;
  height: number;
  options: GaugeOptions;
  theme: PanelTheme;
  measure: TextMeasure;
  choose(value: SingleValue, event: MouseEvent): void;
}

/** Without limits of its own a gauge goes from 0 to 100. */
function rangeOf({ field }: SingleValue): { min: number; max: number } {
  const { min = 0, max = 100 } = field.config;
  return max > min ? { min, max } : { min, max: min + 1 };
}

/** One gauge: the bar up to the value, the band of thresholds around it, the value inside and the name below. */
export function GaugeCell({ value, named, width, height, options, theme, measure, choose }: CellProps): JSX.Element {
  const { textMode, text: sizes, effects, barShape } = options;
  const shade = useId();
  const showsValue = textMode !== 'name' && textMode !== 'none';
  const showsName = named && value.name !== '';
  const nameSize = sizes?.titleSize ?? Math.max(11, Math.min(16, height * 0.09));
  const nameHeight = showsName ? Math.ceil(nameSize * 1.4) : 0;
  const range = rangeOf(value);
  const marks = options.showThresholdLabels ? scaleMarks(value, range, theme, options.shape === 'circle') : [];
  const dial = dialFor(width, height - nameHeight, {
    shape: options.shape,
    barWidthFactor: options.barWidthFactor,
    band: options.showThresholdMarkers,
    labels: Math.max(0, ...marks.map(({ text }) => (measure(text) * labelSize) / 100)),
  });
  const share = shareOf(value.display.numeric, range.min, range.max);
  const start = options.neutral === undefined ? 0 : shareOf(options.neutral, range.min, range.max);
  const isEmpty = Number.isNaN(value.display.numeric);
  const pieces = segments(options.segmentCount, options.segmentSpacing, options.shape === 'circle');
  const lit = isEmpty ? [] : within(pieces, Math.min(start, share), Math.max(start, share));
  const cap = barShape === 'rounded' ? 'round' : 'butt';
  const stroke = effects.gradient ? `url(#${shade})` : value.color;
  const inner = 2 * (dial.barRadius - dial.barWidth / 2);
  const hasTrend = options.sparkline && value.trend !== undefined && inner > 60;
  const written = `${value.display.prefix ?? ''}${value.display.text}`;
  const { suffix = '' } = value.display;
  const valueSize =
    sizes?.valueSize ??
    fitText(measure(written) + measure(suffix) * 0.55 + 6, inner * 0.82, inner * (hasTrend ? 0.26 : 0.36), inner * 0.36);
  const end = pointAt(dial, dial.barRadius, share);
  return (
    <ValueCell value={value} choose={choose} class="o-gauge" style={{ width: `${width}px`, height: `${height}px` }}>
      <svg width={width} height={height - nameHeight} role="img" aria-label={`${value.name} ${shown(value.display)}`}>
        {effects.gradient && (
          <linearGradient id={shade} x1="0" y1="1" x2="1" y2="0">
            <stop offset="0" stop-color={adjust(value.color, -12, 0, 14)} />
            <stop offset="1" stop-color={adjust(value.color, 10, 8, 0)} />
          </linearGradient>
        )}
        {effects.centerGlow && <circle cx={dial.cx} cy={dial.cy} r={inner / 2} fill={withAlpha(value.color, 0.16)} />}
        {pieces.map((piece) => (
          <path
            key={piece.from}
            d={arcPath(dial, dial.barRadius, piece)}
            fill="none"
            stroke={theme.tokens['border-subtle'] ?? '#444'}
            stroke-width={dial.barWidth}
            stroke-linecap={cap}
          />
        ))}
        {effects.barGlow &&
          lit.map((piece) => (
            <path
              key={piece.from}
              d={arcPath(dial, dial.barRadius, piece)}
              fill="none"
              stroke={withAlpha(value.color, 0.28)}
              stroke-width={dial.barWidth * 1.5}
              stroke-linecap={cap}
            />
          ))}
        {lit.map((piece) => (
          <path
            key={piece.from}
            class="o-gauge-bar"
            d={arcPath(dial, dial.barRadius, piece)}
            fill="none"
            stroke={stroke}
            stroke-width={dial.barWidth}
            stroke-linecap={cap}
          />
        ))}
        {options.endpointMarker !== 'none' && !isEmpty && (
          <>
            {options.endpointMarker === 'glow' && (
              <circle cx={end.x} cy={end.y} r={dial.barWidth * 0.9} fill={withAlpha(value.color, 0.35)} />
            )}
            <circle cx={end.x} cy={end.y} r={dial.barWidth * 0.26} fill={namedColor('panel-bg', theme)} />
          </>
        )}
        {options.showThresholdMarkers &&
          colorBands(value.field, range, theme).map((band) => (
            <path key={band.from} d={arcPath(dial, dial.bandRadius, band)} fill="none" stroke={band.color} stroke-width={dial.bandWidth} />
          ))}
        {marks.length > 0 && <ScaleLabels dial={dial} marks={marks} />}
        {showsValue && (
          <text
            x={dial.cx}
            y={dial.cy - (hasTrend ? inner * 0.06 : 0)}
            text-anchor="middle"
            dominant-baseline="central"
            class="o-gauge-value"
            fill={value.color}
            font-size={`${valueSize}px`}
          >
            {written}
            {suffix && (
              <tspan class="o-gauge-unit" font-size={`${valueSize * 0.55}px`} dx={2}>
                {suffix.trimStart()}
              </tspan>
            )}
          </text>
        )}
        {hasTrend && value.trend && (
          <g transform={`translate(${dial.cx - inner * 0.3} ${dial.cy + inner * 0.12})`}>
            <Sparkline values={value.trend} width={inner * 0.6} height={inner * 0.2} color={value.color} area={false} />
          </g>
        )}
      </svg>
      {showsName && (
        <span class="o-gauge-name o-trunc" style={{ fontSize: `${nameSize}px` }} title={value.name}>
          {value.name}
        </span>
      )}
    </ValueCell>
  );
}
