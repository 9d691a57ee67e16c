/** What transformations are written with and run by. Not part of the shared data module: who transforms nothing loads none of it. */
export * from './columns.ts';
export * from './pipeline.ts';
export * from './types.ts';
