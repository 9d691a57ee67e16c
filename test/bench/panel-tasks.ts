/** The longest time for which a press of a key would wait while a panel is used: what people feel as a page that hangs. */
import type { Scene } from '../e2e/panels/stage.tsx';
import { openPanelStage, type PanelStage } from '../support/panel-stage.ts';
import type { Measurement } from './types.ts';

export const mostMs = 100;

interface Clock {
  /** Of the gaps between two ticks since it was last read, ms. */
  longest: number;
}
/**
 * Ticks come so far apart on a page that does nothing. A longer gap is somebody's task, its layout and its paint. They come as urgently as
 * input does: timers wait while long work that stops for input goes on, and nobody feels that.
 */
const tickMs = 5;

/** Each step of `use` comes after the page has drawn the one before. Throws when its use changed nothing on the page, or what is much looks like what is little. */
export async function longestTask(
  { reference, referenceName, ...scene }: Scene & { readonly reference: Scene; readonly referenceName: string },
  use: (stage: PanelStage, scene: Scene) => Promise<void>,
): Promise<Measurement> {
  await using stage = await openPanelStage();
  await stage.page.evaluate(startClock, tickMs);
  const longest = async (one: Scene): Promise<{ first: number; used: number; drawn: Buffer }> => {
    await readClock(stage);
    await stage.show(one);
    const first = await readClock(stage);
    const drawn = await stage.picture();
    await readClock(stage);
    await use(stage, one);
    const used = await readClock(stage);
    const after = await stage.picture();
    if ((await stage.differing(drawn, after)) === 0) throw new Error(`${one.panel} of ${one.data} looks the same after it was used`);
    return { first, used, drawn };
  };
  const small = await longest(reference);
  // The first look also makes the data.
  await stage.show(scene);
  const large = await longest(scene);
  if ((await stage.differing(small.drawn, large.drawn)) === 0) throw new Error(`${scene.data} looks like ${reference.data}`);
  return {
    value: Math.max(large.first, large.used),
    unit: 'ms',
    reference: Math.max(small.first, small.used),
    referenceName,
    note: `drawing ${large.first.toFixed(0)} ms, using ${large.used.toFixed(0)} ms; a page at rest has gaps of ${tickMs} ms`,
  };
}

/** Runs in the page. */
function startClock(everyMs: number): void {
  const clock: Clock = { longest: 0 };
  let last = performance.now();
  const { scheduler } = globalThis as unknown as { scheduler: { postTask(task: () => void, options: object): Promise<void> } };
  const tick = (): void => {
    const now = performance.now();
    clock.longest = Math.max(clock.longest, now - last);
    last = now;
    void scheduler.postTask(tick, { priority: 'user-blocking', delay: everyMs });
  };
  tick();
  Object.assign(globalThis, { clock });
}

/** What was asked of the page before is over when this answers, painted, too. */
function readClock({ page }: PanelStage): Promise<number> {
  return page.evaluate(async () => {
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted, 50)));
    const { clock } = globalThis as unknown as { clock: Clock };
    const { longest } = clock;
    clock.longest = 0;
    return longest;
  });
}
