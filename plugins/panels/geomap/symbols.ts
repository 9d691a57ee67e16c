/** Signs that mark a place, named as the files that dashboards name: `img/icons/marker/star.svg`. */
const corners = (count: number, inner = 1, turn = -Math.PI / 2): [number, number][] => {
  const points = inner === 1 ? count : count * 2;
  return Array.from({ length: points }, (_, index) => {
    const angle = turn + (index * 2 * Math.PI) / points;
    const far = inner !== 1 && index % 2 === 1 ? inner : 1;
    return [Math.cos(angle) * far, Math.sin(angle) * far];
  });
};
const shapes: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  square: corners(4, 1, -Math.PI / 4),
  triangle: corners(3),
  star: corners(5, 0.45),
  plane: [
    [0, -1],
    [0.15, -0.3],
    [1, 0.3],
    [1, 0.5],
    [0.15, 0.25],
    [0.1, 0.7],
    [0.4, 1],
    [-0.4, 1],
    [-0.1, 0.7],
    [-0.15, 0.25],
    [-1, 0.5],
    [-1, 0.3],
    [-0.15, -0.3],
  ],
};
const crossed: Readonly<Record<string, number>> = { cross: 0, 'x-mark': Math.PI / 4, x: Math.PI / 4 };

export function symbolOf(path: string): string {
  const [, name = 'circle'] = /([\w-]+?)(?:\.svg)?$/.exec(path) ?? [];
  return name;
}

/** Traces the sign around 0, 0; true where it is to be filled. */
export function traceSymbol(context: CanvasRenderingContext2D, symbol: string, radius: number): boolean {
  context.beginPath();
  const turn = Object.hasOwn(crossed, symbol) ? crossed[symbol] : undefined;
  if (turn !== undefined) {
    for (const angle of [turn, turn + Math.PI / 2]) {
      context.moveTo(Math.cos(angle) * radius, Math.sin(angle) * radius);
      context.lineTo(-Math.cos(angle) * radius, -Math.sin(angle) * radius);
    }
    return false;
  }
  const shape = Object.hasOwn(shapes, symbol) ? shapes[symbol] : undefined;
  if (!shape) context.arc(0, 0, radius, 0, 2 * Math.PI);
  else {
    shape.forEach(([x, y], index) => (index === 0 ? context.moveTo(x * radius, y * radius) : context.lineTo(x * radius, y * radius)));
    context.closePath();
  }
  return true;
}
