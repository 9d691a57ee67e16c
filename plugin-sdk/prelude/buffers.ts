import type { Define } from './environment.ts';

/** `memoryLimit` sees no resizable buffers, so there are none. `instanceof`, `slice` and subclasses stay right. */
export function boundBuffers(define: Define): void {
  const Real = ArrayBuffer;
  function Bounded(this: unknown, length: number): ArrayBuffer {
    if (!new.target) throw new TypeError("Constructor ArrayBuffer requires 'new'");
    return Reflect.construct(Real, [length], new.target);
  }
  Object.defineProperty(Bounded, 'name', { value: 'ArrayBuffer' });
  Bounded.prototype = Real.prototype;
  Bounded.isView = Real.isView;
  Object.defineProperty(Bounded, Symbol.species, {
    get() {
      return this;
    },
  });
  Object.defineProperty(Real.prototype, 'constructor', { value: Bounded, writable: true, configurable: true });
  delete (Real.prototype as { resize?: unknown }).resize;
  delete (Real.prototype as { transfer?: unknown }).transfer;
  define('ArrayBuffer', Bounded);
}
