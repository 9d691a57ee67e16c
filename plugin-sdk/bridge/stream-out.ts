/** The producer's end of a streamed answer: at most a window of bytes that the consumer has not taken yet. */
export const streamWindow = 1 << 20;

export class StreamOut {
  readonly #send: (bytes: Uint8Array) => void;
  #outstanding = 0;
  #resume: (() => void) | undefined;
  #ended = false;

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send;
  }
  /** Resolves when there is room for more; false when nobody wants more. */
  async write(bytes: Uint8Array): Promise<boolean> {
    if (this.#ended) return false;
    this.#outstanding += bytes.length;
    this.#send(bytes);
    if (this.#outstanding >= streamWindow) await new Promise<void>((resolve) => (this.#resume = resolve));
    return !this.#ended;
  }
  credit(bytes: number): void {
    this.#outstanding -= bytes;
    if (this.#outstanding < streamWindow) this.#wake();
  }
  end(): void {
    this.#ended = true;
    this.#wake();
  }
  #wake(): void {
    this.#resume?.();
    this.#resume = undefined;
  }
}
