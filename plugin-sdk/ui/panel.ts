/**
 * The panel contract. A panel gets plain data and a size and draws; header, legend, tooltip, states, focus and export are the
 * host's, so that every panel looks and behaves alike. Nothing here is more than data can say: the same panel runs in the page
 * or in a frame of null origin behind one MessagePort.
 */
import type { ColorTheme, FieldConfigSource } from '../data/display/types.ts';
import type { LogContext, LogPlace } from '../contributions/log-context.ts';
import type { FrameData } from '../data/frame.ts';
import type { OptionEditor } from './option-editor.ts';

export interface Panel<Options extends object = Record<string, unknown>> {
  /** Options a dashboard left out. Merged deeply by the host before `update`. */
  readonly defaults: Options;
  /** Defaults of `fieldConfig.defaults`: the colour mode and `custom` of this panel. */
  readonly fieldDefaults?: FieldConfigSource['defaults'];
  /** What people may choose: `options` of the panel, and `fieldConfig.defaults.custom` of its fields. */
  readonly editors?: readonly OptionEditor[];
  readonly fieldEditors?: readonly OptionEditor[];
  /** Ids of the options of every field that this panel shows something of (`unit`, `links`); all of them where it does not say. */
  readonly standardOptions?: readonly string[];
  /** Paths in `options` of texts in which the host replaces variables before `update`: `content`. */
  readonly interpolated?: readonly string[];
  /** True for a panel that says something of its own about no data; else the host shows that there are none. */
  readonly drawsEmpty?: boolean;
  /** Draws without data: how a query of it fares does not matter. */
  readonly needsNoData?: boolean;
  /** Draws to the panel's edges and pads by itself. */
  readonly bleeds?: boolean;
  /** Has roles, focus and keys of its own (a grid, a text with links): the host makes no figure of it. */
  readonly interactive?: boolean;
  /** Draws into `surface.element`, which is empty and sized by the host. Use its `ownerDocument`, never the global one. */
  mount(surface: PanelSurface): MountedPanel<Options>;
  /** One sentence for those who do not see the drawing: what, how many, from when to when, the extremes. */
  summary(props: PanelProps<Options>): string;
}

export interface MountedPanel<Options extends object = Record<string, unknown>> {
  /** Same `frames` object means same data: keep what is drawn. */
  update(props: PanelProps<Options>): void;
  /** The legend of what the first `update` will draw, asked for before a size is known: it gets its room first, so that the panel draws once. */
  legend?(props: PanelProps<Options>): Extract<PanelEvent, { type: 'legend' }> | undefined;
  /** Shows the shared crosshair at this time, or hides it. `withValues`: the `cursor` event it answers with names the values there. */
  pointAt?(time: number | null, withValues?: boolean): void;
  /** Moves the crosshair by points, for the keyboard. Answers by a `cursor` event. */
  step?(points: number): void;
  /** The tooltip was pinned (or let go): the crosshair stays where it is, whatever the pointer does. */
  hold?(held: boolean): void;
  /** Answers by a `picture` event with what is drawn. */
  picture?(): void;
  /** Paints all of its canvases anew, within a frame: what it paints with is written down to make a drawing of it. */
  repaint?(): void;
  /** What stood around a line that a `context` event asked about. */
  context?(answer: ContextAnswer): void;
  dispose(): void;
}

export interface PanelSurface {
  readonly element: HTMLElement;
  emit(event: PanelEvent): void;
}

export interface PanelProps<Options extends object = Record<string, unknown>> {
  readonly frames: readonly FrameData[];
  /** CSS px of the drawing area, legend already taken off. */
  readonly width: number;
  readonly height: number;
  /** Epoch ms. */
  readonly range: { readonly from: number; readonly to: number };
  /** IANA name, `utc`, or `browser`. */
  readonly timeZone: string;
  readonly locale: string;
  readonly now: number;
  readonly title: string;
  readonly options: Options;
  readonly fieldConfig: FieldConfigSource;
  readonly theme: PanelTheme;
  /** Display names of series that the person switched off in the legend. */
  readonly hidden: readonly string[];
  /** The host stores what the panel says of itself by `options`: it is being edited. */
  readonly editable?: boolean;
  /** Where the panel stands, for panels that lead to other dashboards or list what belongs to this one. */
  readonly dashboard?: PanelPlace;
  /** What happened at a time, to be drawn over the data. */
  readonly annotations?: readonly Annotation[];
}

export interface PanelPlace {
  /** Empty while the dashboard was never saved. */
  readonly uid: string;
  readonly panelId?: number;
  /** Time and variables of the page as an address carries them: `from=now-6h&to=now`, `var-env=prod`. */
  readonly time: string;
  readonly variables: string;
}

/** An event on the time axis, or a region of it. */
export interface Annotation {
  readonly time: number;
  /** After `time`: a region. */
  readonly timeEnd?: number;
  /** A colour name or a CSS colour. */
  readonly color: string;
  readonly title?: string;
  readonly text?: string;
  readonly tags?: readonly string[];
  readonly id?: string;
  /** Name of the annotation query: a lane of its own where lanes are asked for. */
  readonly source?: string;
  /** Who wrote it. */
  readonly author?: string;
  /** A region that is nobody's event, such as working hours: drawn, and not told in tooltips. */
  readonly silent?: boolean;
}

/** A value of the data: by it the host finds the links that lead on from there. */
export interface PanelPoint {
  /** Indexes into `frames` and its fields. */
  readonly frame: number;
  readonly field: number;
  /** Null for a value calculated from the whole field, with the name of the calculation. */
  readonly row: number | null;
  readonly calc?: string;
}

/** Resolved colours, because a canvas knows no custom properties and a frame does not see the page's. */
export interface PanelTheme extends ColorTheme {
  readonly name: 'night' | 'day';
  /** Every `--o-*` colour without the prefix: `text-tertiary`, `border-subtle`, ... */
  readonly tokens: Readonly<Record<string, string>>;
  readonly fontSans: string;
}

export interface LegendItem {
  readonly name: string;
  readonly color: string;
  readonly hidden: boolean;
  readonly axis?: 'left' | 'right';
  /** Calculated values in the order of the legend's columns. */
  readonly values: readonly { readonly label: string; readonly text: string; readonly numeric: number }[];
}
export interface CursorValue {
  readonly name: string;
  readonly color: string;
  readonly text: string;
  readonly numeric: number;
  /** The series under the pointer. */
  readonly focused: boolean;
  readonly point?: PanelPoint;
}

export type PanelEvent =
  | {
      readonly type: 'legend';
      readonly items: readonly LegendItem[];
      readonly display: 'list' | 'table' | 'hidden';
      readonly placement: 'bottom' | 'right';
      readonly width?: number;
      readonly sortBy?: string;
      readonly sortDesc?: boolean;
      /** Long names: cut (the default), or on several lines. */
      readonly wrap?: boolean;
      /** A box that filters the names, whatever their number. */
      readonly filter?: boolean;
      /** Items beyond the limit that the dashboard set. */
      readonly more?: number;
    }
  /** `x`, `y`: CSS px inside the surface. `time` null: the pointer left. */
  | {
      readonly type: 'cursor';
      readonly time: number | null;
      readonly x: number;
      readonly y: number;
      readonly values: readonly CursorValue[];
      readonly source: 'pointer' | 'keyboard' | 'sync';
      /** What the values belong to where that is no time (`time` is null then): a category, a bucket, a slice. */
      readonly label?: string;
      /** Indexes into `annotations` of those under the pointer. */
      readonly annotations?: readonly number[];
      /** The exemplar under the pointer: a row of the frame that has it. */
      readonly exemplar?: PanelPoint;
      /** Drawn below the values: a bar for each share of the highest one. */
      readonly bars?: readonly { readonly share: number; readonly color: string; readonly focused: boolean }[];
      /** Drawn below the values: a scale of colours with both ends, and where between them (0 to 1) the value stands. */
      readonly ramp?: { readonly colors: readonly string[]; readonly from: string; readonly to: string; readonly at?: number };
      /** Limits of the tooltip that the dashboard set, in CSS px. */
      readonly maxWidth?: number;
      readonly maxHeight?: number;
    }
  /** Clicked: the host keeps the tooltip of the last cursor where it is. */
  | { readonly type: 'pin' }
  /** A value that has links was chosen; the host follows the only one or shows a menu at `x`, `y`. */
  | { readonly type: 'choose'; readonly point: PanelPoint; readonly x: number; readonly y: number }
  /** The person wants to see what stood around a line of logs. Answered by `context` of the mounted panel, if anybody can. */
  | ContextEvent
  /** Links that are the panel's own, as dashboards store them; the host fills in variables, and follows the only one or shows a menu. */
  | {
      readonly type: 'links';
      readonly links: readonly object[];
      readonly actions?: readonly object[];
      readonly x: number;
      readonly y: number;
    }
  /** The person chose a time range by dragging. */
  | { readonly type: 'range'; readonly from: number; readonly to: number }
  /** All that is drawn lies outside the range that the page shows: where it lies, or null once some of it is in sight. */
  | { readonly type: 'outside'; readonly span: { readonly from: number; readonly to: number } | null }
  /** The person marked a time (`from` = `to`) or a range to write an annotation there. */
  | { readonly type: 'annotate'; readonly from: number; readonly to: number }
  /** A `data:image/png` URL, or null where there is nothing to take a picture of. */
  | { readonly type: 'picture'; readonly url: string | null }
  /** The person changed the panel inside its drawing (wrote into a cell, moved an element): its options as they are to be stored. */
  | { readonly type: 'options'; readonly options: object }
  /** The panel cannot show these data; the host draws the state. `failed`: it is broken, and may be started again. */
  | { readonly type: 'state'; readonly state: 'drawn' | 'empty' | 'unsuitable' | 'failed'; readonly message?: string }
  /** For the host's accessible description, and for hosts on the far side of a wall. */
  | { readonly type: 'summary'; readonly text: string };

/** `point` is the line that is looked at, `row` the one from which on more are wanted. */
export interface ContextEvent extends Omit<LogContext, 'row'> {
  readonly type: 'context';
  readonly point: PanelPoint;
  readonly row: LogPlace;
}
export interface ContextAnswer {
  readonly asked: ContextEvent;
  /** Of the source, as it gives lines. Neither these nor a failure: it has no answer to such questions. */
  readonly frames?: readonly FrameData[];
  readonly failure?: string;
}

/** What a panel module exports as `panels`, by name of its contribution. */
// biome-ignore lint/suspicious/noExplicitAny: panels of different options live in one map; each checks its own.
export type Panels = Readonly<Record<string, Panel<any>>>;

export function definePanel<Options extends object>(panel: Panel<Options>): Panel<Options> {
  return panel;
}
