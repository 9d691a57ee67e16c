/**
 * What people may choose about a panel, as data: the host draws the editors, so that every panel is edited in the same way, also one on
 * the far side of a wall.
 */
export interface OptionEditor {
  /** Where the value lies in `options`, or for a field's option in `fieldConfig.defaults.custom`: `legend.displayMode`. */
  readonly path: string;
  readonly label: string;
  readonly description?: string;
  /** Heading it is shown under. */
  readonly group: string;
  readonly control: OptionControl;
  /** Shown only while another option has one of these values, or none of them. Several must all hold. */
  readonly when?: readonly OptionCondition[];
}

export type OptionCondition =
  | { readonly path: string; readonly is: readonly unknown[] }
  | { readonly path: string; readonly not: readonly unknown[] };

export interface OptionChoice {
  readonly value: string | number | boolean | null;
  readonly label: string;
  readonly description?: string;
  /** Name of an icon of the UI kit. */
  readonly icon?: string;
}

export interface ItemKind {
  readonly label: string;
  readonly value: Readonly<Record<string, unknown>>;
}

export type OptionControl =
  | { readonly kind: 'switch' }
  | { readonly kind: 'text'; readonly placeholder?: string; readonly lines?: number }
  | {
      readonly kind: 'number' | 'slider';
      readonly min?: number;
      readonly max?: number;
      readonly step?: number;
      readonly placeholder?: string;
    }
  /** `segments` for a handful of short choices. */
  | { readonly kind: 'choice' | 'segments'; readonly choices: readonly OptionChoice[] }
  | { readonly kind: 'choices'; readonly choices: readonly OptionChoice[] }
  | { readonly kind: 'color' }
  | { readonly kind: 'unit' }
  /** Several numbers, texts or time zones, stored as a list. */
  | { readonly kind: 'list'; readonly of: 'number' | 'text' | 'timezone'; readonly placeholder?: string }
  /** Ids of reducers. `plain`: the one id itself, not a list of one. */
  | { readonly kind: 'reducers'; readonly single?: boolean; readonly plain?: boolean }
  /** The name of a field of the data at hand. */
  | {
      readonly kind: 'field';
      readonly types?: readonly string[];
      readonly placeholder?: string;
      /** Stored as the rule `{ id: 'byName', options }`, not as the bare name. */
      readonly asMatcher?: boolean;
    }
  | { readonly kind: 'code'; readonly language: 'markdown' | 'html' | 'json' }
  /** A list of objects: layers of a map, tests of a filter. Paths of `editors` and their conditions lie in the item. */
  | {
      readonly kind: 'items';
      readonly editors: readonly OptionEditor[];
      /** Where an item's name lies in it. Items with names fold; others stay open. */
      readonly name?: string;
      /** What can be put in; one object without anything if not told. An item is of the kind whose `type` it has. */
      readonly kinds?: readonly ItemKind[];
      /** What the button says that adds one. */
      readonly add?: string;
    }
  /** Data links: a list of `{ title, url, targetBlank }`. */
  | { readonly kind: 'links' }
  /** Requests that a value lets people send, as `config.actions` stores them. */
  | { readonly kind: 'actions' }
  /** The uid of a configured data source. */
  | { readonly kind: 'datasource' }
  /** Names with values, kept as a list of `[name, value]`. */
  | { readonly kind: 'pairs'; readonly placeholder?: readonly [name: string, value: string] }
  /** Names of what the data at hand have; others may be typed. A list, one of them, or one text with marks between. */
  | { readonly kind: 'names'; readonly of: 'fields' | 'labels' | 'queries'; readonly single?: boolean; readonly joined?: string }
  /** An object a field or query, kept by its name. */
  | { readonly kind: 'map'; readonly of: 'fields' | 'queries'; readonly each: readonly OptionEditor[] }
  /** `{ id, options }`: a rule for fields or frames. */
  | { readonly kind: 'matcher'; readonly of: 'fields' | 'frames' }
  /** One side of a calculation: a field, a number, or every field of numbers. */
  | { readonly kind: 'operand'; readonly everyNumber?: boolean }
  /** Order, choice and names of fields, over the options as a whole (path ''). */
  | { readonly kind: 'arrange' };
