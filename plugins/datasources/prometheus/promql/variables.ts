/** Variables in PromQL: `$node` and `[$__rate_interval]` are no PromQL until they are filled in, and still have to be parsed. */
const pattern = /\$\{[^}]+\}|\[\[\w+(?::\w+)?\]\]|\$\w+/g;

export interface Stood {
  /** The text with stand-ins of the right kind. */
  readonly text: string;
  /** A piece of it, with the variables back in place. */
  restore(piece: string): string;
  /** The offset in the text as written, of one in the text with stand-ins. */
  original(offset: number): number;
}

export function standIn(text: string): Stood {
  const names: string[] = [];
  const shifts: { readonly at: number; readonly by: number }[] = [];
  let out = '';
  for (const { piece, quoted } of piecesOf(text)) {
    if (quoted) {
      out += piece;
      continue;
    }
    let last = 0;
    for (const { 0: name, index } of piece.matchAll(pattern)) {
      const before = piece.slice(0, index);
      const standing = durationFollows.test(before) ? `${durationBase + names.length}ms` : `__v${names.length}v__`;
      names.push(name);
      out += piece.slice(last, index) + standing;
      last = index + name.length;
      shifts.push({ at: out.length, by: name.length - standing.length });
    }
    out += piece.slice(last);
  }
  return {
    text: out,
    restore: (piece) =>
      piece
        .replace(/__v(\d+)v__/g, (whole, index: string) => names[Number(index)] ?? whole)
        .replace(/\b(9\d{11})ms\b/g, (whole, number: string) => names[Number(number) - durationBase] ?? whole),
    original: (offset) =>
      Math.max(
        shifts.reduce((place, { at, by }) => (at <= offset ? place + by : place), offset),
        0,
      ),
  };
}

/** Where only a duration may stand: in brackets, and behind `offset`. */
const durationFollows = /(\[\s*|\[[^\]]*:\s*|\boffset\s+-?\s*)$/;
const durationBase = 900_000_000_000;

/** The text cut at its quoted parts. */
export function piecesOf(text: string): { readonly piece: string; readonly quoted: boolean }[] {
  const found: { piece: string; quoted: boolean }[] = [];
  let last = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g)) {
    if (match.index > last) found.push({ piece: text.slice(last, match.index), quoted: false });
    found.push({ piece: match[0], quoted: true });
    last = match.index + match[0].length;
  }
  if (last < text.length) found.push({ piece: text.slice(last), quoted: false });
  return found;
}

/** Without white space and commas behind the last of a list, outside of quotes: texts that are the same after it mean the same. */
export function normalised(text: string): string {
  return piecesOf(text)
    .map(({ piece, quoted }) => (quoted ? piece : piece.replace(/\s+/g, '').replace(/,(?=[)}])/g, '')))
    .join('');
}
