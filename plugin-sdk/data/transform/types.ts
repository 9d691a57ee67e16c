/**
 * The contract of a transformation: frames and options in, frames out. Pure: no page, no network, no clock, so that it runs in the
 * page, in a worker and on the server alike. Columns that do not change are handed on as they are.
 */
import type { FrameData } from '../frame.ts';

export interface Transformation<Options extends object = Record<string, unknown>> {
  /** Options a dashboard left out, merged one level deep. */
  readonly defaults?: Options;
  /** Throws an `Error` whose message says what is wrong with the options or the data; the runner names the step. */
  apply(frames: readonly FrameData[], options: Options, context: TransformContext): readonly FrameData[];
}

export interface TransformContext {
  /** IANA name, `utc`, or `browser`. */
  readonly timeZone: string;
  /** Epoch ms. */
  readonly now: number;
}

export const defaultContext: TransformContext = { timeZone: 'browser', now: 0 };

/** A matcher of fields or frames as dashboards store it. */
export interface MatcherRule {
  readonly id: string;
  readonly options?: unknown;
}

/** One step of a panel's pipeline as dashboards store it. */
export interface TransformStep {
  readonly id: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly disabled?: boolean;
  /** Which frames go in; the others are put back. */
  readonly filter?: MatcherRule;
  /** Frames of the panel's series (the default) or of its annotations. */
  readonly topic?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: transformations of different options live in one map; each reads its own.
export type AnyTransformation = Transformation<any>;

export function defineTransformation<Options extends object>(transformation: Transformation<Options>): Transformation<Options> {
  return transformation;
}
