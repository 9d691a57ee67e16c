/** What a dashboard stores for this panel (spec dashboards.md 6.14). */
import type { Location } from '@orrery/plugin-sdk/data/geo/location';

export interface Dimension<Value> {
  readonly fixed?: Value;
  readonly field?: string;
  readonly mode?: string;
  readonly min?: number;
  readonly max?: number;
}
export interface MarkerStyle {
  readonly size?: Dimension<number>;
  readonly color?: Dimension<string>;
  readonly opacity?: number;
  readonly symbol?: Dimension<string>;
  readonly symbolAlign?: { readonly horizontal?: 'left' | 'center' | 'right'; readonly vertical?: 'top' | 'center' | 'bottom' };
  readonly text?: Dimension<string>;
  readonly textConfig?: {
    readonly fontSize?: number;
    readonly offsetX?: number;
    readonly offsetY?: number;
    readonly textAlign?: 'left' | 'center' | 'right';
    readonly textBaseline?: 'top' | 'middle' | 'bottom';
  };
  readonly rotation?: Dimension<number>;
  readonly lineWidth?: number;
}
/** `config` belongs to the layer's type, see the files of `layers/`. */
export interface LayerOptions {
  readonly type: string;
  readonly name?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly location?: Location;
  readonly filterData?: { readonly id: string; readonly options?: unknown };
  readonly opacity?: number;
  readonly tooltip?: boolean;
}
export interface ViewOptions {
  readonly id: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly zoom?: number;
  readonly minZoom?: number;
  readonly maxZoom?: number;
  /** Percent of the view that fitting leaves free around the data. */
  readonly padding?: number;
  readonly allLayers?: boolean;
  readonly lastOnly?: boolean;
  readonly layer?: string;
  /** Maps of one dashboard that share move together. */
  readonly shared?: boolean;
  readonly noRepeat?: boolean;
  readonly dashboardVariable?: string;
}
export interface GeomapOptions {
  readonly view: ViewOptions;
  readonly controls: {
    readonly showZoom: boolean;
    readonly mouseWheelZoom: boolean;
    readonly showAttribution: boolean;
    readonly showScale: boolean;
    readonly showMeasure: boolean;
    readonly showDebug: boolean;
  };
  readonly basemap: LayerOptions;
  readonly layers: readonly LayerOptions[];
  readonly tooltip: { readonly mode: 'details' | 'none' };
}

export const defaults: GeomapOptions = {
  view: { id: 'zero', lat: 0, lon: 0, zoom: 1, allLayers: true },
  controls: {
    showZoom: true,
    mouseWheelZoom: true,
    showAttribution: true,
    showScale: false,
    showMeasure: false,
    showDebug: false,
  },
  basemap: { type: 'default', name: 'Layer 0', config: { theme: 'auto', showLabels: true } },
  layers: [],
  tooltip: { mode: 'details' },
};

/** A map that says nothing of layers shows its data as markers. */
export const firstLayer: LayerOptions = { type: 'markers', name: 'Markers', location: { mode: 'auto' }, config: {}, tooltip: true };
