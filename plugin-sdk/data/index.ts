/** Data for both halves: frames and what people see of them. The browser gets this as a shared module. */
export * from './build.ts';
export type { CalendarUnit, WeekStart } from './calendar.ts';
export { type DateMathOptions, isDateMath, parseDateMath } from './date-math.ts';
export * from './display/index.ts';
export type * from './frame.ts';
export * from './interpolate.ts';
export * from './interval.ts';
export { parseIsoDate } from './iso-date.ts';
export { followable, type LinkModel, safeUrl } from './links.ts';
export * from './query-answer-read.ts';
export * from './time-range.ts';
export { defineTransformation, type Transformation, type TransformContext } from './transform/types.ts';
