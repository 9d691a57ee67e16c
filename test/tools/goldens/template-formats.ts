import type { Check } from './case.ts';
export function* checks(): Iterable<Check> {}
