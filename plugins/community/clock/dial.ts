/** A dial with hands, and what else the clock says beside or below it. */
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import type { DrawingContext } from '@orrery/plugin-sdk/ui/drawing.ts';
import type { ClockOptions } from './options.ts';
import type { Line } from './says.ts';

export function drawDial(context: DrawingContext, props: PanelProps<ClockOptions>, zone: string, lines: readonly Line[]): void {
  const { width, height, theme, now } = props;
  const beside = lines.filter(({ kind }) => kind !== 'time');
  const below = beside.length * 18;
  const radius = Math.max(8, Math.min(width - 24, height - 20 - below) / 2);
  const [x, y] = [width / 2, (height - below) / 2];
  const token = (name: string): string => theme.tokens[name] ?? theme.text;
  const at = (turn: number, length: number): [number, number] => [
    x + Math.sin(turn * 2 * Math.PI) * radius * length,
    y - Math.cos(turn * 2 * Math.PI) * radius * length,
  ];
  const stroke = (from: [number, number], to: [number, number], color: string, thick: number): void => {
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.strokeStyle = color;
    context.lineWidth = thick;
    context.lineCap = 'round';
    context.stroke();
  };

  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = token('bg-inset');
  context.fill();
  context.strokeStyle = token('border-default');
  context.lineWidth = 1;
  context.stroke();
  for (let minute = 0; minute < 60; minute++) {
    const isHour = minute % 5 === 0;
    if (isHour || radius > 60)
      stroke(
        at(minute / 60, isHour ? 0.86 : 0.92),
        at(minute / 60, 0.95),
        token(isHour ? 'text-secondary' : 'border-default'),
        isHour ? Math.max(1.5, radius / 50) : 1,
      );
  }
  const [hours, minutes, seconds] = timeIn(zone, now);
  stroke(at(0, 0), at((hours % 12) / 12 + minutes / 720, 0.52), theme.text, Math.max(3, radius / 18));
  stroke(at(0, 0), at(minutes / 60 + seconds / 3600, 0.76), theme.text, Math.max(2, radius / 28));
  stroke(at(seconds / 60 + 0.5, 0.14), at(seconds / 60, 0.84), token('accent-fill'), Math.max(1, radius / 70));
  context.beginPath();
  context.arc(x, y, Math.max(2.5, radius / 24), 0, 2 * Math.PI);
  context.fillStyle = token('accent-fill');
  context.fill();

  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = token('text-secondary');
  context.font = `13px ${theme.fontSans}`;
  beside.forEach(({ text }, index) => context.fillText(text, x, height - below + index * 18));
}

function timeIn(zone: string, now: number): [number, number, number] {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (name: string): number => Number(parts.find(({ type }) => type === name)?.value ?? 0);
  return [part('hour'), part('minute'), part('second')];
}
