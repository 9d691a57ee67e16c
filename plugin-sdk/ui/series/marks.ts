/** Annotations and exemplars over the series, and which of them the pointer is at. */
import { withAlpha } from '@orrery/plugin-sdk/data';
import { type Annotation, type ChartCursor, type PanelProps, type PanelTheme, type Plane, planeOf } from '@orrery/plugin-sdk/ui';
import type uPlot from 'uplot';
import type { Exemplar } from './exemplars.ts';
import { clusters, laneOf } from './lanes.ts';
import type { SeriesOptions } from './options.ts';
import type { Prepared } from './prepare.ts';
import { leaders } from './scales.ts';

type Props = Pick<PanelProps, 'annotations' | 'theme'> & { readonly options: Pick<SeriesOptions, 'annotations'> };
const nearPx = 7;
const footPx = 16;

/** Regions go behind the data. */
export function paintRegions(plot: uPlot, { annotations = [], options }: Props): void {
  const regions = annotations.filter(isRegion);
  if (regions.length === 0) return;
  const plane = planeOf(plot);
  const { ctx, ratio } = plane;
  const opacity = options.annotations?.regions?.opacity;
  // Newer dashboards store percent, older ones a share.
  const alpha = opacity === undefined ? 0.1 : opacity > 1 ? opacity / 100 : opacity;
  ctx.save();
  for (const { time, timeEnd, color, silent } of regions) {
    ctx.fillStyle = withAlpha(color, alpha);
    plane.stripe('time', plane.timeAt(time), plane.timeAt(timeEnd));
    if (silent) continue;
    strokeFor(plane, color, options.annotations?.lines?.width ?? 1, ratio);
    for (const edge of [time, timeEnd]) ruleInside(plane, plane.timeAt(edge));
  }
  ctx.restore();
}

/** Lines with a mark at the foot; a cluster has one mark with its number. */
export function paintAnnotations(plot: uPlot, { annotations = [], options, theme }: Props): void {
  const told = annotations.filter(({ silent }) => !silent);
  if (told.length === 0) return;
  const plane = planeOf(plot);
  const { ctx, ratio } = plane;
  ctx.save();
  for (const annotation of told) {
    if (isRegion(annotation)) continue;
    strokeFor(plane, annotation.color, options.annotations?.lines?.width ?? 1, ratio);
    ruleInside(plane, plane.timeAt(annotation.time));
  }
  ctx.setLineDash([]);
  const lane = laneOf(annotations, options.annotations?.multiLane === true);
  for (const cluster of clusters(annotations, (time) => plane.timeAt(time) / ratio, options.annotations?.clustering, lane))
    paintFoot(plane, cluster.at * ratio, cluster.lane, cluster.color, cluster.members.length, theme);
  ctx.restore();
}

function isRegion(annotation: Annotation): annotation is Annotation & { timeEnd: number } {
  return annotation.timeEnd !== undefined && annotation.timeEnd > annotation.time;
}

function strokeFor({ ctx }: Plane, color: string, width: number, ratio: number): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = width * ratio;
  ctx.setLineDash([4 * ratio, 3 * ratio]);
}

function ruleInside(plane: Plane, at: number): void {
  const { box, upright } = plane;
  const [start, length] = upright ? [box.top, box.height] : [box.left, box.width];
  if (plane.ctx.lineWidth > 0 && at >= start && at <= start + length) plane.rule('time', at);
}

function paintFoot(plane: Plane, at: number, lane: number, color: string, count: number, theme: PanelTheme): void {
  const { ctx, ratio, box, upright } = plane;
  const rise = (lane * 11 + 0.5) * ratio;
  const size = 5 * ratio;
  ctx.fillStyle = color;
  ctx.beginPath();
  if (upright) {
    if (at < box.top || at > box.top + box.height) return;
    const foot = box.left + rise;
    ctx.moveTo(foot, at - size);
    ctx.lineTo(foot + size * 1.4, at);
    ctx.lineTo(foot, at + size);
  } else {
    if (at < box.left || at > box.left + box.width) return;
    const foot = box.top + box.height - rise;
    ctx.moveTo(at - size, foot);
    ctx.lineTo(at, foot - size * 1.4);
    ctx.lineTo(at + size, foot);
  }
  ctx.fill();
  if (count < 2) return;
  const [x, y] = upright ? [box.left + rise + 12 * ratio, at] : [at, box.top + box.height - rise - 14 * ratio];
  ctx.beginPath();
  ctx.arc(x, y, 7 * ratio, 0, 2 * Math.PI);
  ctx.fill();
  ctx.fillStyle = theme.background;
  ctx.font = `600 ${9 * ratio}px ${theme.fontSans}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(String(count), x, y + 0.5 * ratio);
}

/** Diamonds on the first scale, those beyond it at its edge. */
export function paintExemplars(plot: uPlot, prepared: Prepared, theme: PanelTheme): void {
  if (prepared.exemplars.length === 0) return;
  const plane = planeOf(plot);
  const { ctx, ratio } = plane;
  ctx.save();
  ctx.fillStyle = theme.tokens['info-text'] ?? theme.text;
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = ratio;
  for (const exemplar of prepared.exemplars) {
    const place = exemplarAt(plane, exemplar, prepared);
    if (!place) continue;
    const size = 4.5 * ratio;
    ctx.beginPath();
    ctx.moveTo(place.x, place.y - size);
    ctx.lineTo(place.x + size, place.y);
    ctx.lineTo(place.x, place.y + size);
    ctx.lineTo(place.x - size, place.y);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

function exemplarAt(plane: Plane, { time, value }: Exemplar, prepared: Prepared): { x: number; y: number } | undefined {
  const scale = leaders(prepared)[0]?.scale;
  if (!scale) return;
  const { left, top, width, height } = plane.box;
  const { x, y } = plane.point(time, value, scale);
  const isInside = plane.upright ? y >= top && y <= top + height : x >= left && x <= left + width;
  if (!isInside || Number.isNaN(x) || Number.isNaN(y)) return;
  return { x: Math.max(left, Math.min(left + width, x)), y: Math.max(top, Math.min(top + height, y)) };
}

/** What the pointer is at, beside the series: the exemplar closest to it, and annotations by their line, foot or edge. */
export function marksAt(
  plot: uPlot,
  cursor: ChartCursor,
  prepared: Prepared,
  { annotations = [] }: Props,
): { annotations?: readonly number[]; exemplar?: Exemplar['point'] } {
  if (cursor.time === null || (annotations.length === 0 && prepared.exemplars.length === 0)) return {};
  const hit = annotationsAt(plot, cursor, annotations);
  const plane = planeOf(plot);
  const [x, y] = [cursor.x * plane.ratio, cursor.y * plane.ratio];
  let closest: Exemplar | undefined;
  let distance = 9 * plane.ratio;
  for (const exemplar of prepared.exemplars) {
    const place = exemplarAt(plane, exemplar, prepared);
    const away = place ? Math.hypot(place.x - x, place.y - y) : Number.POSITIVE_INFINITY;
    if (away < distance) {
      distance = away;
      closest = exemplar;
    }
  }
  return { ...(hit.length > 0 && { annotations: hit }), ...(closest && { exemplar: closest.point }) };
}

/** Indexes of the annotations under the pointer: by their line, foot or edge. */
export function annotationsAt(plot: uPlot, cursor: Pick<ChartCursor, 'x' | 'y'>, annotations: readonly Annotation[]): number[] {
  if (annotations.length === 0) return [];
  const plane = planeOf(plot);
  const { ratio, upright, box } = plane;
  // Of the canvas, as the painters have it.
  const x = cursor.x * ratio;
  const y = cursor.y * ratio;
  const pointed = upright ? y : x;
  const isAtFoot = upright ? x < box.left + footPx * ratio : y > box.top + box.height - footPx * ratio;
  const near = (time: number): boolean => Math.abs(plane.timeAt(time) - pointed) <= nearPx * ratio;
  return annotations.flatMap((annotation, index) => {
    if (annotation.silent) return [];
    if (near(annotation.time)) return [index];
    if (!isRegion(annotation)) return [];
    const [from, to] = [plane.timeAt(annotation.time), plane.timeAt(annotation.timeEnd)].sort((a, b) => a - b) as [number, number];
    return near(annotation.timeEnd) || (isAtFoot && pointed >= from && pointed <= to) ? [index] : [];
  });
}
