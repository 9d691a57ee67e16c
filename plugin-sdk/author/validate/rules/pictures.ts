/** Logo and screenshots: there, of the kind they say, and with nothing in them that runs. */
import type { Facts } from '../facts.ts';
import { error, type Finding, warning } from '../finding.ts';
import { lineOfPath } from '../source.ts';

const kinds: readonly (readonly [ending: RegExp, is: (bytes: Uint8Array) => boolean])[] = [
  [/\.svg$/i, (bytes) => /<svg[\s>]/.test(new TextDecoder().decode(bytes.subarray(0, 4096)))],
  [/\.png$/i, (bytes) => bytes[0] === 0x89 && bytes[1] === 0x50],
  [/\.jpe?g$/i, (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8],
  [/\.gif$/i, (bytes) => bytes[0] === 0x47 && bytes[1] === 0x49],
  [/\.webp$/i, (bytes) => bytes[8] === 0x57 && bytes[9] === 0x45],
];
const largest = 1 << 20;

export function pictureRules({ manifest: { info }, manifestSource, files }: Facts): Finding[] {
  const found: Finding[] = [];
  const { logos, screenshots = [] } = info;
  if (!logos)
    found.push(
      error(
        'picture/logo',
        'manifest.ts',
        'There is no logo.',
        "Add info.logos: { small: 'img/logo.svg', large: 'img/logo.svg' }.",
        lineOfPath(manifestSource, ['info']),
      ),
    );
  if (screenshots.length === 0 && files.has('module.js'))
    found.push(
      warning(
        'picture/none',
        'manifest.ts',
        'There is no picture of it: people choose what they can see.',
        'Add info.screenshots; `orrery plugin picture` draws panels.',
        lineOfPath(manifestSource, ['info']),
      ),
    );
  const named: [string, string, (string | number)[]][] = [
    ...Object.entries(logos ?? {}).map(([size, path]): [string, string, string[]] => [`The ${size} logo`, path, ['info', 'logos', size]]),
    ...screenshots.map(({ path }, index): [string, string, (string | number)[]] => [
      'The screenshot',
      path,
      ['info', 'screenshots', index],
    ]),
  ];
  for (const [what, path, place] of named) {
    const line = lineOfPath(manifestSource, place);
    if (/^[./]|:|\.\./.test(path)) {
      found.push(error('picture/path', 'manifest.ts', `${what} is at "${path}".`, 'Name a file of the package, like img/logo.svg.', line));
      continue;
    }
    const bytes = files.get(path);
    const kind = kinds.find(([ending]) => ending.test(path));
    if (!bytes)
      found.push(
        error('picture/missing', 'manifest.ts', `${what} ${path} is not in the package.`, 'Put the file into img/, or name another.', line),
      );
    else if (!kind?.[1](bytes))
      found.push(
        error('picture/kind', path, `${what} is not what its name says.`, 'Use SVG, PNG, JPEG, GIF or WebP, with the ending that fits.'),
      );
    else if (bytes.length > largest)
      found.push(warning('picture/large', path, `${what} has ${Math.ceil(bytes.length / 1024)} kB.`, 'Make it smaller than 1 MB.'));
  }
  for (const [path, bytes] of files) if (/\.svg$/i.test(path)) found.push(...unsafe(path, new TextDecoder().decode(bytes)));
  return found;
}

/** A picture is shown by whoever trusts it to be one. */
function unsafe(path: string, text: string): Finding[] {
  const bad: readonly (readonly [RegExp, string])[] = [
    [/<script[\s>]/i, 'a script'],
    [/<foreignObject[\s>]/i, 'a foreignObject'],
    [/\son[a-z]+\s*=/i, 'a handler of events'],
    [/(?:href|src)\s*=\s*["']\s*(?!#|data:image\/(?:png|jpeg|gif|webp))[^"']+/i, 'a reference to something else'],
    [/<!ENTITY/i, 'an entity'],
  ];
  return bad
    .filter(([pattern]) => pattern.test(text))
    .map(([pattern, what]) =>
      error(
        'picture/unsafe',
        path,
        `This picture holds ${what}.`,
        'Take it out: a picture is shapes.',
        text.slice(0, text.search(pattern)).split('\n').length,
      ),
    );
}
