/**
 * Point `transformation`: changes frames between a query's answer and the panel. Its name is the id that dashboards store. The front end
 * module exports `transformations`, see `ui/transformation.ts`; the build makes a worker of the same.
 */
export interface TransformationDeclaration {
  readonly label: string;
}
