/**
 * A panel as an SVG of its own, for drawing programs too: boxes, texts and drawings of the page with what style sheets gave them
 * written in. Nothing in it is a page, and nothing asks for anything.
 */
import { dataUrl } from './data-url.ts';
import { escaped, round } from './svg-text.ts';

const styled = [
  ...['fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linecap'],
  ...['stroke-linejoin', 'font-family', 'font-size', 'font-weight', 'font-style', 'text-anchor', 'dominant-baseline', 'opacity'],
  ...['visibility', 'display'],
] as const;
const leftOut = '.o-ptools, .o-ptip, .o-vh, [aria-live], script, style';
const namespace = 'http://www.w3.org/2000/svg';

/** What a canvas was painted with, as elements of an SVG in its own pixels, or null where that is not known. */
export type Repaint = (canvas: HTMLCanvasElement) => string | null;

/** Null where part of the panel is pixels whose painting is not known, a frame, or a picture that cannot be taken along. */
export async function svgOf(panel: HTMLElement, background: string, repaint: Repaint = () => null): Promise<string | null> {
  const pictures = await picturesIn(panel);
  const { left, top, width, height } = panel.getBoundingClientRect();
  const out: string[] = [];
  let clips = 0;
  const box = (rect: DOMRect): string =>
    `x="${round(rect.left - left)}" y="${round(rect.top - top)}" width="${round(rect.width)}" height="${round(rect.height)}"`;

  const walk = (element: Element): boolean => {
    const look = getComputedStyle(element);
    const rect = element.getBoundingClientRect();
    if (element.matches(leftOut) || look.display === 'none' || look.visibility === 'hidden' || look.opacity === '0') return true;
    if (element instanceof SVGSVGElement) {
      out.push(drawing(element, rect.left - left, rect.top - top));
      return true;
    }
    if (element instanceof HTMLCanvasElement) {
      if (rect.width === 0 || rect.height === 0) return true;
      const painted = repaint(element);
      if (painted !== null) out.push(`<svg ${box(rect)} viewBox="0 0 ${element.width} ${element.height}">${painted}</svg>`);
      return painted !== null;
    }
    if (element instanceof HTMLIFrameElement) return false;
    out.push(ground(look, box(rect)));
    const [address, fit] = pictureOn(element, look);
    if (address !== undefined) {
      const bytes = pictures.get(address);
      if (bytes === undefined || fit === undefined) return false;
      out.push(`<image ${box(rect)} preserveAspectRatio="${fit}" opacity="${look.opacity}" href="${escaped(bytes)}"/>`);
    }
    const cuts = look.overflow !== 'visible' && rect.width > 0;
    if (cuts)
      out.push(`<clipPath id="cut-${++clips}"><rect ${box(rect)}/></clipPath><g clip-path="url(#cut-${clips})" opacity="${look.opacity}">`);
    else out.push(`<g opacity="${look.opacity}">`);
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) out.push(...lines(child as Text, look, left, top));
      else if (child instanceof Element && !walk(child)) return false;
    }
    out.push('</g>');
    return true;
  };
  if (!walk(panel)) return null;
  return [
    `<svg xmlns="${namespace}" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}">`,
    `<rect width="100%" height="100%" fill="${escaped(background)}"/>${out.join('')}</svg>`,
  ].join('');
}

const fits: Readonly<Record<string, string>> = { contain: 'xMidYMid meet', cover: 'xMidYMid slice', fill: 'none', '100% 100%': 'none' };

/** The address of the picture that an element shows, and how it lies in its box; one that is laid in tiles, or as it is, has no such way. */
function pictureOn(element: Element, look: CSSStyleDeclaration): [address?: string, fit?: string | undefined] {
  if (element instanceof HTMLImageElement) return [element.currentSrc || element.src, fits[look.objectFit]];
  const url = /url\("([^"]*)"\)/.exec(look.backgroundImage)?.[1];
  return url === undefined ? [] : [url, look.backgroundRepeat === 'no-repeat' ? fits[look.backgroundSize] : undefined];
}

/** Every picture in it with its bytes, without those that nobody gives. */
async function picturesIn(panel: HTMLElement): Promise<ReadonlyMap<string, string>> {
  const addresses = new Set([panel, ...panel.querySelectorAll('*')].flatMap((each) => pictureOn(each, getComputedStyle(each))[0] ?? []));
  const found = await Promise.all(
    [...addresses].map(
      async (address) => [address, address.startsWith('data:') ? address : await dataUrl(address).catch(() => '')] as const,
    ),
  );
  return new Map(found.filter(([, bytes]) => bytes.startsWith('data:image/')));
}

/** What an element stands on: its colour or the middle of its gradient, and its lower edge, which parts the rows of tables. */
function ground(look: CSSStyleDeclaration, box: string): string {
  const gradient = /rgba?\([^)]+\)|#[0-9a-f]+/gi.exec(look.backgroundImage)?.[0];
  const fill = gradient ?? look.backgroundColor;
  const edge = Number.parseFloat(look.borderTopWidth) > 0 && look.borderTopStyle !== 'none' ? look.borderTopColor : 'none';
  if (edge === 'none' && /^(transparent|rgba\(.*, 0\))$/.test(fill)) return '';
  const radius = Number.parseFloat(look.borderTopLeftRadius) || 0;
  return `<rect ${box} rx="${radius}" fill="${escaped(fill)}" stroke="${escaped(edge)}"/>`;
}

/** A text by the lines that it was broken into, each with its exact width: other fonts must not move it. */
function lines(node: Text, look: CSSStyleDeclaration, left: number, top: number): string[] {
  const text = node.data;
  if (!text.trim()) return [];
  const range = node.ownerDocument.createRange();
  const found: { text: string; left: number; right: number; top: number; bottom: number }[] = [];
  for (const { index, 0: word } of text.matchAll(/\S+\s*/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.trimEnd().length);
    const rect = range.getBoundingClientRect();
    if (rect.width === 0) continue;
    const last = found.at(-1);
    if (last && Math.abs(last.top - rect.top) < 2) Object.assign(last, { text: `${last.text} ${word.trimEnd()}`, right: rect.right });
    else found.push({ text: word.trimEnd(), left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom });
  }
  const size = Number.parseFloat(look.fontSize);
  return found.map((line) => {
    const shown = look.textTransform === 'uppercase' ? line.text.toUpperCase() : line.text;
    const baseline = (line.top + line.bottom) / 2 - top + size * 0.35;
    return (
      `<text x="${round(line.left - left)}" y="${round(baseline)}" textLength="${round(line.right - line.left)}" fill="${escaped(look.color)}" ` +
      `font-family="${escaped(look.fontFamily)}" font-size="${size}" font-weight="${look.fontWeight}" font-style="${look.fontStyle}">` +
      `${escaped(shown)}</text>`
    );
  });
}

function drawing(svg: SVGSVGElement, x: number, y: number): string {
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  write(svg, copy);
  const [within, copies] = [svg.querySelectorAll('*'), copy.querySelectorAll('*')];
  within.forEach((each, index) => {
    const one = copies[index];
    if (one) write(each, one);
  });
  const place = { x: String(round(x)), y: String(round(y)), width: String(width), height: String(height) };
  for (const [name, value] of Object.entries(place)) copy.setAttribute(name, value);
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  return new XMLSerializer().serializeToString(copy);
}

function write(from: Element, to: Element): void {
  const look = getComputedStyle(from);
  for (const name of styled) {
    const value = look.getPropertyValue(name);
    if (value) to.setAttribute(name, value);
  }
  for (const name of ['class', 'style', 'tabindex', 'role', 'aria-label', 'aria-hidden']) to.removeAttribute(name);
}

/** An SVG as pixels, as dense as the screen and at least twice. Null where the browser draws none. */
export async function pngOf(svg: string): Promise<string | null> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const ratio = Math.max(2, globalThis.devicePixelRatio || 1);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * ratio);
  canvas.height = Math.round(image.height * ratio);
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png');
}
