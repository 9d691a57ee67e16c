/** Where an element lies in what holds it, by its placement and what it holds on to; and back after it was moved. Pure. */
import type { Constraint, ElementOptions, Placement } from './options.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}
const least = 4;

type Hold = 'start' | 'end' | 'both' | 'center' | 'scale';
const across: Readonly<Record<string, Hold>> = { left: 'start', right: 'end', leftright: 'both', center: 'center', scale: 'scale' };
const down: Readonly<Record<string, Hold>> = { top: 'start', bottom: 'end', topbottom: 'both', center: 'center', scale: 'scale' };

/** One direction: start and length in px. Of `scale` the sides are percent; of `center` the start counts from the middle, backwards. */
function span(hold: Hold, start = 0, end = 0, length = 100, whole = 0): [start: number, length: number] {
  if (hold === 'end') return [whole - end - length, length];
  if (hold === 'both') return [start, Math.max(least, whole - start - end)];
  if (hold === 'center') return [whole / 2 - start - length / 2, length];
  if (hold === 'scale') return [(start / 100) * whole, Math.max(least, whole - ((start + end) / 100) * whole)];
  return [start, length];
}

export function boxOf({ placement = {}, constraint = {} }: Pick<ElementOptions, 'placement' | 'constraint'>, parent: Size): Box {
  const [left, width] = span(
    across[constraint.horizontal ?? 'left'] ?? 'start',
    placement.left,
    placement.right,
    placement.width,
    parent.width,
  );
  const [top, height] = span(
    down[constraint.vertical ?? 'top'] ?? 'start',
    placement.top,
    placement.bottom,
    placement.height,
    parent.height,
  );
  return { left, top, width, height };
}

/** The placement that gives this box; turned as before. */
export function placementOf(box: Box, constraint: Constraint, parent: Size, rotation: number | undefined): Placement {
  const horizontal = sides(across[constraint.horizontal ?? 'left'] ?? 'start', box.left, box.width, parent.width);
  const vertical = sides(down[constraint.vertical ?? 'top'] ?? 'start', box.top, box.height, parent.height);
  return {
    ...(horizontal.start !== undefined && { left: horizontal.start }),
    ...(horizontal.end !== undefined && { right: horizontal.end }),
    ...(horizontal.length !== undefined && { width: horizontal.length }),
    ...(vertical.start !== undefined && { top: vertical.start }),
    ...(vertical.end !== undefined && { bottom: vertical.end }),
    ...(vertical.length !== undefined && { height: vertical.length }),
    ...(rotation !== undefined && { rotation }),
  };
}

function sides(hold: Hold, start: number, length: number, whole: number): { start?: number; end?: number; length?: number } {
  const round = (value: number): number => Math.round(value * 100) / 100;
  const end = whole - start - length;
  if (hold === 'end') return { end: round(end), length: round(length) };
  if (hold === 'both') return { start: round(start), end: round(end) };
  if (hold === 'center') return { start: round(whole / 2 - start - length / 2), length: round(length) };
  if (hold === 'scale') return { start: round((start / whole) * 100), end: round((end / whole) * 100) };
  return { start: round(start), length: round(length) };
}

/** The box around all elements; undefined without any. */
export function contentBox(elements: readonly ElementOptions[], parent: Size): Box | undefined {
  const boxes = elements.map((element) => boxOf(element, parent));
  if (boxes.length === 0) return;
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  return {
    left,
    top,
    width: Math.max(...boxes.map((box) => box.left + box.width)) - left,
    height: Math.max(...boxes.map((box) => box.top + box.height)) - top,
  };
}
