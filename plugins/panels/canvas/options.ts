/** What a dashboard stores for this panel (spec dashboards.md 6.15). */
export interface Dimension<Value> {
  readonly fixed?: Value;
  readonly field?: string;
  readonly mode?: string;
  readonly min?: number;
  readonly max?: number;
}
export interface Placement {
  readonly top?: number;
  readonly left?: number;
  readonly right?: number;
  readonly bottom?: number;
  readonly width?: number;
  readonly height?: number;
  readonly rotation?: number;
}
export interface Constraint {
  readonly horizontal?: 'left' | 'right' | 'leftright' | 'center' | 'scale';
  readonly vertical?: 'top' | 'bottom' | 'topbottom' | 'center' | 'scale';
}
/** From -1 to 1 from the middle of an element, up and right. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
}
export interface Connection {
  readonly source: Anchor;
  readonly target: Anchor;
  /** Without a name the target is a place in the drawing. */
  readonly targetName?: string;
  readonly color?: Dimension<string>;
  readonly size?: Dimension<number>;
  readonly path?: string;
  readonly direction?: { readonly fixed?: string } | string;
  /** Parts of the way from source to target. */
  readonly vertices?: readonly Anchor[];
  readonly lineStyle?: { readonly style?: string; readonly animate?: boolean } | string;
}
export interface ElementOptions {
  readonly type: string;
  readonly name: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly constraint?: Constraint;
  readonly placement?: Placement;
  readonly background?: {
    readonly color?: Dimension<string>;
    readonly image?: Dimension<string>;
    readonly size?: 'original' | 'contain' | 'cover' | 'fill' | 'tile';
  };
  readonly border?: { readonly color?: Dimension<string>; readonly width?: number; readonly radius?: number };
  readonly connections?: readonly Connection[];
  readonly links?: readonly object[];
  readonly actions?: readonly object[];
  /** Of a frame. */
  readonly elements?: readonly ElementOptions[];
}
export interface CanvasOptions {
  readonly root: ElementOptions;
  readonly inlineEditing: boolean;
  readonly showAdvancedTypes: boolean;
  readonly panZoom: boolean;
  readonly zoomToContent: boolean;
  readonly tooltip: { readonly mode?: string; readonly disableForOneClick?: boolean };
}

export const defaults: CanvasOptions = {
  root: { type: 'frame', name: 'root', elements: [] },
  inlineEditing: true,
  showAdvancedTypes: true,
  panZoom: true,
  zoomToContent: true,
  tooltip: { mode: 'single' },
};
