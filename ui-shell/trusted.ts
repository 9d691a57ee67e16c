/**
 * The page's one Trusted Types policy. Made by the first module that runs and closed over, so that no later code can make
 * another (the header allows one of this name) or get hold of this one.
 */
interface Policy {
  createScript(text: string): string;
}
interface Factory {
  createPolicy(name: string, rules: { createScript(text: string): string }): Policy;
}
const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
const policy: Policy = factory?.createPolicy('orrery', { createScript: (text) => text }) ?? { createScript: (text) => text };

// The nonce of the page's own import map allows later ones. Any script could read it there: taken, then cleared.
const carrier = document.querySelector<HTMLScriptElement>('script[nonce]');
const nonce = carrier?.nonce ?? '';
for (const script of document.querySelectorAll<HTMLScriptElement>('script[nonce]')) script.nonce = '';

const known = new Set<string>();

/** Says which bytes module URLs must have, for modules that came after the page. The browser keeps the first word on a URL. */
export function addIntegrity(integrity: Readonly<Record<string, string>>): void {
  const fresh = Object.fromEntries(Object.entries(integrity).filter(([url]) => !known.has(url)));
  if (Object.keys(fresh).length === 0) return;
  for (const url of Object.keys(fresh)) known.add(url);
  const script = document.createElement('script');
  script.type = 'importmap';
  script.nonce = nonce;
  script.text = policy.createScript(JSON.stringify({ integrity: fresh }));
  document.head.append(script);
  script.remove();
}

/** What the page's own maps already say is not said again: the browser would warn. */
for (const script of document.querySelectorAll<HTMLScriptElement>('script[type=importmap]')) {
  const map = JSON.parse(script.textContent || '{}') as { integrity?: Record<string, string> };
  for (const url of Object.keys(map.integrity ?? {})) known.add(new URL(url, location.href).pathname).add(url);
}
