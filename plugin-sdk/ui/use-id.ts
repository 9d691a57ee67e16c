import { useState } from 'preact/hooks';

/** Tells the copies of this module apart: what is bundled beside the kit counts, too. */
const own = Math.random().toString(36).slice(2, 7);
let last = 0;

/** An id that no other element of the document has. Preact counts in each root anew, and a page has several: panels have one each. */
export function useId(): string {
  return useState(() => `o-${own}-${++last}`)[0];
}
