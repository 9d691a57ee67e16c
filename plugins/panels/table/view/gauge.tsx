/** A bar in a cell, as long as its value is far in the range of its field. */
import {
  adjust,
  continuousScale,
  type DisplayValue,
  namedColor,
  type ResolvedField,
  shown,
  sortedSteps,
  stepValue,
} from '@orrery/plugin-sdk/data';
import type { PanelTheme } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { CellOptions } from '../options.ts';

const segmentWidth = 12;

export function GaugeCell({
  resolved,
  display,
  cell,
  width,
  theme,
}: {
  resolved: ResolvedField;
  display: DisplayValue;
  cell: CellOptions;
  width: number;
  theme: PanelTheme;
}): JSX.Element {
  const { mode = 'gradient', valueDisplayMode = 'color' } = cell;
  const percent = Math.max(0, Math.min(1, display.percent ?? 0));
  const texts = valueDisplayMode === 'hidden' ? 0 : longestText(resolved);
  const barWidth = Math.max(10, width - 24 - (texts > 0 ? texts * 8 + 8 : 0));
  return (
    <span class="o-cb tbl-gauge">
      {mode === 'lcd' ? (
        <Segments resolved={resolved} percent={percent} width={barWidth} />
      ) : (
        <span class="o-tr">
          <i
            style={{
              width: `${percent * 100}%`,
              ...(mode === 'gradient'
                ? { backgroundImage: gradient(resolved, display.color, theme), backgroundSize: `${barWidth}px 100%` }
                : { background: display.color }),
            }}
          />
        </span>
      )}
      {valueDisplayMode !== 'hidden' && (
        <span class="tbl-gauge-value" style={{ minWidth: `${texts}ch`, ...(valueDisplayMode === 'color' && { color: display.color }) }}>
          {shown(display)}
        </span>
      )}
    </span>
  );
}

/** Characters of the longest value that may come, so that the bars of a column end at one line. */
function longestText({ range, display }: ResolvedField): number {
  if (!range) return 6;
  const middle = (range.min + range.max) / 2;
  return Math.max(...[range.min, range.max, middle + 0.5].map((value) => shown(display(value)).length));
}

/** Lit up to the value, each segment in the colour that a value there has. */
function Segments({ resolved, percent, width }: { resolved: ResolvedField; percent: number; width: number }): JSX.Element {
  const count = Math.max(3, Math.floor(width / segmentWidth));
  const { min, max } = resolved.range ?? { min: 0, max: 100 };
  return (
    <span class="tbl-segments">
      {Array.from({ length: count }, (_, index) => {
        const lit = (index + 0.5) / count <= percent || (index === 0 && percent > 0);
        const { color } = resolved.display(min + ((index + 0.5) / count) * (max - min));
        return <i key={index} class={lit ? 'tbl-lit' : ''} style={{ background: color }} />;
      })}
    </span>
  );
}

/** From the colours of the thresholds, of the scheme, or from a darker shade of one colour. */
function gradient({ config, range, display }: ResolvedField, color: string, theme: PanelTheme): string {
  const mode = config.color?.mode ?? 'thresholds';
  const { min, max } = range ?? { min: 0, max: 100 };
  if (mode === 'thresholds') {
    const percentages = config.thresholds?.mode === 'percentage';
    const stops = sortedSteps(config.thresholds).map((step) => {
      const value = stepValue(step);
      const place = value === Number.NEGATIVE_INFINITY ? 0 : percentages ? value / 100 : (value - min) / (max - min);
      return `${namedColor(step.color, theme)} ${Math.max(0, Math.min(1, place)) * 100}%`;
    });
    return stops.length > 1 ? `linear-gradient(90deg, ${stops.join(', ')})` : `linear-gradient(90deg, ${color}, ${color})`;
  }
  if (continuousScale(mode, theme)) {
    const colors = Array.from({ length: 9 }, (_, index) => display(min + (index / 8) * (max - min)).color);
    return `linear-gradient(90deg, ${colors.join(', ')})`;
  }
  return `linear-gradient(90deg, ${adjust(color, -6, 0, 14)}, ${color})`;
}
