/** `crypto`, as far as randomness goes: taken from the thread a kilobyte at a time. */
import type { Ask, Define } from './environment.ts';

export function defineRandom(define: Define, ask: Ask): void {
  let pool = new Uint8Array();
  const fill = (target: Uint8Array): void => {
    for (let at = 0; at < target.length; ) {
      if (pool.length === 0) pool = new Uint8Array(ask('random') as ArrayBuffer);
      const taken = pool.subarray(0, target.length - at);
      target.set(taken, at);
      at += taken.length;
      pool = pool.subarray(taken.length);
    }
  };
  const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  define('crypto', {
    getRandomValues(target: ArrayBufferView) {
      if (target.byteLength > 65_536) throw new Error('getRandomValues gives at most 65536 bytes at once.');
      fill(new Uint8Array(target.buffer as ArrayBuffer, target.byteOffset, target.byteLength));
      return target;
    },
    randomUUID() {
      const bytes = new Uint8Array(16);
      fill(bytes);
      bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
      return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
  });
}
