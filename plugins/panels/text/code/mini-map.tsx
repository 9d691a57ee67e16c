import type { JSX } from 'preact';
import type { Stretch } from './highlight.ts';

const tabs = 4;
const widest = 100;
/** More lines than this are as thin as a map can tell them apart. */
const mostLines = 2_000;

/** The shape of a text, a stroke for each stretch of a line, as in code editors: a click shows that part. */
export function MiniMap({ lines }: { lines: readonly (readonly Stretch[])[] }): JSX.Element {
  const shown = lines.slice(0, mostLines);
  const go = (event: MouseEvent): void => {
    const map = event.currentTarget as SVGSVGElement;
    const scroller = map.closest<HTMLElement>('.txt');
    const { top, height } = map.getBoundingClientRect();
    if (scroller) scroller.scrollTop = ((event.clientY - top) / height) * scroller.scrollHeight - scroller.clientHeight / 2;
  };
  return (
    // Whoever has no pointer scrolls the text itself.
    // biome-ignore lint/a11y/noStaticElementInteractions: as above
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <svg
      class="txt-map"
      viewBox={`0 0 ${widest} ${Math.max(1, shown.length) * 3}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      onClick={go}
      style={{ height: `${Math.min(shown.length * 3, 600)}px` }}
    >
      {shown.map((line, index) =>
        strokesOf(line).map(({ from, to, kind }) => (
          <path key={`${index} ${from}`} class={`txt-map-${kind}`} d={`M${from} ${index * 3 + 1}H${to}`} />
        )),
      )}
    </svg>
  );
}

function strokesOf(line: readonly Stretch[]): { from: number; to: number; kind: string }[] {
  let at = 0;
  return line.flatMap(({ kind, text }) => {
    const lead = /^\s*/.exec(text)?.[0] ?? '';
    const width = (part: string): number => [...part].reduce((sum, sign) => sum + (sign === '\t' ? tabs : 1), 0);
    const from = at + width(lead);
    at += width(text);
    const to = Math.min(widest, at - width(/\s*$/.exec(text.slice(lead.length))?.[0] ?? ''));
    return to > from ? [{ from, to, kind }] : [];
  });
}
