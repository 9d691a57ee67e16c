/** The text of SVG files. */
export function round(px: number): number {
  return Math.round(px * 100) / 100;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

export type PathPart = 'moveTo' | 'lineTo' | 'rect' | 'arc' | 'bezierCurveTo' | 'quadraticCurveTo' | 'closePath' | 'roundRect';

/** A call that makes a part of a canvas path, as `d` of an SVG path. `first`: nothing of the path is drawn yet. */
export function pathText(name: PathPart, given: readonly number[], first: boolean): string {
  if (name === 'closePath') return first ? '' : 'Z';
  if (name === 'arc') return arc(given, first);
  const [x = 0, y = 0, ...rest] = given.map(round);
  if (given.some((each) => typeof each === 'number' && !Number.isFinite(each))) return '';
  if (name === 'moveTo' || (first && name === 'lineTo')) return `M${x} ${y}`;
  if (name === 'lineTo') return `L${x} ${y}`;
  if (name === 'bezierCurveTo') return `${first ? `M${x} ${y}` : ''}C${x} ${y} ${rest.join(' ')}`;
  if (name === 'quadraticCurveTo') return `${first ? `M${x} ${y}` : ''}Q${x} ${y} ${rest.join(' ')}`;
  const [width = 0, height = 0] = rest;
  const radius = name === 'roundRect' ? Math.min(Number(given[4]) || 0, Math.abs(width) / 2, Math.abs(height) / 2) : 0;
  if (radius <= 0) return `M${x} ${y}h${width}v${height}h${-width}Z`;
  const [w, h] = [round(width - 2 * radius), round(height - 2 * radius)];
  const turn = (dx: number, dy: number): string => `a${radius} ${radius} 0 0 1 ${dx} ${dy}`;
  return (
    `M${round(x + radius)} ${y}h${w}${turn(radius, radius)}v${h}${turn(-radius, radius)}` +
    `h${-w}${turn(-radius, -radius)}v${-h}${turn(radius, -radius)}Z`
  );
}

function arc([cx = 0, cy = 0, r = 0, from = 0, to = 0, back]: readonly (number | boolean)[] & readonly number[], first: boolean): string {
  const turn = 2 * Math.PI;
  const at = (angle: number): string => `${round(cx + r * Math.cos(angle))} ${round(cy + r * Math.sin(angle))}`;
  const start = `${first ? 'M' : 'L'}${at(from)}`;
  const radius = round(r);
  if (Math.abs(to - from) >= turn - 1e-9) {
    const sweep = back ? 0 : 1;
    return `${start}A${radius} ${radius} 0 1 ${sweep} ${at(from + Math.PI)}A${radius} ${radius} 0 1 ${sweep} ${at(from)}`;
  }
  const way = back ? (((from - to) % turn) + turn) % turn : (((to - from) % turn) + turn) % turn;
  return `${start}A${radius} ${radius} 0 ${way > Math.PI ? 1 : 0} ${back ? 0 : 1} ${at(to)}`;
}
