/**
 * Point `transformation`: changes frames between a query's answer and the panel. Its name is the id that dashboards store. The front end
 * module exports `transformations`, see `ui/transformation.ts`; a file `worker.ts` beside it serves the same off the page's main thread.
 */
export interface TransformationDeclaration {
  readonly label: string;
}
