/** The longest task of a page while a panel is used: what people feel as a page that hangs. */
import type { Scene } from '../e2e/panels/stage.tsx';
import { openPanelStage, type PanelStage } from '../support/panel-stage.ts';
import type { Measurement } from './types.ts';

export const mostMs = 100;
type Used = { longest: number };

/** Each step of `use` comes after the page has drawn the one before. */
export async function longestTask(
  { reference, referenceName, ...scene }: Scene & { readonly reference: Scene; readonly referenceName: string },
  use: (stage: PanelStage, scene: Scene) => Promise<void>,
): Promise<Measurement> {
  await using stage = await openPanelStage();
  await stage.page.evaluate(() => {
    const used = { longest: 0 };
    Object.assign(globalThis, { used });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) used.longest = Math.max(used.longest, duration);
    }).observe({ type: 'longtask', buffered: false });
  });
  const longest = async (one: Scene): Promise<{ first: number; used: number }> => {
    const read = (): Promise<number> =>
      stage.page.evaluate(async () => {
        await new Promise((done) => setTimeout(done, 50));
        const { used } = globalThis as unknown as { used: Used };
        const { longest: found } = used;
        used.longest = 0;
        return found;
      });
    await read();
    await stage.show(one);
    const first = await read();
    await use(stage, one);
    return { first, used: await read() };
  };
  const small = await longest(reference);
  // The first look also makes the data.
  await stage.show(scene);
  const large = await longest(scene);
  return {
    value: Math.max(large.first, large.used),
    unit: 'ms',
    reference: Math.max(small.first, small.used),
    referenceName,
    note: `drawing ${large.first.toFixed(0)} ms, using ${large.used.toFixed(0)} ms; 0 is below the 50 ms that browsers tell`,
  };
}
