/** Shapes of the display core: what dashboards store about fields (Grafana's `fieldConfig`), and what drawing code gets back. */
import type { FieldConfig, FieldData, FrameData } from '../frame.ts';

export interface ThresholdStep {
  /** `null` is -Infinity: the base step. */
  readonly value: number | null;
  readonly color: string;
  /** A text with variables that gives the limit. */
  readonly valueExpr?: string;
}
export interface ThresholdsConfig {
  readonly mode: 'absolute' | 'percentage';
  readonly steps: readonly ThresholdStep[];
}
export interface ColorConfig {
  readonly mode: string;
  readonly fixedColor?: string;
  readonly seriesBy?: 'last' | 'min' | 'max';
}
export interface MappingResult {
  readonly text?: string;
  readonly color?: string;
  readonly icon?: string;
  readonly index?: number;
}
export type ValueMapping =
  | { readonly type: 'value'; readonly options: Readonly<Record<string, MappingResult>> }
  | {
      readonly type: 'range';
      readonly options: { readonly from: number | null; readonly to: number | null; readonly result: MappingResult };
    }
  | { readonly type: 'regex'; readonly options: { readonly pattern: string; readonly result: MappingResult } }
  | { readonly type: 'special'; readonly options: { readonly match: string; readonly result: MappingResult } };

/** A field's config with the standard options known by name. `custom` belongs to the panel. */
export interface DisplayConfig extends FieldConfig {
  readonly noValue?: string;
  readonly fieldMinMax?: boolean;
  readonly color?: ColorConfig;
  readonly thresholds?: ThresholdsConfig;
  readonly mappings?: readonly ValueMapping[];
  readonly custom?: Readonly<Record<string, unknown>>;
}

export interface FieldOverride {
  readonly matcher: { readonly id: string; readonly options?: unknown; readonly scope?: string };
  readonly properties: readonly { readonly id: string; readonly value?: unknown }[];
}
export interface FieldConfigSource {
  readonly defaults: DisplayConfig;
  readonly overrides: readonly FieldOverride[];
}

/** The colours a theme gives by name. Data colours are Grafana's; `series` is our own palette. */
export interface ColorTheme {
  readonly dark: boolean;
  /** Panel background, for the schemes that start at it. */
  readonly background: string;
  readonly text: string;
  /** The palette of new panels, colour mode `orrery`. */
  readonly series: readonly string[];
}

export interface DisplayValue {
  readonly text: string;
  readonly prefix?: string;
  readonly suffix?: string;
  /** NaN where the value is no number. */
  readonly numeric: number;
  readonly color: string;
  /** Place in the range, 0 to 1, where there is one. */
  readonly percent?: number;
  readonly icon?: string;
}

export interface NumericRange {
  readonly min: number;
  readonly max: number;
}

/** A field ready to be drawn. */
export interface ResolvedField {
  readonly frame: FrameData;
  readonly frameIndex: number;
  readonly field: FieldData;
  readonly fieldIndex: number;
  readonly config: DisplayConfig;
  readonly displayName: string;
  /** Counts all fields but times, over all frames: the index into palettes. */
  readonly seriesIndex: number;
  readonly range?: NumericRange;
  /** Colour of the whole series. */
  readonly color: string;
  /** Text and colour of one value. `decimals` overrides the automatic ones (axis ticks). */
  display(value: unknown, decimals?: number): DisplayValue;
}
