/** Point `panel`: draws frames. The front end module exports `panels: { <name>: Panel }`, see `ui/panel.ts`. */
export interface PanelDeclaration {
  readonly label: string;
  readonly description: string;
  /**
   * It only draws on a canvas: the package has a `drawing.ts`, see `ui/drawing.ts`, which runs in a worker where the plugin may not
   * run in the page.
   */
  readonly draws?: true;
  /** Data it is proposed for. */
  readonly suits?: readonly PanelSuit[];
}

/**
 * Data that this panel shows well, so that it is proposed for them. It is said in the manifest: whoever looks for a panel asks all of
 * them, and loads the code of the few that are drawn.
 */
export interface PanelSuit {
  /** From 1 to 100. Of several that fit, those with other options are proposals of their own, best first. */
  readonly score: number;
  readonly needs: DataNeeds;
  /** What is stored with the panel where it is chosen for this. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly custom?: Readonly<Record<string, unknown>>;
  /** What sets it apart from the panel's plain form, by language: `{ en: 'Stacked', de: 'Gestapelt' }`. */
  readonly titles?: Readonly<Record<string, string>>;
}

/** Both ends count; without the second there is no upper one. */
export type Span = readonly [least: number, most?: number];

/** All that is named has to hold. */
export interface DataNeeds {
  /** Every frame has times, or none has. */
  readonly time?: boolean;
  /** Columns of numbers, of all frames together; as with `texts`. */
  readonly numbers?: Span;
  readonly texts?: Span;
  /** Rows of the longest frame. */
  readonly rows?: Span;
  /** Columns by name, whatever their case; `|` between names that mean the same. */
  readonly fields?: readonly string[];
  /** One of these is what the data say they are: `meta.type` or `meta.preferredVisualisationType`, or a type of a field. */
  readonly shapes?: readonly string[];
}
