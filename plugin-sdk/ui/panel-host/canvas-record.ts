/**
 * What a panel paints on its canvases, as elements of an SVG. The methods of canvases are listened to while the panel paints once more,
 * so that panels need no second way of drawing. Pictures that are drawn in stay pictures; pixels that are put in have no elements: such a
 * canvas has no drawing.
 */
import { toldPath } from '../known-path.ts';
import { escaped, pathText, round } from './svg-text.ts';

type Context = CanvasRenderingContext2D;
interface Gradient {
  readonly tag: string;
  readonly place: Readonly<Record<string, number>>;
  readonly stops: (readonly [at: number, color: string])[];
}

/** The canvases of `surface` that were painted meanwhile; null for one with pixels in it. */
export async function recorded(surface: HTMLElement, paint: () => void): Promise<Map<HTMLCanvasElement, string | null>> {
  const records = new Map<HTMLCanvasElement, Recording>();
  const gradients = new WeakMap<CanvasGradient, Gradient>();
  let ids = 0;
  const of = (context: Context): Recording | undefined => {
    const { canvas } = context;
    if (!(canvas instanceof HTMLCanvasElement) || !surface.contains(canvas)) return;
    let found = records.get(canvas);
    if (!found) {
      found = new Recording(context, gradients, () => `part-${++ids}`);
      records.set(canvas, found);
    }
    return found;
  };
  const life = new DisposableStack();
  const listen = <Name extends keyof Context>(name: Name, heard: (record: Recording, ...args: never[]) => void): void => {
    const prototype = CanvasRenderingContext2D.prototype;
    const original = prototype[name] as (...args: never[]) => unknown;
    prototype[name] = function (this: Context, ...args: never[]) {
      const record = of(this);
      if (record) heard(record, ...args);
      return original.apply(this, args);
    } as Context[Name];
    life.defer(() => {
      prototype[name] = original as Context[Name];
    });
  };
  try {
    for (const name of ['moveTo', 'lineTo', 'rect', 'arc', 'bezierCurveTo', 'quadraticCurveTo', 'closePath', 'roundRect'] as const)
      listen(name, (record, ...args: number[]) => record.path.push(pathText(name, args, record.path.length === 0)));
    for (const name of ['ellipse', 'arcTo', 'putImageData'] as const)
      listen(name, (record) => {
        record.pixels = true;
      });
    listen('drawImage', (record, ...args) => record.image(...(args as unknown as [CanvasImageSource, ...number[]])));
    listen('beginPath', (record) => record.path.splice(0));
    listen('fill', (record, ...args) => record.shape('fill', ...args));
    listen('stroke', (record, ...args) => record.shape('stroke', ...args));
    listen('clip', (record, ...args) => record.clip(...args));
    listen('save', (record) => record.save());
    listen('restore', (record) => record.restore());
    listen('clearRect', (record, ...args) => record.clear(...(args as unknown as [number, number, number, number])));
    listen('fillRect', (record, ...args) => record.box('fill', args));
    listen('strokeRect', (record, ...args) => record.box('stroke', args));
    listen('fillText', (record, ...args) => record.text('fill', ...(args as unknown as [string, number, number])));
    listen('strokeText', (record, ...args) => record.text('stroke', ...(args as unknown as [string, number, number])));
    life.defer(rememberGradients(gradients));
    life.defer(rememberPaths());
    paint();
    // Charts paint when what changed in one turn is known.
    await new Promise((done) => requestAnimationFrame(() => done(undefined)));
  } finally {
    life.dispose();
  }
  return new Map([...records].map(([canvas, record]) => [canvas, record.pixels ? null : record.end()]));
}

const paths = new WeakMap<Path2D, string[]>();
/** While paths tell what they are made of, the global one is another: those of before are none of it. */
const AnyPath = globalThis.Path2D;

/** Paths tell what they are made of, which a browser does not. */
function rememberPaths(): () => void {
  const Original = globalThis.Path2D;
  globalThis.Path2D = class extends Original {
    constructor(from?: Path2D | string) {
      super(from as Path2D);
      paths.set(this, typeof from === 'string' ? [from] : [...((from && paths.get(from)) ?? [])]);
    }
  };
  const prototype = globalThis.Path2D.prototype;
  for (const name of ['moveTo', 'lineTo', 'rect', 'arc', 'bezierCurveTo', 'quadraticCurveTo', 'closePath', 'roundRect'] as const) {
    const original = Original.prototype[name] as (...args: number[]) => void;
    prototype[name] = function (this: Path2D, ...args: number[]) {
      const own = paths.get(this);
      own?.push(pathText(name, args, own.length === 0));
      original.apply(this, args);
    } as never;
  }
  return () => {
    globalThis.Path2D = Original;
  };
}

function rememberGradients(gradients: WeakMap<CanvasGradient, Gradient>): () => void {
  const prototype = CanvasRenderingContext2D.prototype;
  const { createLinearGradient, createRadialGradient } = prototype;
  const { addColorStop } = CanvasGradient.prototype;
  prototype.createLinearGradient = function (x1, y1, x2, y2) {
    const made = createLinearGradient.call(this, x1, y1, x2, y2);
    gradients.set(made, { tag: 'linearGradient', place: { x1, y1, x2, y2 }, stops: [] });
    return made;
  };
  prototype.createRadialGradient = function (fx, fy, fr, cx, cy, r) {
    const made = createRadialGradient.call(this, fx, fy, fr, cx, cy, r);
    gradients.set(made, { tag: 'radialGradient', place: { fx, fy, fr, cx, cy, r }, stops: [] });
    return made;
  };
  CanvasGradient.prototype.addColorStop = function (at, color) {
    gradients.get(this)?.stops.push([at, color]);
    addColorStop.call(this, at, color);
  };
  return () => {
    Object.assign(prototype, { createLinearGradient, createRadialGradient });
    CanvasGradient.prototype.addColorStop = addColorStop;
  };
}

class Recording {
  readonly path: string[] = [];
  pixels = false;
  private readonly context: Context;
  private readonly gradients: WeakMap<CanvasGradient, Gradient>;
  private readonly id: () => string;
  private out: string[] = [];
  /** Clips that are open at each level of `save`. */
  private readonly open: number[] = [0];

  constructor(context: Context, gradients: WeakMap<CanvasGradient, Gradient>, id: () => string) {
    this.context = context;
    this.gradients = gradients;
    this.id = id;
  }

  save(): void {
    this.open.push(0);
  }
  restore(): void {
    if (this.open.length > 1) this.out.push('</g>'.repeat(this.open.pop() ?? 0));
  }
  clear(x: number, y: number, width: number, height: number): void {
    const { canvas } = this.context;
    if (x <= 0 && y <= 0 && width >= canvas.width && height >= canvas.height && this.open.every((clips) => clips === 0)) this.out = [];
  }
  shape(kind: 'fill' | 'stroke', ...args: readonly unknown[]): void {
    const d = this.of(args);
    if (d === '') return;
    const rule = kind === 'fill' && args.includes('evenodd') ? ' fill-rule="evenodd"' : '';
    this.out.push(`<path d="${d}"${rule}${this.transform()}${kind === 'fill' ? this.fill() : this.stroke()}/>`);
  }
  box(kind: 'fill' | 'stroke', [x, y, width, height]: readonly number[]): void {
    this.out.push(
      `<path d="${pathText('rect', [x!, y!, width!, height!], true)}"${this.transform()}${kind === 'fill' ? this.fill() : this.stroke()}/>`,
    );
  }
  clip(...args: readonly unknown[]): void {
    const id = this.id();
    const rule = args.includes('evenodd') ? ' clip-rule="evenodd"' : '';
    this.out.push(
      `<clipPath id="${id}"><path d="${this.of(args) || 'M0 0'}"${rule}${this.transform()}/></clipPath><g clip-path="url(#${id})">`,
    );
    this.open[this.open.length - 1] = (this.open.at(-1) ?? 0) + 1;
  }
  text(kind: 'fill' | 'stroke', text: string, x: number, y: number): void {
    if (!text.trim()) return;
    const { font, textAlign, textBaseline } = this.context;
    const [, style = '', weight = '400', px = '12', family = 'sans-serif'] =
      /^(?:(italic|oblique)\s+)?(?:small-caps\s+)?(?:(\d+|bold|normal)\s+)?([\d.]+)px\s+(.+)$/.exec(font) ?? [];
    const size = Number(px);
    const down = { middle: 0.35, top: 0.9, hanging: 0.8, bottom: -0.2, ideographic: -0.15, alphabetic: 0 }[textBaseline] * size;
    const anchor = { left: 'start', start: 'start', center: 'middle', right: 'end', end: 'end' }[textAlign];
    const look = kind === 'fill' ? this.fill() : this.stroke();
    this.out.push(
      `<text x="${round(x)}" y="${round(y + down)}" text-anchor="${anchor}" font-family="${escaped(family)}" font-size="${size}" ` +
        `font-weight="${weight}"${style && ` font-style="${style}"`}${this.transform()}${look}>${escaped(text)}</text>`,
    );
  }
  /** A picture in the drawing stays one; whatever lies around it is drawn. */
  image(source: CanvasImageSource, ...place: readonly number[]): void {
    const url = pictureUrl(source, place);
    if (url === undefined) {
      this.pixels = true;
      return;
    }
    const [x, y, width, height] = place.length > 4 ? place.slice(4) : place;
    const size = sizeOf(source);
    this.out.push(
      `<image x="${round(x ?? 0)}" y="${round(y ?? 0)}" width="${round(width ?? size.width)}" height="${round(height ?? size.height)}" ` +
        `preserveAspectRatio="none"${this.transform()}${this.alpha()} href="${url}"/>`,
    );
  }
  end(): string {
    return this.out.join('') + '</g>'.repeat(this.open.reduce((sum, clips) => sum + clips, 0));
  }

  private of(args: readonly unknown[]): string {
    const given = args[0] instanceof AnyPath ? (toldPath(args[0]) ?? paths.get(args[0])) : this.path;
    // A path of before tells nothing.
    if (!given) this.pixels = true;
    return given?.join('') ?? '';
  }
  private transform(): string {
    const { a, b, c, d, e, f } = this.context.getTransform();
    return a === 1 && b === 0 && c === 0 && d === 1 && e === 0 && f === 0
      ? ''
      : ` transform="matrix(${[a, b, c, d, e, f].map((part) => Math.round(part * 10_000) / 10_000).join(' ')})"`;
  }
  private paint(style: string | CanvasGradient | CanvasPattern): string {
    if (typeof style === 'string') return escaped(style);
    const gradient = this.gradients.get(style as CanvasGradient);
    if (!gradient) {
      this.pixels = true;
      return 'none';
    }
    const id = this.id();
    const place = Object.entries(gradient.place).map(([name, value]) => ` ${name}="${round(value)}"`);
    const stops = [...gradient.stops]
      .sort(([one], [other]) => one - other)
      .map(([at, color]) => `<stop offset="${at}" stop-color="${escaped(color)}"/>`);
    this.out.push(`<${gradient.tag} id="${id}" gradientUnits="userSpaceOnUse"${place.join('')}>${stops.join('')}</${gradient.tag}>`);
    return `url(#${id})`;
  }
  private alpha(): string {
    const { globalAlpha } = this.context;
    return globalAlpha === 1 ? '' : ` opacity="${round(globalAlpha)}"`;
  }
  private fill(): string {
    return ` fill="${this.paint(this.context.fillStyle)}"${this.alpha()}`;
  }
  private stroke(): string {
    const { context } = this;
    const dash = context.getLineDash();
    return (
      ` fill="none" stroke="${this.paint(context.strokeStyle)}" stroke-width="${fine(context.lineWidth)}" stroke-linecap="${context.lineCap}"` +
      ` stroke-linejoin="${context.lineJoin}"${dash.length > 0 ? ` stroke-dasharray="${dash.map(fine).join(' ')}"` : ''}${this.alpha()}`
    );
  }
}

/** Lines of a drawing that is scaled are thin in its own units. */
function fine(width: number): number {
  return Number(width.toPrecision(4));
}

function sizeOf(source: CanvasImageSource): { width: number; height: number } {
  if (source instanceof HTMLImageElement) return { width: source.naturalWidth, height: source.naturalHeight };
  const { width, height } = source as { width: number; height: number };
  return { width, height };
}

/** The part of a picture that is drawn, as bytes. None of what the page may not read. */
function pictureUrl(source: CanvasImageSource, place: readonly number[]): string | undefined {
  const size = sizeOf(source);
  const [left, top, width, height] = place.length > 4 ? place : [0, 0, size.width, size.height];
  if (!width || !height) return;
  const canvas = Object.assign(document.createElement('canvas'), { width: Math.ceil(width), height: Math.ceil(height) });
  // Not listened to: it is in no panel.
  canvas.getContext('2d')?.drawImage(source, left ?? 0, top ?? 0, width, height, 0, 0, canvas.width, canvas.height);
  try {
    return canvas.toDataURL('image/png');
  } catch {
    return;
  }
}
