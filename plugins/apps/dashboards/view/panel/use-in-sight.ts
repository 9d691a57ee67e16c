import { useEffect, useState } from 'preact/hooks';

/** True from the first time the element comes within a screen of the window. */
export function useInSight(element: { readonly current: HTMLElement | null }): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen || !element.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true),
      // The page scrolls inside the shell: only `scrollMargin` reaches beyond that box.
      { rootMargin: '100% 0px', scrollMargin: '100% 0px' } as IntersectionObserverInit,
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [seen]);
  return seen;
}
