/** HTML as a stream of tags and texts. What is a script, a style or a comment is not in it. */
import { decodeEntities } from './entities.ts';

export type Piece =
  | { readonly type: 'open'; readonly tag: string; readonly attributes: Readonly<Record<string, string>> }
  | { readonly type: 'close'; readonly tag: string }
  | { readonly type: 'text'; readonly text: string };

/** What is in these is no text for people, or belongs to another language. */
const swallowed = new Set([
  ...['script', 'style', 'template', 'noscript', 'noembed', 'noframes', 'iframe', 'frame', 'frameset', 'object', 'embed', 'applet'],
  ...['svg', 'math', 'title', 'head', 'textarea', 'select', 'xmp', 'plaintext', 'audio', 'video', 'canvas', 'portal', 'fencedframe'],
]);
const empty = new Set(['frame', 'embed']);
const tagStart = /<(\/?)([a-zA-Z][^\s/>]*)/y;
const attribute = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/y;
const mostAttributes = 50;

export function* readHtml(html: string): Generator<Piece> {
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf('<', at);
    if (next < 0) return yield { type: 'text', text: decodeEntities(html.slice(at)) };
    if (next > at) yield { type: 'text', text: decodeEntities(html.slice(at, next)) };
    if (html.startsWith('<!--', next)) {
      const end = html.indexOf('-->', next + 4);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    if (html[next + 1] === '!' || html[next + 1] === '?') {
      const end = html.indexOf('>', next);
      at = end < 0 ? html.length : end + 1;
      continue;
    }
    tagStart.lastIndex = next;
    const start = tagStart.exec(html);
    if (!start) {
      yield { type: 'text', text: '<' };
      at = next + 1;
      continue;
    }
    const tag = start[2]!.toLowerCase();
    const { attributes, end } = readAttributes(html, tagStart.lastIndex);
    at = end;
    if (start[1]) yield { type: 'close', tag };
    else if (!swallowed.has(tag)) yield { type: 'open', tag, attributes };
    else if (!empty.has(tag)) at = afterClosing(html, tag, end);
  }
}

function readAttributes(html: string, from: number): { attributes: Record<string, string>; end: number } {
  const attributes: Record<string, string> = Object.create(null);
  let at = from;
  for (let count = 0; ; count++) {
    attribute.lastIndex = at;
    const found = attribute.exec(html);
    if (!found) break;
    at = attribute.lastIndex;
    const name = found[1]!.toLowerCase();
    if (count < mostAttributes && !(name in attributes)) attributes[name] = decodeEntities(found[2] ?? found[3] ?? found[4] ?? '');
  }
  const close = html.indexOf('>', at);
  return { attributes, end: close < 0 ? html.length : close + 1 };
}

/** Behind the closing tag that fits; nested ones of the same name are counted. */
function afterClosing(html: string, tag: string, from: number): number {
  const same = new RegExp(`<(/?)${tag}(?=[\\s/>])[^>]*>?`, 'gi');
  same.lastIndex = from;
  let open = 1;
  for (let found = same.exec(html); found; found = same.exec(html)) {
    open += found[1] ? -1 : 1;
    if (open === 0) return same.lastIndex;
  }
  return html.length;
}
