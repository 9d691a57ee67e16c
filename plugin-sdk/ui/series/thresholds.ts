/** Thresholds over a chart: areas behind the series, lines with their value before them. */
import { alphaOf, namedColor, shown, withAlpha } from '@orrery/plugin-sdk/data';
import { type PanelTheme, type Plane, planeOf } from '@orrery/plugin-sdk/ui';
import type uPlot from 'uplot';
import type { Prepared, Series } from './prepare.ts';
import { leaders, thresholdSteps } from './scales.ts';

type Layer = 'behind' | 'before';

export function paintThresholds(plot: uPlot, prepared: Prepared, theme: PanelTheme, layer: Layer): void {
  for (const leader of leaders(prepared)) {
    const { mode } = leader.style.thresholdsStyle;
    const wanted = layer === 'behind' ? mode.includes('area') : mode.includes('line') || mode.includes('dashed');
    if (!wanted) continue;
    const plane = planeOf(plot);
    const { ctx, box } = plane;
    ctx.save();
    ctx.beginPath();
    ctx.rect(box.left, box.top, box.width, box.height);
    ctx.clip();
    if (layer === 'behind') paintAreas(plane, leader, theme);
    else paintLines(plane, leader, theme, mode.includes('dashed'));
    ctx.restore();
  }
}

function paintAreas(plane: Plane, leader: Series, theme: PanelTheme): void {
  const { box, upright, ctx } = plane;
  const lowest = upright ? box.left : box.top + box.height;
  const highest = upright ? box.left + box.width : box.top;
  const steps = thresholdSteps(leader);
  steps.forEach((step, index) => {
    const next = steps[index + 1];
    ctx.fillStyle = seeThrough(namedColor(step.color, theme), 0.12);
    const from = Number.isFinite(step.value) ? plane.valueAt(step.value, leader.scale) : lowest;
    plane.stripe('value', from, next ? plane.valueAt(next.value, leader.scale) : highest);
  });
}

function paintLines(plane: Plane, leader: Series, theme: PanelTheme, dashed: boolean): void {
  const { ctx, ratio, box, upright } = plane;
  for (const step of thresholdSteps(leader)) {
    if (!Number.isFinite(step.value)) continue;
    const color = namedColor(step.color, theme);
    if (alphaOf(color) === 0) continue;
    const at = plane.valueAt(step.value, leader.scale);
    ctx.strokeStyle = seeThrough(color, 0.9);
    ctx.lineWidth = ratio;
    ctx.setLineDash(dashed ? [5 * ratio, 4 * ratio] : []);
    plane.rule('value', at);
    ctx.setLineDash([]);
    if (upright) continue;
    // A halo of the panel's colour, so that no line crosses the words.
    ctx.font = `${11 * ratio}px ${theme.fontSans}`;
    ctx.textAlign = 'right';
    ctx.textBaseline = at - 14 * ratio < box.top ? 'top' : 'bottom';
    ctx.lineJoin = 'round';
    ctx.lineWidth = 3 * ratio;
    ctx.strokeStyle = theme.background;
    ctx.fillStyle = withAlpha(color, 1);
    const text = shown(leader.field.display(step.value));
    const x = box.left + box.width - 4 * ratio;
    const y = at + (ctx.textBaseline === 'top' ? 3 : -3) * ratio;
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  }
}

/** A colour that says how far it is seen through stays as its author wrote it: transparent steps are gaps. */
function seeThrough(color: string, alpha: number): string {
  return alphaOf(color) < 1 ? color : withAlpha(color, alpha);
}
