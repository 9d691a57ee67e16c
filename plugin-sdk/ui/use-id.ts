import { useState } from 'preact/hooks';

let last = 0;

/** An id that no other element of the document has. Preact counts in each root anew, and a page has several: panels have one each. */
export function useId(): string {
  return useState(() => `o-id-${++last}`)[0];
}
