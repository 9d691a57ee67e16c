/** Variables in PromQL: `$node` and `[$__rate_interval]` are no PromQL until they are filled in, and still have to be parsed. */
const pattern = /\$\{[^}]+\}|\[\[\w+(?::\w+)?\]\]|\$\w+/g;

export interface Stood {
  /** The text with stand-ins of the right kind. */
  readonly text: string;
  /** A piece of it, with the variables back in place. */
  restore(piece: string): string;
}

export function standIn(text: string): Stood {
  const names: string[] = [];
  const pieces = piecesOf(text).map(({ piece, quoted }) =>
    quoted
      ? piece
      : piece.replace(pattern, (name: string, ...rest) => {
          const before = piece.slice(0, rest.find((one) => typeof one === 'number') as number);
          names.push(name);
          const index = names.length - 1;
          return durationFollows.test(before) ? `${durationBase + index}ms` : `__v${index}v__`;
        }),
  );
  return {
    text: pieces.join(''),
    restore: (piece) =>
      piece
        .replace(/__v(\d+)v__/g, (whole, index: string) => names[Number(index)] ?? whole)
        .replace(/\b(9\d{11})ms\b/g, (whole, number: string) => names[Number(number) - durationBase] ?? whole),
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

/** Without white space outside of quotes: texts that are the same after it mean the same. */
export function normalised(text: string): string {
  return piecesOf(text)
    .map(({ piece, quoted }) => (quoted ? piece : piece.replace(/\s+/g, '')))
    .join('');
}
