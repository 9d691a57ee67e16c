/** One budget of the design, measured beside its reference in the same run. */
export interface Bench {
  readonly name: string;
  /** The budget in words, as the design says it. */
  readonly budget: string;
  /** Whether this measurement keeps it. */
  met(measured: Measurement): boolean;
  run(): Promise<Measurement>;
}
export interface Measurement {
  readonly value: number;
  readonly unit: string;
  readonly reference: number;
  readonly referenceName: string;
  /** What else there is to say: parts, spread, versions. */
  readonly note?: string;
}
