/**
 * The page's one Trusted Types policy. Made by the first module that runs and closed over, so that no later code can make
 * another (the header allows one of this name) or get hold of this one.
 */
interface Policy {
  createScript(text: string): string;
  createScriptURL(url: string): string;
}
interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
}
const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
const rules: Policy = { createScript: (text) => text, createScriptURL: (url) => url };
const policy: Policy = factory?.createPolicy('orrery', rules) ?? rules;

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

/**
 * A worker of a package's file. Neither map nor policy of the page check what a worker loads, so its bytes are fetched with their hash first;
 * the address is named by content and immutable, and the worker gets the same bytes from the cache.
 */
export async function openWorker(url: string, integrity: string | undefined): Promise<Worker> {
  if (!integrity) throw new Error(`${url}: no hash is known for this file, so it is not run.`);
  const response = await fetch(url, { integrity, credentials: 'omit' });
  if (!response.ok) throw new Error(`${url}: the server answered ${response.status}.`);
  await response.arrayBuffer();
  return new Worker(policy.createScriptURL(url));
}
