/**
 * Text and bytes: `TextEncoder`, `TextDecoder`, `btoa`, `atob`. Short texts are decoded here, long ones by the thread, which is faster from
 * about a kilobyte up.
 */
import type { Ask, Define } from './environment.ts';

export function defineText(define: Define, ask: Ask): void {
  class TextEncoder {
    readonly encoding = 'utf-8';
    encode(text = ''): Uint8Array {
      return new Uint8Array(ask('encode', String(text)) as ArrayBuffer);
    }
  }
  class TextDecoder {
    readonly encoding = 'utf-8';
    #rest = new Uint8Array();
    decode(input?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string {
      let bytes =
        input === undefined
          ? new Uint8Array()
          : ArrayBuffer.isView(input)
            ? new Uint8Array(input.buffer as ArrayBuffer, input.byteOffset, input.byteLength)
            : new Uint8Array(input);
      if (this.#rest.length > 0) {
        const joined = new Uint8Array(this.#rest.length + bytes.length);
        joined.set(this.#rest);
        joined.set(bytes, this.#rest.length);
        bytes = joined;
        this.#rest = new Uint8Array();
      }
      if (options?.stream) {
        const whole = wholeLength(bytes);
        this.#rest = bytes.slice(whole);
        bytes = bytes.subarray(0, whole);
      }
      return bytes.length < 1024 ? decodeShort(bytes) : (ask('decode', bytes) as string);
    }
  }
  define('TextEncoder', TextEncoder);
  define('TextDecoder', TextDecoder);

  /** Up to the last complete character. */
  function wholeLength(bytes: Uint8Array): number {
    for (let back = 1; back <= Math.min(3, bytes.length); back++) {
      const byte = bytes[bytes.length - back] as number;
      if (byte < 0x80) break;
      if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length;
    }
    return bytes.length;
  }
  function decodeShort(bytes: Uint8Array): string {
    let text = '';
    for (const byte of bytes) {
      if (byte >= 0x80) return ask('decode', bytes) as string;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  define('btoa', (text: string) => {
    let out = '';
    for (let at = 0; at < text.length; at += 3) {
      const codes = [0, 1, 2].map((offset) => text.charCodeAt(at + offset));
      if (codes.some((code) => code > 255)) throw new Error('btoa takes characters up to U+00FF.');
      const [a = 0, b, c] = codes as [number, number, number];
      const bits = (a << 16) | ((b || 0) << 8) | (c || 0);
      out += base64[bits >> 18];
      out += base64[(bits >> 12) & 63];
      out += Number.isNaN(b) ? '=' : base64[(bits >> 6) & 63];
      out += Number.isNaN(c) ? '=' : base64[bits & 63];
    }
    return out;
  });
  define('atob', (text: string) => {
    const clean = String(text).replace(/[\s=]/g, '');
    let out = '';
    let bits = 0;
    let held = 0;
    for (const letter of clean) {
      const value = base64.indexOf(letter);
      if (value < 0) throw new Error('atob: a character that is not of base64.');
      bits = (bits << 6) | value;
      held += 6;
      if (held >= 8) {
        held -= 8;
        out += String.fromCharCode((bits >> held) & 255);
      }
    }
    return out;
  });
}
