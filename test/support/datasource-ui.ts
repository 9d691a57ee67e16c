/** Editors of datasources, mounted in a real page before a page of ours shows them. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

export interface MountedUi {
  readonly type: string;
  readonly editor: 'query' | 'config' | 'variable' | 'annotation';
  /** Of the query, or of the settings. */
  readonly value: Record<string, unknown>;
  readonly props?: Record<string, unknown>;
  readonly uid?: string;
  /** CSS width of what it is shown in. */
  readonly width?: number;
}

/** Shows one editor of a datasource plugin in place of the page's content. What it holds is `window.edited`, runs are `window.runs`. */
export async function mountDatasourceUi(page: Page, mounted: MountedUi): Promise<void> {
  // As text: the test runner would rewrite the imports, which are meant for the page's own import map.
  const script = readFileSync(new URL('./mount-datasource.js', import.meta.url), 'utf8');
  await page.evaluate(`(${script.replace(/^\/\*[\s\S]*?\*\/\s*/, '').replace(/;\s*$/, '')})(${JSON.stringify(mounted)})`);
}
