/** Files of the instance at hand, from its folder or from its address, in pieces. */
import { type CallContext, FailureError } from '@orrery/plugin-sdk';
import type { Held } from './signed-source.ts';

export interface FileReader {
  pieces(file: string, context: CallContext): AsyncIterable<Uint8Array>;
  whole(file: string, most: number, context: CallContext): Promise<Uint8Array>;
}

export function fileReader({ shelf, fetch }: Pick<Held, 'shelf' | 'fetch'>): FileReader {
  async function* pieces(file: string, { instance, signal }: CallContext): AsyncGenerator<Uint8Array> {
    if (await shelf.has()) {
      for (let offset = 0; ; ) {
        const piece = await shelf.read(file, offset);
        if (piece.length === 0) return;
        offset += piece.length;
        yield piece;
      }
    }
    const response = await fetch(file, { signal });
    if (!response.ok)
      throw new FailureError({
        code: response.status === 404 ? 'catalog/no-file' : 'catalog/refused',
        message: `The catalog "${instance?.name ?? ''}" answered ${response.status} for ${file}.`,
        retryable: response.status >= 500,
      });
    yield* response.chunks();
  }
  return {
    pieces,
    async whole(file, most, context) {
      const parts: Uint8Array[] = [];
      let length = 0;
      for await (const piece of pieces(file, context)) {
        length += piece.length;
        if (length > most)
          throw new FailureError({
            code: 'catalog/too-large',
            message: `${file} of the catalog is larger than ${most >> 20} MB.`,
            retryable: false,
          });
        parts.push(piece);
      }
      const all = new Uint8Array(length);
      let at = 0;
      for (const part of parts) {
        all.set(part, at);
        at += part.length;
      }
      return all;
    },
  };
}
