/**
 * `trust`: is this text signed by a key that the server's trust store knows, and not taken back? For core plugins that read signed lists.
 */
export type TrustRequest = true;
export interface Trust {
  /** Failures are thrown: `signature/…`, with what to do. */
  open(message: Uint8Array): Promise<SignedText>;
}
export interface SignedText {
  readonly text: string;
  readonly sha256: string;
  readonly key: { readonly id: string; readonly fingerprint: string; readonly name: string; readonly levels: readonly string[] };
  /** Epoch milliseconds. */
  readonly signed: number;
}
