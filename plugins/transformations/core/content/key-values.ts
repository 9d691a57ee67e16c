/**
 * Pairs in a line: `a=b`, `c: d`, `"key" = 'a value'`, with or without marks between them. A word alone is a key without a value. Read mark by
 * mark; a backslash takes the meaning off the next one.
 */
const separators = new Set([',', ';', '&', '{', '}']);
const spaces = new Set([' ', '\t', '\r', '\n']);

export function keyValuePairs(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  let key = '';
  let word = '';
  let quote = '';
  const lonely = (): void => {
    pairs.set(word, '');
    word = '';
  };
  for (let at = 0; at < text.length; at++) {
    let mark = text[at]!;
    if (quote && mark === quote) {
      quote = '';
      mark = text[++at] ?? '';
    }
    if (mark === '\\') {
      word += text[++at] ?? '';
      continue;
    }
    if (quote) {
      word += mark;
      continue;
    }
    const isQuote = mark === '"' || mark === "'";
    if (isQuote) quote = mark;
    if (mark === ':' || mark === '=') {
      if (!word) continue;
      if (key) pairs.set(key, '');
      key = word;
      word = '';
    } else if (isQuote || spaces.has(mark) || separators.has(mark)) {
      if (!separators.has(mark) && word && !key) lonely();
      if (!word) continue;
      if (key) {
        pairs.set(key, word);
        key = '';
      } else key = word;
      word = '';
    } else {
      word += mark;
      if (at === text.length - 1 && !key && word) lonely();
    }
  }
  if (key) pairs.set(key, word);
  return pairs;
}
