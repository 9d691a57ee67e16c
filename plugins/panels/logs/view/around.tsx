/** Lines that stood around one, older ones above: of the data at hand, or as many of the source as one asks for. */
import { Button } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { type Around as Known, atHand, atOnce, type NearLine, nearLine, type Side } from '../model/context.ts';
import type { Lines } from '../model/lines.ts';
import { plainLine } from '../model/tokens.ts';
import { t } from '../text/index.ts';

export function Around({
  lines,
  around,
  timeOf,
  onMore,
}: {
  lines: Lines;
  around: Known;
  timeOf(time: number): string;
  onMore(side: Side): void;
}): JSX.Element {
  const near = useMemo(() => atHand(lines, around.line), [lines, around.line]);
  const own = useMemo(() => nearLine(lines, around.line), [lines, around.line]);
  const side = (of: Side): readonly NearLine[] => (around.sides[of]?.lines.length ? around.sides[of].lines : near[of]);
  const shown = (line: NearLine, key: string, current = false): JSX.Element => (
    <li key={key} {...(current && { 'aria-current': 'true' as const })} data-level={line.level}>
      <span class="lg-around-time">{timeOf(line.row.time)}</span>
      {plainLine(line.row.body).slice(0, 500)}
    </li>
  );
  const box = useRef<HTMLDivElement>(null);
  // The line stays in the middle until somebody asks for more: then what is read stays where it is.
  const first = ['before', 'after'].every((of) => (around.sides[of as Side]?.lines.length ?? 0) <= atOnce);
  useLayoutEffect(() => {
    const current = box.current?.querySelector<HTMLElement>('[aria-current]');
    if (first && box.current && current) box.current.scrollTop = current.offsetTop - box.current.clientHeight / 2;
  }, [first, around.sides.before?.lines.length, around.sides.after?.lines.length]);
  return (
    <div class="lg-around" ref={box}>
      <More around={around} side="before" onMore={onMore} />
      <ol aria-label={t.context}>
        {side('before')
          .map((line, at) => shown(line, `before ${at}`))
          .reverse()}
        {shown(own, 'own', true)}
        {side('after').map((line, at) => shown(line, `after ${at}`))}
      </ol>
      <More around={around} side="after" onMore={onMore} />
    </div>
  );
}

/** Nothing where nobody answers such questions. */
function More({ around, side, onMore }: { around: Known; side: Side; onMore(side: Side): void }): JSX.Element | null {
  const known = around.sides[side];
  if (!known) return null;
  if (known.state === 'end') return <p class="o-ter">{side === 'before' ? t.noneBefore : t.noneAfter}</p>;
  return (
    <p>
      {known.state === 'failed' && (
        <span class="o-warn" role="alert">
          {known.failure}{' '}
        </span>
      )}
      <Button size="sm" kind="ghost" disabled={known.state === 'asked'} onClick={() => onMore(side)}>
        {known.state === 'asked' ? t.asking : known.state === 'failed' ? t.askAgain : side === 'before' ? t.moreBefore : t.moreAfter}
      </Button>
    </p>
  );
}
