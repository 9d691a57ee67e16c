/** Where to after signing in: the page that was asked for, if it is one of this server; else the first. Read as the browser reads addresses. */
export function afterSignIn(asked: string, origin: string): string {
  const page = URL.parse(asked, origin);
  return page?.origin === origin ? page.href : `${origin}/`;
}
