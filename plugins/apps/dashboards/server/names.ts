/** Names that end up in addresses. */
export function slugOf(title: string, fallback: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return (slug || fallback).slice(0, 190);
}

/** What is wrong with a uid that somebody chose, in the words clients know. */
export function uidProblem(uid: string): string | undefined {
  if (uid.length > 40) return 'uid too long, max 40 characters';
  return /^[a-zA-Z0-9_-]*$/.test(uid) ? undefined : 'uid contains illegal characters';
}
