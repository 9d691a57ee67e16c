import { scaleOf } from '../projection.ts';

/** Which copies of the world a view sees: 0 is the one from 180° west. */
export function copies(view: { readonly x: number; readonly zoom: number; readonly width: number }): number[] {
  const half = view.width / 2 / scaleOf(view);
  // One more on each side: what crosses the date line hangs over its edge.
  const [first, last] = [Math.floor(view.x - half) - 1, Math.floor(view.x + half) + 1];
  return Array.from({ length: Math.min(64, last - first + 1) }, (_, index) => first + index);
}
