/** Where bars and labels go. Pure. */
import type { Box } from '@orrery/plugin-sdk/ui/chart/svg-axis.tsx';
import type { BarChartOptions } from './options.ts';

export interface Slot {
  /** Along the axis of categories, in CSS px. */
  readonly from: number;
  readonly size: number;
}

/** The place of one series' bar among those of its category. */
export function slotOf(
  category: number,
  categories: number,
  index: number,
  among: number,
  length: number,
  { groupWidth, barWidth, stacking }: Pick<BarChartOptions, 'groupWidth' | 'barWidth' | 'stacking'>,
): Slot {
  const room = length / Math.max(1, categories);
  // A bar alone in its category is a group by itself.
  const alone = stacking !== 'none' || among === 1;
  const group = room * (alone ? 1 : groupWidth);
  const share = alone ? room : group / among;
  const size = Math.max(1, share * barWidth);
  const start = category * room + (room - group) / 2 + (alone ? 0 : index * share);
  return { from: start + (share - size) / 2, size };
}

/** Which labels are written so that none touches another: every so many, counted from the side that must be kept. */
export function labelEvery(count: number, length: number, widest: number, spacing: number): (index: number) => boolean {
  const room = length / Math.max(1, count);
  const every = Math.max(1, Math.ceil((widest + 6 + Math.abs(spacing)) / room));
  return spacing < 0 ? (index) => (count - 1 - index) % every === 0 : (index) => index % every === 0;
}

export function shortened(text: string, most: number | undefined): string {
  return most && most > 0 && text.length > most ? `${text.slice(0, most)}…` : text;
}

/** A bar with round corners at its far end. */
export function barPath(box: Box, radius: number, end: Side): string {
  const { left, top, width, height } = box;
  const r = Math.max(0, Math.min(radius * Math.min(width, height), width / 2, height / 2));
  if (r < 0.5) return `M${left} ${top}h${width}v${height}h${-width}Z`;
  if (end === 'top') return `M${left} ${top + height}V${top + r}q0 ${-r} ${r} ${-r}h${width - 2 * r}q${r} 0 ${r} ${r}V${top + height}Z`;
  if (end === 'bottom') return `M${left} ${top}V${top + height - r}q0 ${r} ${r} ${r}h${width - 2 * r}q${r} 0 ${r} ${-r}V${top}Z`;
  if (end === 'right') return `M${left} ${top}H${left + width - r}q${r} 0 ${r} ${r}v${height - 2 * r}q0 ${r} ${-r} ${r}H${left}Z`;
  return `M${left + width} ${top}H${left + r}q${-r} 0 ${-r} ${r}v${height - 2 * r}q0 ${r} ${r} ${r}H${left + width}Z`;
}
type Side = 'top' | 'bottom' | 'left' | 'right';
