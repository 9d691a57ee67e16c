import { useState } from 'preact/hooks';

/** Time under somebody's pointer, shared by the panels of a page. A panel does not listen to itself. */
export interface Crosshair {
  /** Every panel shows its tooltip too, not only the line. */
  readonly withValues: boolean;
  publish(time: number | null, from: object): void;
  subscribe(listener: (time: number | null, from: object) => void): () => void;
}

export function createCrosshair(withValues = false): Crosshair {
  const listeners = new Set<(time: number | null, from: object) => void>();
  let pending: { time: number | null; from: object } | undefined;
  return {
    withValues,
    publish(time, from) {
      // One broadcast a frame, whatever the pointer's rate.
      if (!pending)
        requestAnimationFrame(() => {
          const latest = pending;
          pending = undefined;
          if (latest) for (const listener of listeners) listener(latest.time, latest.from);
        });
      pending = { time, from };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The crosshair of a page, for as long as the component lives; undefined where panels keep theirs to themselves. */
export function useCrosshair(shared: boolean, withValues = false): Crosshair | undefined {
  const [plain] = useState(() => createCrosshair());
  const [telling] = useState(() => createCrosshair(true));
  return shared ? (withValues ? telling : plain) : undefined;
}
