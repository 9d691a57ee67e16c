/** Colours for code: comments, texts, numbers, words of the language. A few expressions a language, no grammar. */
export type Kind = 'comment' | 'string' | 'number' | 'word' | 'name' | 'plain';
export interface Stretch {
  readonly kind: Kind;
  readonly text: string;
}

const doubleQuoted = String.raw`"(?:[^"\\\n]|\\.)*"?`;
const singleQuoted = String.raw`'(?:[^'\\\n]|\\.)*'?`;
const number = String.raw`\b-?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?\b`;
const words = (list: string): string => `\\b(?:${list.split(' ').join('|')})\\b`;

/** Alternatives in the order they are tried, each with its kind. */
const languages: Readonly<Record<string, readonly (readonly [Kind, string])[]>> = {
  go: [
    ['comment', String.raw`//[^\n]*|/\*[\s\S]*?(?:\*/|$)`],
    ['string', `${doubleQuoted}|\`[^\`]*\`?|${singleQuoted}`],
    [
      'word',
      words(
        'break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var nil true false iota',
      ),
    ],
    ['number', number],
  ],
  typescript: [
    ['comment', String.raw`//[^\n]*|/\*[\s\S]*?(?:\*/|$)`],
    ['string', `${doubleQuoted}|${singleQuoted}|\`(?:[^\`\\\\]|\\\\.)*\`?`],
    [
      'word',
      words(
        'abstract as async await break case catch class const continue default delete do else enum export extends false finally for from function if implements import in instanceof interface let new null of private protected public readonly return static super switch this throw true try type typeof undefined var void while yield',
      ),
    ],
    ['number', number],
  ],
  json: [
    ['name', String.raw`"(?:[^"\\\n]|\\.)*"(?=\s*:)`],
    ['string', doubleQuoted],
    ['word', words('true false null')],
    ['number', number],
  ],
  sql: [
    ['comment', String.raw`--[^\n]*|/\*[\s\S]*?(?:\*/|$)`],
    ['string', `'(?:[^']|'')*'?`],
    [
      'word',
      words(
        'add all alter and any as asc begin between by case cast check column commit constraint create cross cube database default delete desc distinct drop else end except exists false from full group having if in index inner insert intersect interval into is join key lateral left like limit not null offset on or order outer over partition primary recursive references returning right rollback rollup select set table then to true truncate union unique update using values view when where window with',
      ),
    ],
    ['number', number],
  ],
  yaml: [
    ['comment', String.raw`#[^\n]*`],
    ['name', String.raw`[\w./-]+(?=\s*:(?:\s|$))`],
    ['string', `${doubleQuoted}|'(?:[^']|'')*'?`],
    ['word', words('true false null yes no on off')],
    ['number', number],
  ],
  xml: [
    ['comment', String.raw`<!--[\s\S]*?(?:-->|$)`],
    ['word', String.raw`</?[\w:.-]+|/?>`],
    ['name', String.raw`[\w:.-]+(?==)`],
    ['string', `${doubleQuoted}|${singleQuoted}`],
  ],
  markdown: [
    ['word', String.raw`^#{1,6} [^\n]*`],
    ['string', '`[^`\\n]+`'],
    ['name', String.raw`\[[^\]\n]*\]\([^)\n]*\)`],
    ['number', String.raw`^\s*(?:[-*+]|\d+\.)(?= )`],
  ],
};
const aliases: Readonly<Record<string, string>> = { html: 'xml' };

/** Lines of stretches. A stretch that goes over several lines is cut at their ends. */
export function highlight(code: string, language: string): Stretch[][] {
  const rules = languages[aliases[language] ?? language] ?? [];
  const lines: Stretch[][] = [[]];
  const add = (kind: Kind, text: string): void => {
    text.split('\n').forEach((part, index) => {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)!.push({ kind, text: part });
    });
  };
  if (rules.length === 0) {
    add('plain', code);
    return lines;
  }
  const pattern = new RegExp(rules.map(([, source]) => `(${source})`).join('|'), language === 'sql' ? 'gim' : 'gm');
  let at = 0;
  for (const found of code.matchAll(pattern)) {
    if (found.index > at) add('plain', code.slice(at, found.index));
    const rule = found.slice(1).findIndex((group) => group !== undefined);
    add(rules[rule]?.[0] ?? 'plain', found[0]);
    at = found.index + found[0].length;
  }
  add('plain', code.slice(at));
  return lines;
}
