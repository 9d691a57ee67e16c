/** Every page of a running server, with addresses that lead somewhere: what has parameters is filled from what is there. */
import type { RunningOrrery } from './server.ts';

export interface KnownPage {
  /** For file names: `d_uid`. */
  readonly name: string;
  readonly title: string;
  readonly path: string;
}

interface Boot {
  readonly pages: readonly { readonly path: string; readonly title: string; readonly plugin: string }[];
}

/** `values`: of parameters, by the path they stand in. A page whose parameters are not known is told in `unfilled`. */
export async function pagesOf(
  server: RunningOrrery,
  values: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<{ readonly pages: readonly KnownPage[]; readonly unfilled: readonly string[] }> {
  const boot = await server.json<Boot>('/api/orrery/boot');
  const pages: KnownPage[] = [];
  const unfilled: string[] = [];
  for (const { path: pattern, title } of boot.pages) {
    const given = values[pattern] ?? {};
    const path = pattern.replace(/\/:(\w+)([?*]?)/g, (whole, name: string, kind: string) => {
      const value = given[name];
      return value !== undefined ? `/${value}` : kind === '' ? whole : '';
    });
    if (path.includes('/:')) unfilled.push(pattern);
    else pages.push({ name: pattern.replace(/^\//, '').replace(/\W+/g, '_') || 'home', title, path: path || '/' });
  }
  const seen = new Set<string>();
  return { pages: pages.filter(({ path }) => !seen.has(path) && seen.add(path)), unfilled };
}
