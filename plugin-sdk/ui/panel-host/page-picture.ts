/**
 * A part of the page as one SVG that needs nothing else: header, drawing and legend as they stand. What style sheets gave each element
 * is written into it, canvases and frames become pictures, and fonts go along. For rasters: drawing programs know no `foreignObject`.
 */
import { dataUrl } from './data-url.ts';
import { escaped } from './svg-text.ts';

/** What decides where an element stands and how it looks. Lengths are those in use, so the copy lays out as the page did. */
const copied = [
  ...['display', 'position', 'top', 'right', 'bottom', 'left', 'float', 'box-sizing', 'width', 'height', 'z-index', 'order'],
  ...['min-width', 'min-height', 'max-width', 'max-height', 'margin', 'padding', 'border', 'border-top', 'border-right'],
  ...['border-bottom', 'border-left', 'border-radius', 'border-collapse', 'border-spacing', 'outline', 'outline-offset', 'box-shadow'],
  ...['background-color', 'background-image', 'background-position', 'background-size', 'background-repeat', 'background-clip'],
  ...['color', 'opacity', 'visibility', 'overflow', 'clip-path', 'filter', 'mix-blend-mode', 'object-fit', 'object-position'],
  ...['font-family', 'font-size', 'font-weight', 'font-style', 'font-variant-numeric', 'font-feature-settings', 'line-height'],
  ...['letter-spacing', 'word-spacing', 'text-align', 'text-decoration', 'text-indent', 'text-overflow', 'text-shadow', 'text-transform'],
  ...['white-space', 'word-break', 'overflow-wrap', 'vertical-align', 'direction', 'writing-mode', 'list-style', 'table-layout'],
  ...['flex-direction', 'flex-wrap', 'flex-grow', 'flex-shrink', 'flex-basis', 'align-items', 'align-self', 'align-content'],
  ...['justify-content', 'justify-items', 'justify-self', 'gap', 'grid-template-columns', 'grid-template-rows', 'grid-auto-flow'],
  ...['grid-auto-columns', 'grid-auto-rows', 'grid-column', 'grid-row', 'transform', 'transform-origin', 'translate', 'rotate', 'scale'],
  ...['-webkit-line-clamp', '-webkit-box-orient', 'fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-opacity'],
  ...['stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'text-anchor', 'dominant-baseline'],
] as const;

/** Of the page and not of the picture: what appears under the pointer, and what is only spoken. */
const leftOut = '.o-ptools, .o-ptip, .o-vh, [aria-live], script, style';

const xhtml = 'http://www.w3.org/1999/xhtml';

export interface PageParts {
  readonly background: string;
  /** Picture of what is drawn behind a wall: a frame shows its own document, which nobody else may read. */
  readonly framed?: string | null;
  /** Drawings in place of the pixels of canvases: sharp at every size. */
  readonly painted?: ReadonlyMap<HTMLCanvasElement, string | null>;
}

export async function pageAsSvg(element: HTMLElement, { background, framed = null, painted }: PageParts): Promise<string> {
  const { width, height } = element.getBoundingClientRect();
  const copy = element.cloneNode(false) as HTMLElement;
  const drawings: string[] = [];
  copyInto(element, copy, (of) => {
    const drawing = of instanceof HTMLCanvasElement && painted?.get(of);
    if (drawing) return drawn(of, drawings.push(drawing) - 1);
    const image = of.ownerDocument.createElement('img');
    const url = of instanceof HTMLCanvasElement ? of.toDataURL('image/png') : framed;
    if (url) image.src = url;
    return image;
  });
  Object.assign(copy.style, { margin: '0', position: 'static', width: `${width}px`, height: `${height}px` });
  const pictures = [...copy.querySelectorAll('img')];
  await Promise.all(pictures.map(carry));
  copy.setAttribute('xmlns', xhtml);
  const markup = new XMLSerializer().serializeToString(copy).replace(mark, (_, index: string) => drawings[Number(index)] ?? '');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<style>${escaped(await fontsOf(element))}</style>`,
    `<rect width="100%" height="100%" fill="${escaped(background)}"/>`,
    `<foreignObject width="100%" height="100%">${markup}</foreignObject></svg>`,
  ].join('');
}

type PictureOf = (element: HTMLCanvasElement | HTMLIFrameElement) => Element;

function copyInto(from: Element, to: Element, picture: PictureOf): void {
  const look = getComputedStyle(from);
  const style = (to as HTMLElement).style;
  style.cssText = '';
  for (const name of copied) {
    const value = look.getPropertyValue(name);
    if (value) style.setProperty(name, value);
  }
  style.setProperty('transition', 'none');
  to.removeAttribute('class');
  to.removeAttribute('id');
  if (from instanceof HTMLInputElement) to.setAttribute('value', from.value);
  const [left, top] = [from.scrollLeft, from.scrollTop];
  pseudo(from, to, '::before');
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) to.append(child.cloneNode());
    if (!(child instanceof Element) || child.matches(leftOut)) continue;
    const isPicture = child instanceof HTMLCanvasElement || child instanceof HTMLIFrameElement;
    const one = (isPicture ? picture(child) : child.cloneNode(false)) as HTMLElement;
    to.append(one);
    copyInto(child, one, picture);
    // A copy does not scroll: its content is moved instead.
    if ((left || top) && getComputedStyle(child).position !== 'sticky') one.style.setProperty('translate', `${-left}px ${-top}px`);
  }
  pseudo(from, to, '::after');
}

/** Stands in a copy where the text of a drawing goes: a page may make no elements of text. */
const mark = /\ue000(\d+)\ue000/g;

function drawn(canvas: HTMLCanvasElement, index: number): SVGSVGElement {
  const svg = canvas.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', `0 0 ${canvas.width} ${canvas.height}`);
  svg.textContent = `\ue000${index}\ue000`;
  return svg;
}

function pseudo(from: Element, to: Element, name: '::before' | '::after'): void {
  const look = getComputedStyle(from, name);
  const content = look.content;
  if (content === 'none' || content === 'normal' || !(from instanceof HTMLElement)) return;
  const one = from.ownerDocument.createElement('span');
  for (const property of copied) one.style.setProperty(property, look.getPropertyValue(property));
  one.textContent = /^"(.*)"$/s.exec(content)?.[1] ?? '';
  to.append(one);
}

/** Bytes of a picture of the page, which the file must not ask anybody for. One that cannot be read is left out. */
async function carry(image: HTMLImageElement): Promise<void> {
  const source = image.getAttribute('src');
  if (!source || source.startsWith('data:')) return;
  const url = await dataUrl(source).catch(() => null);
  if (url === null) image.removeAttribute('src');
  else image.setAttribute('src', url);
}

/** The fonts that are in use, as style sheets name them. */
async function fontsOf(element: Element): Promise<string> {
  const used = new Set<string>();
  for (const each of [element, ...element.querySelectorAll('*')]) used.add(getComputedStyle(each).fontFamily);
  const families = [...used].join();
  const rules: CSSFontFaceRule[] = [];
  for (const sheet of element.ownerDocument.styleSheets) {
    try {
      for (const rule of sheet.cssRules) if (rule instanceof CSSFontFaceRule) rules.push(rule);
    } catch {
      // A sheet of another origin is nobody's to read.
    }
  }
  const texts = rules
    .filter(({ style }) => families.includes(style.getPropertyValue('font-family').replace(/^["']|["']$/g, '')))
    .map(async ({ cssText, parentStyleSheet }) => {
      const source = /url\("?([^")]+)"?\)/.exec(cssText);
      if (!source?.[1]) return cssText;
      const address = new URL(source[1], parentStyleSheet?.href ?? element.ownerDocument.baseURI);
      return cssText.replace(source[0], `url("${await dataUrl(address.href)}")`);
    });
  return (await Promise.all(texts.map((text) => text.catch(() => '')))).join('\n');
}
