/** The heatmap of old, which had its options beside the panel's own keys. */
import { own } from '@orrery/plugin-sdk/data/own';
import { compact, fieldConfigOf, isObject, type Json, numberOf } from '../json.ts';
import { become, drop } from './become.ts';

const translated = [
  ...['dataFormat', 'xBucketSize', 'xBucketNumber', 'yBucketSize', 'yBucketNumber', 'yBucketBound', 'xAxis', 'yAxis', 'cards', 'color'],
  ...['tooltip', 'legend', 'tooltipDecimals', 'hideZeroBuckets', 'reverseYBuckets', 'heatmap', 'highlightCards'],
];
const layouts: Readonly<Record<string, string>> = { upper: 'le', lower: 'ge', middle: 'unknown' };

export function heatmapPanel(panel: Json): void {
  if (isObject(panel.options?.bucketFrame)) {
    const { bucketFrame, ...rest } = panel.options;
    panel.options = { ...rest, rowsFrame: bucketFrame };
  }
  const isOld = panel.dataFormat !== undefined || panel.yBucketBound !== undefined || isObject(panel.yAxis);
  if (!isOld || (isObject(panel.options) && Object.keys(panel.options).length > 0)) return;
  const yAxis: Json = isObject(panel.yAxis) ? panel.yAxis : {};
  const calculate = panel.dataFormat !== 'tsbuckets';
  fieldConfigOf(panel);
  panel.options = {
    calculate,
    calculation: calculate ? calculation(panel, yAxis) : {},
    color: colorOf(panel.color),
    cellGap: numberOf(panel.cards?.cardPadding) || (panel.cards?.cardPadding === 0 ? 1 : 2),
    ...compact({ cellRadius: numberOf(panel.cards?.cardRound) }),
    cellValues: compact({ decimals: numberOf(panel.tooltipDecimals) }),
    yAxis: compact({
      axisPlacement: yAxis.show === false ? 'hidden' : 'left',
      reverse: Boolean(panel.reverseYBuckets),
      axisWidth: numberOf(yAxis.width),
      min: numberOf(yAxis.min),
      max: numberOf(yAxis.max),
      unit: yAxis.format,
      decimals: numberOf(yAxis.decimals),
    }),
    rowsFrame: { layout: own(layouts, String(panel.yBucketBound)) ?? 'auto' },
    legend: { show: Boolean(panel.legend?.show) },
    showValue: 'never',
    tooltip: {
      mode: panel.tooltip?.show === false ? 'none' : 'single',
      yHistogram: Boolean(panel.tooltip?.showHistogram),
      showColorScale: false,
    },
    exemplars: { color: 'rgba(255,0,255,0.7)' },
    ...(panel.hideZeroBuckets && { filterValues: { le: 1e-9 } }),
  };
  become(panel, 'heatmap');
  drop(panel, translated);
}

/** Buckets by their size or their number; a logarithmic axis is split instead. */
function calculation(panel: Json, yAxis: Json): Json {
  const buckets = (size: unknown, count: unknown): Json | undefined =>
    size ? { mode: 'size', value: String(size) } : count ? { mode: 'count', value: String(count) } : undefined;
  const logBase = Number(yAxis.logBase) || 1;
  const split = compact({
    mode: 'count',
    value: Number(yAxis.splitFactor) > 0 ? String(yAxis.splitFactor) : undefined,
    scale: { type: 'log', log: logBase },
  });
  return compact({
    xBuckets: buckets(panel.xBucketSize, panel.xBucketNumber),
    yBuckets: logBase > 1 ? split : buckets(panel.yBucketSize, panel.yBucketNumber),
  });
}

function colorOf(given: unknown): Json {
  const { mode, colorScheme, cardColor, colorScale, scale, exponent, min, max }: Json = isObject(given) ? given : {};
  const [low, high] = [numberOf(min), numberOf(max)];
  const turned = low !== undefined && high !== undefined && low > high;
  return {
    mode: mode === 'opacity' ? 'opacity' : 'scheme',
    scheme: typeof colorScheme === 'string' ? colorScheme.replace(/^interpolate/, '') : 'Oranges',
    fill: cardColor ?? 'dark-orange',
    scale: (scale ?? colorScale) === 'linear' ? 'linear' : 'exponential',
    exponent: numberOf(exponent) ?? 0.5,
    steps: 128,
    reverse: turned,
    ...compact({ min: turned ? high : low, max: turned ? low : high }),
  };
}
