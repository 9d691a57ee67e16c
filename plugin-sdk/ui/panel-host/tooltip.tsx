import type { JSX } from 'preact';
import type { CursorValue, PanelEvent } from '../panel.ts';

export type CursorEvent = Extract<PanelEvent, { type: 'cursor' }>;
const atMost = 8;

/** Values at the crosshair: beside it, never under the pointer, on the side with more room. */
export function PanelTooltip({ cursor, width, time }: { cursor: CursorEvent; width: number; time: string }): JSX.Element | null {
  if (cursor.values.length === 0) return null;
  const shown = nearestFirst(cursor.values).slice(0, atMost);
  const onLeft = cursor.x > width / 2;
  return (
    <div
      class="o-tip o-ptip"
      aria-hidden="true"
      style={{ top: '4px', ...(onLeft ? { right: `${width - cursor.x + 14}px` } : { left: `${cursor.x + 14}px` }) }}
    >
      <div class="o-tnum">{time}</div>
      {shown.map((value) => (
        <div key={value.name} class={`o-row ${value.focused ? 'o-b' : ''}`}>
          <i class="o-sw-l" style={{ background: value.color, margin: '0' }} />
          <span class="o-trunc">{value.name}</span>
          <span class="o-sp" />
          <span class="o-tnum o-nw">{value.text}</span>
        </div>
      ))}
      {cursor.values.length > atMost && <div class="o-ter">{cursor.values.length - atMost} more</div>}
    </div>
  );
}

/** Of many, those around the one under the pointer; of few, all as they came. */
function nearestFirst(values: readonly CursorValue[]): readonly CursorValue[] {
  if (values.length <= atMost) return values;
  const focus = values.findIndex((value) => value.focused);
  if (focus < 0) return values;
  const start = Math.max(0, Math.min(values.length - atMost, focus - Math.floor(atMost / 2)));
  return values.slice(start);
}
