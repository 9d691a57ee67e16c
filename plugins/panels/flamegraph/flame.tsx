/** The flames on a canvas, the root on top; chosen calls fill the width. */
import { textOn } from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { colorOf } from './colors.ts';
import type { FlameOptions } from './options.ts';
import type { Call, Profile } from './profile.ts';

const barHeight = 22;

export interface FlameProps {
  readonly profile: Profile;
  readonly props: PanelProps<FlameOptions>;
  readonly width: number;
  readonly scheme: FlameOptions['colorScheme'];
  readonly found: ((label: string) => boolean) | undefined;
  readonly focus: Call | undefined;
  readonly pointed: Call | undefined;
  readonly label: string;
  onPoint(call: Call | undefined, event: PointerEvent): void;
  onChoose(call: Call | undefined): void;
  /** Takes what paints the flames once more, or nothing once they are gone. */
  onPainter(paint: (() => void) | undefined): void;
}

export function Flame({
  profile,
  props,
  width,
  scheme,
  found,
  focus,
  pointed,
  label,
  onPoint,
  onChoose,
  onPainter,
}: FlameProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const height = profile.levels * barHeight;
  const from = focus?.start ?? 0;
  const whole = Math.max(1e-9, focus?.value ?? profile.total);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    draw(element);
    onPainter(() => draw(element));
  });
  useEffect(() => () => onPainter(undefined), []);
  const draw = (element: HTMLCanvasElement): void => {
    const context = element.getContext('2d');
    if (!context) return;
    const ratio = globalThis.devicePixelRatio || 1;
    Object.assign(element, { width: Math.max(1, Math.round(width * ratio)), height: Math.max(1, Math.round(height * ratio)) });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { theme } = props;
    context.font = `12px ${theme.fontSans}`;
    context.textBaseline = 'middle';
    for (const call of profile.calls) {
      const left = ((call.start - from) / whole) * width;
      const wide = (call.value / whole) * width;
      const [x, end] = [Math.max(0, left), Math.min(width, left + wide)];
      if (end - x < 0.4) continue;
      const y = call.level * barHeight;
      const above = focus !== undefined && call.level < focus.level;
      const color = colorOf(call, profile, scheme, theme.dark);
      context.globalAlpha = (found && !found(call.label)) || above ? 0.3 : 1;
      context.fillStyle = color;
      context.fillRect(x, y, Math.max(0.5, end - x - (end - x > 3 ? 1 : 0)), barHeight - 1);
      if (call === pointed) {
        context.strokeStyle = theme.text;
        context.lineWidth = 1.5;
        context.strokeRect(x + 0.75, y + 0.75, Math.max(1, end - x - 2), barHeight - 2.5);
      }
      if (end - x < 24) continue;
      context.fillStyle = textOn(color);
      const most = Math.floor((end - x - 8) / 6.2);
      const text = call.label.length > most ? `${call.label.slice(0, Math.max(1, most - 1))}…` : call.label;
      context.fillText(text, x + 4, y + barHeight / 2, end - x - 6);
    }
    context.globalAlpha = 1;
  };
  const callAt = (event: MouseEvent): Call | undefined => {
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return;
    const at = from + ((event.clientX - box.left) / width) * whole;
    const level = Math.floor((event.clientY - box.top) / barHeight);
    return profile.calls.find((call) => call.level === level && at >= call.start && at < call.start + call.value);
  };
  const keys = (event: KeyboardEvent): void => {
    const now = focus ?? profile.calls[0];
    if (!now) return;
    const at = profile.calls.indexOf(now);
    const next = {
      ArrowDown: profile.calls.find((call, index) => index > at && call.level === now.level + 1),
      ArrowUp: profile.calls.findLast((call, index) => index < at && call.level === now.level - 1),
      ArrowRight: profile.calls.find((call, index) => index > at && call.level === now.level),
      ArrowLeft: profile.calls.findLast((call, index) => index < at && call.level === now.level),
    }[event.key];
    if (event.key === 'Escape') onChoose(undefined);
    else if (next) onChoose(next);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="fl-flames">
      <canvas
        ref={canvas}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows go from call to call.
        tabIndex={0}
        role="img"
        aria-label={label}
        style={{ width: `${width}px`, height: `${height}px` }}
        onPointerMove={(event) => onPoint(callAt(event), event)}
        onPointerLeave={(event) => onPoint(undefined, event)}
        onClick={(event) => onChoose(callAt(event))}
        onKeyDown={keys}
      />
    </div>
  );
}
