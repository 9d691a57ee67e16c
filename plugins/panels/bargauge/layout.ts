/** Where name, bar and value of each row or column go. Pure: widths of texts are measured by the caller. */
import type { Orientation, TextMeasure } from '@orrery/plugin-sdk/ui';
import type { BarGaugeOptions } from './options.ts';

export interface BarLayout {
  readonly upright: boolean;
  /** Of one row, or of one column. */
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly namePlace: 'top' | 'left' | 'below' | 'hidden';
  readonly nameWidth: number;
  readonly nameSize: number;
  readonly nameHeight: number;
  readonly valueSize: number;
  readonly valueWidth: number;
  readonly valueHeight: number;
  /** Room of the bar: along its length and across it. */
  readonly length: number;
  readonly thickness: number;
}

interface Wanted {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly options: Pick<
    BarGaugeOptions,
    'orientation' | 'valueMode' | 'namePlacement' | 'sizing' | 'minVizWidth' | 'minVizHeight' | 'maxVizHeight' | 'text'
  >;
  readonly names: readonly string[];
  readonly texts: readonly string[];
  readonly measure: TextMeasure;
}

export const gap = 8;
/** From this height on there is room for the name above its bar. */
const nameOnTopFrom = 40;

export function layoutBars(wanted: Wanted): BarLayout {
  return isUpright(wanted.options.orientation, wanted.width, wanted.height) ? columns(wanted) : rows(wanted);
}

function isUpright(orientation: Orientation, width: number, height: number): boolean {
  return orientation === 'auto' ? width > height : orientation === 'vertical';
}

/** Between texts of neighbouring columns, px: a text as wide as its column is cut by what rounding adds. */
const air = 6;

function widest(texts: readonly string[], measure: TextMeasure): number {
  return texts.reduce((most, text) => Math.max(most, measure(text)), 0);
}

function rows({ count, width, height, options, names, texts, measure }: Wanted): BarLayout {
  const { namePlacement, valueMode, sizing, text: sizes } = options;
  const share = (height - gap * (count - 1)) / Math.max(1, count);
  const [least, most] = sizing === 'manual' ? [options.minVizHeight, options.maxVizHeight] : [16, 300];
  const cellHeight = Math.max(4, Math.floor(Math.max(least, Math.min(most, share))));
  const namePlace = namePlacement === 'auto' ? (cellHeight >= nameOnTopFrom ? 'top' : 'left') : namePlacement;
  const isTop = namePlace === 'top';
  const nameSize = sizes?.titleSize ?? Math.max(11, Math.min(14, cellHeight * (isTop ? 0.3 : 0.6)));
  const nameHeight = isTop ? Math.ceil(nameSize * 1.35) : 0;
  const nameWidth = namePlace === 'left' ? Math.min(width * 0.4, Math.ceil((widest(names, measure) * nameSize) / 100) + 10) : 0;
  const thickness = Math.max(3, cellHeight - nameHeight);
  const valueSize = sizes?.valueSize ?? Math.max(11, Math.min(28, thickness * 0.56));
  const valueWidth = valueMode === 'hidden' ? 0 : Math.min(width * 0.4, Math.ceil((widest(texts, measure) * valueSize) / 100) + 10);
  return {
    upright: false,
    cellWidth: width,
    cellHeight,
    ...{ namePlace, nameWidth, nameSize, nameHeight, valueSize, valueWidth, thickness },
    valueHeight: 0,
    length: Math.max(8, width - nameWidth - valueWidth),
  };
}

function columns({ count, width, height, options, names, texts, measure }: Wanted): BarLayout {
  const { namePlacement, valueMode, sizing, text: sizes } = options;
  const share = (width - gap * (count - 1)) / Math.max(1, count);
  const cellWidth = Math.floor(Math.max(sizing === 'manual' ? options.minVizWidth : 8, share));
  const fit = (text: readonly string[], most: number): number =>
    Math.max(10, Math.min(most, ((cellWidth - air) / Math.max(1, widest(text, measure))) * 100));
  const isHidden = namePlacement === 'hidden';
  const nameSize = sizes?.titleSize ?? fit(names, 13);
  const nameHeight = isHidden ? 0 : Math.ceil(nameSize * 1.4);
  const valueSize = sizes?.valueSize ?? fit(texts, 24);
  const valueHeight = valueMode === 'hidden' ? 0 : Math.ceil(valueSize * 1.35);
  return {
    upright: true,
    cellWidth,
    cellHeight: height,
    // A column has no room beside its bar: a name that is not hidden stands below it, or above where asked for.
    namePlace: isHidden ? 'hidden' : namePlacement === 'top' ? 'top' : 'below',
    nameWidth: cellWidth,
    ...{ nameSize, nameHeight, valueSize, valueHeight },
    valueWidth: cellWidth,
    length: Math.max(8, height - nameHeight - valueHeight),
    thickness: cellWidth,
  };
}
