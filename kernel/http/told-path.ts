/**
 * Addresses as the log and the audit trail tell them. Whoever knows the path of an invitation or a snapshot may do what its key allows, so one
 * with a key in it is told by its pattern: `/invite/:code`.
 */

/** Whether a route or page of this pattern has a key in its path. */
export const holdsKey = (pattern: string): boolean => /:\w*(?:key|code|token|secret)(?=\/|$)/i.test(pattern);

/** `pages`: patterns of those that are there. */
export function toldPath(path: string, pages: readonly string[]): string {
  const parts = path.split('/');
  const fits = (pattern: string): boolean => {
    const wanted = pattern.split('/');
    return wanted.length === parts.length && wanted.every((part, at) => part.startsWith(':') || part === parts[at]);
  };
  return pages.find((pattern) => holdsKey(pattern) && fits(pattern)) ?? path;
}

/** A referer, the same way; what cannot be read is told as nothing. */
export function toldReferer(referer: string, pages: readonly string[]): string {
  const url = URL.parse(referer);
  if (!url) return '';
  const told = toldPath(url.pathname, pages);
  return told === url.pathname ? referer : url.origin + told;
}
