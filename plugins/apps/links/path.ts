/** Which addresses a short link may stand for: pages of this server, told without it. */

const longest = 8_192;

export interface BadPath {
  readonly id: 'shorturl.absolute-path' | 'shorturl.invalid-path';
  readonly message: string;
}

/** What is wrong with a path such as `d/abc/cpu?from=now-6h`; undefined for one that can be kept. */
export function pathProblem(path: unknown): BadPath | undefined {
  const bad = (message: string): BadPath => ({ id: 'shorturl.invalid-path', message });
  if (typeof path !== 'string' || path === '') return bad('A short link needs the path of a page, such as d/abc?from=now-6h.');
  if (path.length > longest) return bad(`A path of up to ${longest} characters can be shortened; this one has ${path.length}.`);
  if (path.startsWith('/')) return { id: 'shorturl.absolute-path', message: 'Path should be relative' };
  // Read in one way only: by this server, by browsers and by whatever stands between them.
  if (/[\\\x00-\x20]/.test(path)) return bad('A path has no spaces, no control characters and no backslash; encode them.');
  const [page = ''] = path.split(/[?#]/, 1);
  if (/%2f|%5c|%2e%2e|(^|\/)\.\.?(\/|$)|\/\//i.test(page)) return bad('Invalid short URL path');
  return undefined;
}
