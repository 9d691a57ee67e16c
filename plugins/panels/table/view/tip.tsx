/** What a cell says of itself, beside it: while it is pointed at, or is the active one of the keyboard. In the top layer: no edge cuts it. */
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const gap = 6;
type Side = 'top' | 'right' | 'bottom' | 'left';
interface Told {
  readonly text: string;
  readonly at: string;
  readonly cell: DOMRect;
}

export function Tip({ grid, active }: { grid: { readonly current: HTMLElement | null }; active: string | undefined }): JSX.Element | null {
  const box = useRef<HTMLDivElement>(null);
  const [told, setTold] = useState<Told>();
  const tell = (cell: HTMLElement | null | undefined): void => {
    const { tip, tipAt = 'auto' } = cell?.dataset ?? {};
    setTold(cell && tip ? { text: tip, at: tipAt, cell: cell.getBoundingClientRect() } : undefined);
  };
  useEffect(() => {
    const element = grid.current;
    const point = ({ target }: PointerEvent): void => tell((target as Element).closest<HTMLElement>('[data-tip]'));
    const gone = (): void => tell(undefined);
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') gone();
    };
    const life = new AbortController();
    const { signal } = life;
    element?.addEventListener('pointerover', point, { signal });
    element?.addEventListener('pointerleave', gone, { signal });
    element?.addEventListener('scroll', gone, { signal });
    element?.addEventListener('focusout', gone, { signal });
    element?.addEventListener('keydown', key, { signal });
    return () => life.abort();
  }, []);
  useEffect(() => {
    if (active) tell(grid.current?.ownerDocument.getElementById(active));
  }, [active]);
  useLayoutEffect(() => {
    const tip = box.current;
    if (!tip || !told) return;
    tip.showPopover();
    const { left, top } = placed(told, tip.getBoundingClientRect(), innerWidth, innerHeight);
    Object.assign(tip.style, { left: `${left}px`, top: `${top}px` });
  }, [told]);
  return told ? (
    <div ref={box} class="o-tip tbl-tip" popover="manual" aria-hidden="true">
      {told.text}
    </div>
  ) : null;
}

/** Beside the cell on the side that is asked for, and inside of the window. */
function placed({ at, cell }: Told, { width, height }: DOMRect, across: number, down: number): { left: number; top: number } {
  const side = (at === 'auto' ? (cell.bottom + gap + height <= down ? 'bottom' : 'top') : at) as Side;
  const middle = { left: cell.left + (cell.width - width) / 2, top: cell.top + (cell.height - height) / 2 };
  const place =
    side === 'left'
      ? { ...middle, left: cell.left - gap - width }
      : side === 'right'
        ? { ...middle, left: cell.right + gap }
        : side === 'top'
          ? { ...middle, top: cell.top - gap - height }
          : { ...middle, top: cell.bottom + gap };
  return { left: Math.max(4, Math.min(across - width - 4, place.left)), top: Math.max(4, Math.min(down - height - 4, place.top)) };
}
