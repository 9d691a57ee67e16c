/**
 * One reading of a path, before anybody decides or routes by it. What could be read in two ways is refused, never repaired:
 * doubled slashes, dots, backslashes, encoded separators, control characters, bad percent signs.
 */
export type Canonical = { readonly path: string; readonly query: string } | { readonly refused: string };

export function canonical(target: string): Canonical {
  const mark = target.indexOf('?');
  const raw = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? '' : target.slice(mark + 1);
  if (!raw.startsWith('/')) return { refused: 'The path does not start with a slash.' };
  if (raw.length > 4096 || query.length > 65_536) return { refused: 'The address is too long.' };
  if (raw.includes('\\') || raw.includes('//') || /[\x00-\x20\x7f]/.test(raw) || raw.includes('#'))
    return { refused: 'The path holds backslashes, doubled slashes or control characters.' };
  for (const part of raw.slice(1).split('/')) {
    let decoded: string;
    try {
      decoded = decodeURIComponent(part);
    } catch {
      return { refused: 'The path holds a percent sign that encodes nothing.' };
    }
    if (decoded === '.' || decoded === '..' || /[\\\x00-\x1f\x7f]/.test(decoded))
      return { refused: 'The path holds dots or control characters.' };
    // Only names in the API hold slashes.
    if (decoded.includes('/') && !raw.startsWith('/api/')) return { refused: 'The path holds an encoded slash.' };
    // A name may hold an encoded slash, but not one that makes it a path upwards.
    if (decoded.includes('/') && decoded.split('/').some((piece) => piece === '.' || piece === '..' || piece === ''))
      return { refused: 'The path holds an encoded way upwards.' };
  }
  return { path: raw.length > 1 && raw.endsWith('/') ? raw.slice(0, -1) : raw, query };
}
