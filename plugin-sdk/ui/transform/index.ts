/** Runs a panel's transformations in the browser. Loaded by pages when a panel has some; not part of the shared kit. */
export type { Outcome, Stage } from './messages.ts';
export { type Run, transform } from './run.ts';
export { stageOf } from './steps.ts';
