/** A line taken apart for reading: what was searched for, and what looks like a key, a text, a number or a level. Pure. */
import { levelNamed } from './levels.ts';

export interface Token {
  readonly text: string;
  readonly kind?: 'key' | 'string' | 'number' | 'level' | 'found';
}

/** What terminals take for colours. */
const escapes = /\u001b\[[0-9;]*[A-Za-z]/g;
/** Longer ones are shown to here; the details have all of it. */
const longest = 20_000;

export function plainLine(text: string): string {
  const whole = text.includes('\u001b') ? text.replace(escapes, '') : text;
  return whole.length > longest ? `${whole.slice(0, longest)}…` : whole;
}

/** JSON on several lines, whatever else as it is. */
export function pretty(text: string): string {
  const start = text.trimStart()[0];
  if (start !== '{' && start !== '[') return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const parts =
  /(?<key>"[^"\\]{1,80}"(?=\s*:)|[A-Za-z_][\w.-]{0,80}(?==))|(?<string>"(?:[^"\\]|\\.)*")|(?<number>(?<![\w.])-?\d+(?:\.\d+)?(?:[a-zA-Zµ]{1,3})?(?![\w.]))|(?<word>\b[A-Za-z]{3,13}\b)/g;

export function tokensOf(text: string, words: readonly string[], highlight: boolean): Token[] {
  const plain = highlight ? syntax(text) : [{ text }];
  const pattern = wordsPattern(words);
  return pattern ? plain.flatMap((token) => marked(token, pattern)) : plain;
}

function syntax(text: string): Token[] {
  const tokens: Token[] = [];
  let done = 0;
  for (const match of text.matchAll(parts)) {
    const { key, string, number, word } = match.groups!;
    const kind = key ? 'key' : string ? 'string' : number ? 'number' : word && levelNamed(word) ? 'level' : undefined;
    if (!kind) continue;
    if (match.index > done) tokens.push({ text: text.slice(done, match.index) });
    tokens.push({ text: match[0], kind });
    done = match.index + match[0].length;
  }
  if (done < text.length) tokens.push({ text: text.slice(done) });
  return tokens;
}

/** Words are expressions, as queries have them; one that is none is looked for as it stands. */
function wordsPattern(words: readonly string[]): RegExp | undefined {
  const sources = words.filter(Boolean).map((word) => {
    try {
      new RegExp(word);
      return word;
    } catch {
      return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    }
  });
  return sources.length > 0 ? new RegExp(sources.map((source) => `(?:${source})`).join('|'), 'gi') : undefined;
}

function marked(token: Token, pattern: RegExp): Token[] {
  const tokens: Token[] = [];
  let done = 0;
  for (const match of token.text.matchAll(pattern)) {
    if (match[0] === '') continue;
    if (match.index > done) tokens.push({ ...token, text: token.text.slice(done, match.index) });
    tokens.push({ text: match[0], kind: 'found' });
    done = match.index + match[0].length;
  }
  return done === 0 ? [token] : [...tokens, ...(done < token.text.length ? [{ ...token, text: token.text.slice(done) }] : [])];
}
