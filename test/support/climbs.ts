/**
 * Ways out of a folder in an address, systematically: each spelling of a dot, pure and mixed with another, by each spelling of a separator, in
 * several depths, to files that are there. What servers elsewhere took for `../` was always one of these, or two of them decoded one after the other.
 */
const dots = [
  '.', // as it is
  '%2e',
  '%2E',
  '%252e', // twice
  '%25252E', // three times
  '%c0%ae', // overlong, of two bytes
  '\u00c0\u00ae', // and those bytes as they are
  '%e0%80%ae', // of three
  '%f0%80%80%ae', // of four
  '%u002e', // as some servers write UTF-16
  '%00%2e', // UTF-16, big end first
  '%2e%00', // and last
  '%ef%bc%8e', // full width
  '%e2%80%a4', // one dot leader
  '%2%65', // an encoded digit
  '%2e%0d', // with a control character
  '.%20',
  '.%09',
];
const separators = [
  '/',
  '%2f',
  '%2F',
  '%252f',
  '%25252f',
  '\\',
  '%5c',
  '%255C',
  '%c0%af',
  '\u00c0\u00af',
  '%e0%80%af',
  '%c1%9c', // overlong backslash
  '%u2215',
  '%ef%bc%8f', // full width
  '%00/',
  ';/', // what some servers take for a parameter
  '//',
  '/./',
  '/%2e/',
];
const tails = [
  'canary.txt',
  'etc/passwd',
  'package.json',
  'MANIFEST.txt',
  'data/orrery.db',
  'canary.txt%00.svg',
  'canary.txt/.',
  'canary%2etxt',
];
const depths = [1, 2, 5, 12];
/** Not by climbing: drives, shares, other schemes, absolute paths. */
const starts = [
  '',
  '/',
  '%2f',
  '//',
  '%2f%2f',
  '\\\\',
  'c:/',
  'c:%5c',
  'C%3a%2f',
  'file:///',
  'file:%2f%2f%2f',
  '~/',
  '%7e%2f',
  '.../',
  '....//',
  '..;/',
  '%3f/',
  '%23/',
  '$HOME/',
  '${HOME}/',
];

/** Every climb twice, each time with another depth and another tail; then every start with every tail. Some 2 200. */
export function climbs(outside: string): readonly string[] {
  const ups = [...new Set(dots.flatMap((dot) => [dot + dot, `.${dot}`, `${dot}.`]))];
  let turn = 0;
  const next = <Value>(of: readonly Value[]): Value => of[turn % of.length] as Value;
  const climb = (up: string, separator: string): string => {
    turn++;
    return `${(up + separator).repeat(next(depths))}${next(tails)}`;
  };
  const pairs = ups.flatMap((up) => separators.map((separator) => [up, separator] as const));
  const first = pairs.map(([up, separator]) => climb(up, separator));
  turn++;
  const climbing = [...first, ...pairs.map(([up, separator]) => climb(up, separator))];
  const there = [...tails, outside, outside.slice(1), encodeURIComponent(outside)];
  return [...climbing, ...starts.flatMap((start) => there.map((tail) => start + tail))];
}
