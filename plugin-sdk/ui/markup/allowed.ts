/** The allow list: which elements, attributes and styles may be made from a text. Everything else is not made. */
import { isFollowed, isShown } from '@orrery/plugin-sdk/ui';

const tags = new Set(
  (
    'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption ' +
    'figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strike strong ' +
    'sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr input'
  ).split(' '),
);
export const voidTags = new Set(['br', 'col', 'hr', 'img', 'input', 'wbr']);

const everywhere = new Set([
  'title',
  'lang',
  'dir',
  'align',
  'valign',
  'width',
  'height',
  'bgcolor',
  'color',
  'colspan',
  'rowspan',
  'scope',
  'start',
  'reversed',
  'open',
  'datetime',
  'alt',
]);
const properties = new Set(
  (
    'align-items background background-color border border-bottom border-collapse border-color border-left border-radius border-right border-spacing ' +
    'border-style border-top border-width box-sizing color column-count column-gap columns display flex flex-basis flex-direction flex-flow flex-grow ' +
    'flex-shrink flex-wrap float clear font font-family font-size font-style font-variant font-weight gap grid-column grid-gap grid-row ' +
    'grid-template-columns grid-template-rows height justify-content justify-items letter-spacing line-height list-style list-style-type margin ' +
    'margin-bottom margin-left margin-right margin-top max-height max-width min-height min-width opacity overflow overflow-x overflow-y padding ' +
    'padding-bottom padding-left padding-right padding-top row-gap table-layout text-align text-decoration text-indent text-overflow text-transform ' +
    'vertical-align visibility white-space width word-break word-spacing overflow-wrap'
  ).split(' '),
);
/** Nothing that loads, computes from elsewhere, or leaves the panel. */
const refused = /url\s*\(|image|expression|element\s*\(|attr\s*\(|var\s*\(|env\s*\(|@|\\|<|behavior|javascript:/i;

export interface AllowedElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | boolean>>;
  readonly style: Readonly<Record<string, string>>;
  /** Address of an image that is not loaded but linked. */
  readonly elsewhere?: string;
}

/** Undefined: the element is not made, what is in it stands where it stood. */
export function allowed(tag: string, attributes: Readonly<Record<string, string>>, origin: string): AllowedElement | undefined {
  if (!tags.has(tag)) return;
  if (tag === 'input') return checkbox(attributes);
  const kept: Record<string, string | boolean> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (!everywhere.has(name) || (name === 'alt' && tag !== 'img')) continue;
    kept[name] = name === 'open' || name === 'reversed' ? true : value;
  }
  let style = styleOf(attributes.style ?? '');
  if (tag === 'font' && attributes.face) style = { 'font-family': attributes.face, ...style };
  if (tag === 'a' && attributes.href !== undefined && isFollowed(attributes.href)) {
    kept.href = attributes.href.trim();
    if (attributes.target === '_blank' || isForeign(attributes.href, origin)) {
      kept.target = '_blank';
      kept.rel = 'noopener noreferrer';
    }
  }
  if (tag !== 'img') return { tag, attributes: kept, style };
  const source = attributes.src ?? '';
  if (isShown(source, origin))
    return { tag, style, attributes: { alt: '', ...kept, src: source, loading: 'lazy', referrerpolicy: 'no-referrer' } };
  return { tag: 'span', style: {}, attributes: { ...(kept.title && { title: kept.title }) }, elsewhere: isFollowed(source) ? source : '' };
}

/** Only the ticks of task lists. */
function checkbox({ type, checked }: Readonly<Record<string, string>>): AllowedElement | undefined {
  if (type !== 'checkbox') return;
  return { tag: 'input', style: {}, attributes: { type: 'checkbox', disabled: true, ...(checked !== undefined && { checked: true }) } };
}

function isForeign(address: string, origin: string): boolean {
  try {
    return new URL(address, origin).origin !== origin;
  } catch {
    return true;
  }
}

export function styleOf(text: string): Record<string, string> {
  const style: Record<string, string> = {};
  for (const declaration of text.split(';').slice(0, 60)) {
    const colon = declaration.indexOf(':');
    const name = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (colon > 0 && properties.has(name) && value !== '' && value.length <= 200 && !refused.test(value)) style[name] = value;
  }
  return style;
}
