/** The drawing of a panel that is one SVG, as a file of its own: what style sheets gave it is written into it. */

const styled = [
  ...[
    'fill',
    'fill-opacity',
    'fill-rule',
    'stroke',
    'stroke-width',
    'stroke-opacity',
    'stroke-dasharray',
    'stroke-linecap',
    'stroke-linejoin',
  ],
  ...['font-family', 'font-size', 'font-weight', 'font-style', 'text-anchor', 'dominant-baseline', 'opacity', 'visibility', 'display'],
] as const;

/** Null where the drawing is something else as well, such as a canvas or texts of the page: half of it would be no picture of it. */
export function svgOf(surface: HTMLElement, background: string): string | null {
  const drawn = [...surface.querySelectorAll('svg')].filter((each) => !each.parentElement?.closest('svg'));
  const [svg] = drawn;
  if (!svg || drawn.length > 1 || surface.querySelector('canvas, foreignObject') || hasTextBeside(surface)) return null;
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  write(svg, copy);
  const [within, copies] = [svg.querySelectorAll('*'), copy.querySelectorAll('*')];
  within.forEach((each, index) => {
    const one = copies[index];
    if (one) write(each, one);
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const ground = copy.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ width: '100%', height: '100%', fill: background })) ground.setAttribute(name, value);
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}

function write(from: Element, to: Element): void {
  const look = getComputedStyle(from);
  for (const name of styled) {
    const value = look.getPropertyValue(name);
    if (value) to.setAttribute(name, value);
  }
  to.removeAttribute('class');
  to.removeAttribute('style');
}

function hasTextBeside(surface: HTMLElement): boolean {
  const texts = surface.ownerDocument.createTreeWalker(surface, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    if (node.textContent?.trim() && !node.parentElement?.closest('svg')) return true;
  return false;
}

/** The same as pixels, as dense as the screen and at least twice. */
export async function pngOf(svg: string): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const ratio = Math.max(2, globalThis.devicePixelRatio || 1);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * ratio);
  canvas.height = Math.round(image.height * ratio);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png');
}
