/** Changes of the elements of a drawing, by path: `0`, `2.1`. Pure: a change gives a new root. */
import type { ElementOptions } from '../options.ts';

type Elements = readonly ElementOptions[];

export function elementAt(root: ElementOptions, path: string): ElementOptions | undefined {
  return indexes(path).reduce<ElementOptions | undefined>((element, index) => element?.elements?.[index], root);
}

export function withElement(
  root: ElementOptions,
  path: string,
  change: (element: ElementOptions) => ElementOptions | undefined,
): ElementOptions {
  return { ...root, elements: changed(root.elements ?? [], indexes(path), change) };
}

export function added(root: ElementOptions, element: ElementOptions): ElementOptions {
  return { ...root, elements: [...(root.elements ?? []), { ...element, name: freeName(root, element.name) }] };
}

/** Among its siblings; the last lies on top. */
export function raised(root: ElementOptions, path: string, toTop: boolean): { root: ElementOptions; path: string } {
  const steps = indexes(path);
  const index = steps.pop() ?? 0;
  const above = steps.join('.');
  const siblings = [...((steps.length === 0 ? root : elementAt(root, above))?.elements ?? [])];
  const [element] = siblings.splice(index, 1);
  if (!element) return { root, path };
  const at = toTop ? siblings.length : 0;
  siblings.splice(at, 0, element);
  const next =
    steps.length === 0 ? { ...root, elements: siblings } : withElement(root, above, (parent) => ({ ...parent, elements: siblings }));
  return { root: next, path: [...steps, at].join('.') };
}

/** Lines find their ends by name: no two elements share one. */
function freeName(root: ElementOptions, name: string): string {
  const taken = new Set(allOf(root.elements ?? []).map((element) => element.name));
  if (!taken.has(name)) return name;
  const bare = name.replace(/ \d+$/, '');
  for (let number = 2; ; number++) if (!taken.has(`${bare} ${number}`)) return `${bare} ${number}`;
}

function allOf(elements: Elements): ElementOptions[] {
  return elements.flatMap((element) => [element, ...allOf(element.elements ?? [])]);
}

function changed(elements: Elements, [index, ...rest]: readonly number[], change: Parameters<typeof withElement>[2]): Elements {
  return elements.flatMap((element, at) => {
    if (at !== index) return [element];
    if (rest.length > 0) return [{ ...element, elements: changed(element.elements ?? [], rest, change) }];
    return change(element) ?? [];
  });
}

function indexes(path: string): number[] {
  return path === '' ? [] : path.split('.').map(Number);
}
