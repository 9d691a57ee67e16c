/**
 * Expected failures are values: they cross the wall between plugin and kernel as plain data.
 * Exceptions are bugs. Codes are `area/what` (`capability/denied`, `datasource/timeout`).
 */
export interface Failure<Code extends string = string> {
  readonly code: Code;
  /** One sentence for a person: what was wanted, what was found, what to do next. No secrets, no paths, no stack. */
  readonly message: string;
  /** True when the same call may succeed later without anyone changing anything. */
  readonly retryable: boolean;
  /** Plain data for programs: the HTTP status to answer with, the plugin, the offending key. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export type Ok<Value> = { readonly ok: true; readonly value: Value };
export type Failed<Code extends string = string> = { readonly ok: false; readonly failure: Failure<Code> };
export type Result<Value, Code extends string = string> = Ok<Value> | Failed<Code>;

export function ok<Value>(value: Value): Ok<Value> {
  return { ok: true, value };
}

export function fail<Code extends string>(
  code: Code,
  message: string,
  options: { retryable?: boolean; detail?: Record<string, unknown> } = {},
): Failed<Code> {
  const { retryable = false, detail } = options;
  return { ok: false, failure: detail ? { code, message, retryable, detail } : { code, message, retryable } };
}

/** A failure on its way through code that only knows exceptions (a library's callback). The bridge turns it back into a value. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'FailureError';
    this.failure = failure;
  }
  /** A bundle and the prelude each have a copy of this class; what counts is the coded value. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && typeof (value as Partial<FailureError>).failure?.code === 'string';
  }
}

/** The value of a result, or its failure thrown. For code where a failure can only mean "give up". */
export function unwrap<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new FailureError(result.failure);
}
