/** What each panel of the page has, for those that show another panel's data and for the inspector. */
import type { FrameData } from '@orrery/plugin-sdk';
import type { PanelData } from '@orrery/plugin-sdk/ui';
import { type Signal, signal } from '@preact/signals';
import type { PanelRequest } from '../../model/query.ts';
import type { PanelAnswer } from '../api.ts';

/** A transformation that was not applied. */
export interface PanelProblem {
  /** Its place among the panel's steps, from 0. */
  readonly index?: number;
  readonly name: string;
  readonly message: string;
}

export interface PanelResult {
  readonly data: PanelData;
  /** As the sources gave them, before transformations. */
  readonly raw: readonly FrameData[];
  readonly request?: PanelRequest;
  readonly answers?: readonly PanelAnswer[];
  readonly bytes?: number;
  readonly ms?: number;
  readonly problems?: readonly PanelProblem[];
}

export interface Results {
  of(panelId: number): Signal<PanelResult | undefined>;
  /** Asks all panels anew. */
  clear(): void;
}

export function createResults(): Results {
  const known = new Map<number, Signal<PanelResult | undefined>>();
  return {
    of(panelId) {
      const found = known.get(panelId) ?? signal<PanelResult | undefined>(undefined);
      known.set(panelId, found);
      return found;
    },
    clear() {
      known.clear();
    },
  };
}
