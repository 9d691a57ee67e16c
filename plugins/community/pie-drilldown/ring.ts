/** A part as a path around 0, 0, clockwise from twelve. A whole circle is two halves: an arc cannot end where it began. */
export function slicePath(from: number, to: number, outer: number, inner: number): string {
  const at = (angle: number, radius: number): string =>
    `${(Math.sin(angle) * radius).toFixed(2)} ${(-Math.cos(angle) * radius).toFixed(2)}`;
  if (to - from > 2 * Math.PI - 1e-6) {
    const circle = (radius: number): string =>
      `M${at(0, radius)}A${radius} ${radius} 0 1 1 ${at(Math.PI, radius)}A${radius} ${radius} 0 1 1 ${at(0, radius)}Z`;
    return inner > 0 ? circle(outer) + circle(inner) : circle(outer);
  }
  const large = to - from > Math.PI ? 1 : 0;
  const back = inner > 0 ? `L${at(to, inner)}A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}` : 'L0 0';
  return `M${at(from, outer)}A${outer} ${outer} 0 ${large} 1 ${at(to, outer)}${back}Z`;
}
