/** Plugins come, go and change while the page is open: what is known is asked for anew, and what changed is mounted again. */
import { type Live, toast } from '@orrery/plugin-sdk/ui';
import { boot, loadBoot } from './boot.ts';
import { dropSheets } from './modules.ts';
import { t } from './text/index.ts';

/** Modules are never freed before the page goes: after this many, a reload is worth its price. */
const swapsBeforeAdvice = 40;
let swaps = 0;

export function watchRegistry(connection: Live): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return connection.listen('orrery/registry', () => {
    // An update is several events within a moment.
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), 100);
  });
}

async function refresh(): Promise<void> {
  const before = boot.peek();
  const now = await loadBoot();
  if (!before || !now) return;
  const modules = (value: typeof now): Set<string> =>
    new Set([...value.pages.map((page) => page.module), ...Object.values(value.panels).map((panel) => panel.module)]);
  const known = modules(before);
  swaps += [...modules(now)].filter((url) => !known.has(url)).length;
  dropSheets(new Set([...now.pages.flatMap((page) => page.css ?? []), ...Object.values(now.panels).flatMap((panel) => panel.css ?? [])]));
  if (swaps > swapsBeforeAdvice) {
    swaps = 0;
    toast({
      kind: 'info',
      text: t.swaps.text,
      action: { label: t.swaps.reload, run: () => location.reload() },
    });
  }
}
