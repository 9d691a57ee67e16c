/**
 * The front end of transformations. A module exports `transformations`, each loaded when a dashboard first uses it, and
 * `transformationForms`, loaded by those who edit. Of the first the build makes `worker.js` as well, one file without a page: there
 * large data are transformed, and all data where the plugin may not run in the page.
 */
import type { AnyTransformation } from '../data/transform/types.ts';
import type { OptionEditor } from './option-editor.ts';

export type TransformationLoaders = Readonly<Record<string, () => Promise<AnyTransformation>>>;

export interface TransformationModule {
  readonly transformations: TransformationLoaders;
  readonly transformationForms: () => Promise<Readonly<Record<string, TransformationForm>>>;
}

export type TransformationCategory = 'combine' | 'calculate' | 'filter' | 'rearrange' | 'reformat' | 'create';

/** How a transformation is offered, and edited. */
export interface TransformationForm {
  readonly name: string;
  /** One sentence: what goes in and what comes out. */
  readonly description: string;
  readonly category: TransformationCategory;
  readonly editors: readonly OptionEditor[];
  /** What a new step starts with. */
  readonly initial?: Readonly<Record<string, unknown>>;
  /** Not offered: for dashboards that have it. */
  readonly hidden?: true;
}

/** The plugin behind an id, as the shell hands it out. */
export interface TransformationPlugin {
  readonly plugin: string;
  /** Changes with the plugin's version. */
  readonly version: string;
  load(): Promise<TransformationModule>;
  /** A new worker; whoever opens it ends it. */
  openWorker?(): Promise<TransformationWorker>;
  /** It may not run in the page: its module loads without transformations, and the worker does all of its work. */
  readonly outside?: true;
}

/** A worker, or what is spoken to like one. */
export interface TransformationWorker {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
  /** It failed, and does nothing any more. */
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}
