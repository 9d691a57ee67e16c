/** The known name that a mistyped one probably means: the one fewest letters away, if that is few. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const most = Math.max(2, Math.floor(word.length / 3));
  const apart = known.map((name) => ({ name, letters: distance(word.toLowerCase(), name.toLowerCase()) }));
  return apart.filter(({ letters }) => letters <= most).sort((a, b) => a.letters - b.letters)[0]?.name;
}

/** Letters to change, add or take away. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + Number(a[i - 1] !== b[j - 1])));
    row = next;
  }
  return row[b.length] as number;
}
