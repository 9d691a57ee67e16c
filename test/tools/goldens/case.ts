/** What every kind of golden file is turned into: what was asked, what the library answered, how to ask ourselves. */
export interface Golden {
  readonly now: string;
  readonly cases: readonly unknown[];
  readonly [header: string]: unknown;
}
export interface Check {
  readonly label: string;
  readonly expected: unknown;
  readonly got: () => unknown;
  readonly compare?: (expected: unknown, got: unknown) => boolean;
}
export type Kind = (golden: Golden) => Iterable<Check>;
