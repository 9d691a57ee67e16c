/** RSS, RDF and Atom to entries of plain text. A feed is a stranger's: its markup is read for words, never kept. Pure. */
import { parseFeed, Parser } from 'htmlparser2';

export interface Entry {
  readonly title: string;
  readonly link: string;
  /** Epoch ms; null where the feed says nothing that is a date. */
  readonly date: number | null;
  readonly text: string;
  readonly picture?: string;
}
const mostEntries = 100;
const mostText = 600;

/** Undefined for what is no feed. */
export function readFeed(source: string): Entry[] | undefined {
  const feed = parseFeed(source);
  if (!feed) return;
  return feed.items.slice(0, mostEntries).map(({ title, link, pubDate, description, media }) => {
    const shown = readWords(description ?? '');
    const picture = media?.find(({ medium, url }) => url && (medium === undefined || medium === 'image'))?.url ?? shown.picture;
    const date = pubDate?.getTime() ?? Number.NaN;
    return {
      title: readWords(title ?? '').text.slice(0, 300),
      link: link ?? '',
      date: Number.isNaN(date) ? null : date,
      text: shown.text.slice(0, mostText),
      ...(picture && { picture }),
    };
  });
}

/** The words of a piece of HTML, and the first picture in it. */
function readWords(html: string): { readonly text: string; readonly picture: string | undefined } {
  let text = '';
  let picture: string | undefined;
  let silent = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'script' || name === 'style') silent++;
        if (name === 'img') picture ??= attributes.src;
        if (/^(p|br|div|li|h[1-6]|tr)$/.test(name)) text += ' ';
      },
      onclosetag(name) {
        if (name === 'script' || name === 'style') silent--;
      },
      ontext(words) {
        if (silent === 0) text += words;
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return { text: text.replace(/\s+/g, ' ').trim(), picture };
}
