/** Where we are, and which page that is. Paths are compared part by part; `:name` takes any one part. */
import { computed, signal } from '@preact/signals';
import { boot, type PageEntry } from './boot.ts';

export const place = signal({ path: location.pathname, search: location.search });

addEventListener('popstate', () => {
  place.value = { path: location.pathname, search: location.search };
});

/** Only paths of this server: anything else is a bug of the caller, and is not followed. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  const url = new URL(to, location.href);
  if (url.origin !== location.origin) throw new Error(`navigate: ${to} leaves this server`);
  if (url.href !== location.href) history[replace ? 'replaceState' : 'pushState'](null, '', url);
  place.value = { path: url.pathname, search: url.search };
}

/** Plain clicks on links of this server change the page without loading it. */
export function followLinks(root: Document): void {
  root.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>('a[href]');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin || link.dataset.reload !== undefined)
      return;
    if (link.pathname === location.pathname && link.hash) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  });
}

export interface Match {
  readonly page: PageEntry;
  readonly params: Readonly<Record<string, string>>;
}

/** Parameters of a path, or undefined where it is another. A pattern's last `:name*` takes the rest. */
function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  const params: Record<string, string> = {};
  for (let index = 0; index < wanted.length; index++) {
    const part = wanted[index] as string;
    if (part.startsWith(':') && part.endsWith('*')) {
      params[part.slice(1, -1)] = given.slice(index).map(decode).join('/');
      return params;
    }
    const value = given[index];
    if (value === undefined) {
      if (part.startsWith(':') && part.endsWith('?')) return params;
      return;
    }
    if (part.startsWith(':')) params[part.slice(1).replace(/\?$/, '')] = decode(value);
    else if (part !== value) return;
  }
  return given.length === wanted.length ? params : undefined;
}
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The most exact page for a path: fixed parts beat parameters. */
function findPage(pages: readonly PageEntry[], path: string): Match | undefined {
  const exactness = (page: PageEntry): number =>
    page.path
      .split('/')
      .filter(Boolean)
      .reduce((sum, part) => sum * 2 + (part.startsWith(':') ? 0 : 1), 1);
  let best: Match | undefined;
  for (const page of pages) {
    const params = matchPath(page.path, path);
    if (params && (!best || exactness(page) > exactness(best.page))) best = { page, params };
  }
  return best;
}

export const match = computed(() => findPage(boot.value?.pages ?? [], place.value.path));
