/** What every kind of layer is made of and gives. */
import type { ResolvedField } from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import type { GeomapOptions, LayerOptions } from '../options.ts';
import type { MapView, Spot } from '../projection.ts';
import type { RowStyle } from '../style.ts';

/** Something under the pointer: a row of a frame, or a place with facts of its own. */
export interface Hit {
  readonly label: string;
  readonly fields?: readonly ResolvedField[];
  readonly row?: number;
  readonly facts?: readonly (readonly [name: string, text: string])[];
  readonly x: number;
  readonly y: number;
}
export interface LayerLegend {
  readonly name: string;
  readonly style: RowStyle;
}
export interface Layer {
  readonly options: LayerOptions;
  /** Where its data lie, to be fitted into view. */
  readonly spots: readonly Spot[];
  /** In CSS px. */
  draw(context: CanvasRenderingContext2D, view: MapView): void;
  hitAt?(view: MapView, x: number, y: number): Hit | undefined;
  /** What the keyboard goes through. */
  hits?(view: MapView): readonly Hit[];
  readonly legend?: LayerLegend;
  /** Why it shows nothing. */
  readonly missing?: string;
}
export interface LayerParts {
  readonly options: LayerOptions;
  readonly props: PanelProps<GeomapOptions>;
  /** Fields of the frames that the layer is for, a list a frame. */
  readonly frames: readonly (readonly ResolvedField[])[];
  /** Draws anew: a picture came late. */
  redraw(): void;
}
export type MakeLayer = (parts: LayerParts) => Promise<Layer>;
