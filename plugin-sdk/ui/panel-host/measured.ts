/** Sizes of many elements for one layout of the page: all that ask in one turn are measured together, before any of them is told. */

type Tell = (width: number, height: number) => void;
const waiting = new Map<Element, Tell>();

/** Tells the size, whole CSS px, once what is being rendered is rendered and before it is painted. Gives what takes the question back. */
export function measured(element: Element, tell: Tell): () => void {
  if (waiting.size === 0) queueMicrotask(measureAll);
  waiting.set(element, tell);
  return () => {
    if (waiting.get(element) === tell) waiting.delete(element);
  };
}

function measureAll(): void {
  const sizes = [...waiting].map(([element, tell]) => ({ tell, size: element.getBoundingClientRect() }));
  waiting.clear();
  for (const { tell, size } of sizes) tell(Math.floor(size.width), Math.floor(size.height));
}
