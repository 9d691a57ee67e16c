/** Markdown as the same stream of tags and texts that HTML is read into: one tree, one allow list for both. */
import { Lexer, type Token, type Tokens } from 'marked';
import { decodeEntities } from './entities.ts';
import { type Piece, readHtml } from './read.ts';

export function readMarkdown(text: string): Piece[] {
  return blocks(new Lexer({ gfm: true, pedantic: false }).lex(text));
}

function blocks(tokens: readonly Token[]): Piece[] {
  return tokens.flatMap(pieces);
}

function within(tag: string, inside: readonly Piece[], attributes: Readonly<Record<string, string>> = {}): Piece[] {
  return [{ type: 'open', tag, attributes }, ...inside, { type: 'close', tag }];
}
const written = (text: string): Piece[] => [{ type: 'text', text: decodeEntities(text) }];

function pieces(token: Token): Piece[] {
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'heading':
      return within(`h${(token as Tokens.Heading).depth}`, blocks(token.tokens ?? []));
    case 'paragraph':
      return within('p', blocks(token.tokens ?? []));
    case 'code':
      return within('pre', within('code', [{ type: 'text', text: (token as Tokens.Code).text }]));
    case 'blockquote':
    case 'strong':
    case 'em':
    case 'del':
      return within(token.type, blocks(token.tokens ?? []));
    case 'hr':
    case 'br':
      return [{ type: 'open', tag: token.type, attributes: {} }];
    case 'list':
      return list(token as Tokens.List);
    case 'table':
      return table(token as Tokens.Table);
    case 'checkbox':
      return [{ type: 'open', tag: 'input', attributes: { type: 'checkbox', ...((token as Tokens.Checkbox).checked && { checked: '' }) } }];
    case 'html':
    case 'tag':
      return [...readHtml(token.raw)];
    case 'codespan':
      return within('code', [{ type: 'text', text: (token as Tokens.Codespan).text }]);
    case 'escape':
      return [{ type: 'text', text: (token as Tokens.Escape).text }];
    case 'link':
      return link(token as Tokens.Link);
    case 'image': {
      const { href, text, title } = token as Tokens.Image;
      return [{ type: 'open', tag: 'img', attributes: { src: decodeEntities(href), alt: decodeEntities(text), ...(title && { title }) } }];
    }
    case 'text':
      return token.tokens ? blocks(token.tokens) : written((token as Tokens.Text).text);
    default:
      return written(token.raw);
  }
}

function list({ ordered, start, items }: Tokens.List): Piece[] {
  const from: Record<string, string> = ordered && typeof start === 'number' && start !== 1 ? { start: String(start) } : {};
  return within(
    ordered ? 'ol' : 'ul',
    items.flatMap(({ tokens }) => within('li', blocks(tokens))),
    from,
  );
}

function table({ header, rows, align }: Tokens.Table): Piece[] {
  const row = (cells: readonly Tokens.TableCell[], tag: string): Piece[] =>
    within(
      'tr',
      cells.flatMap(({ tokens }, column) => within(tag, blocks(tokens), align[column] ? { align: align[column] } : {})),
    );
  return within('table', [
    ...within('thead', row(header, 'th')),
    ...within(
      'tbody',
      rows.flatMap((cells) => row(cells, 'td')),
    ),
  ]);
}

function link({ href, title, tokens }: Tokens.Link): Piece[] {
  return within('a', blocks(tokens), { href: decodeEntities(href), ...(title && { title: decodeEntities(title) }) });
}
