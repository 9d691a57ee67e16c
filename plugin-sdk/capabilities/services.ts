import type { Result } from '../result.ts';
/** Services of other plugins, by contract. Calls go through the kernel and carry the caller's principal. */
/**
 * Failures (values): `service/undeclared` (neither in `consumes` nor in `mayConsume`), `service/missing` (retryable), `service/version`, and what the call itself fails
 * with. A method that gives a `Result` is answered with that. On the wire: `call(contract, method, argument)`.
 */
export interface Services {
  call(contract: string, method: string, argument?: unknown): Promise<Result<unknown>>;
}
