/** Clock: the time anywhere, and how long until or since a moment. Only draws, so it runs in a worker where it may not run in the page. */
import { namedColor } from '@orrery/plugin-sdk/data';
import { type Drawn, type DrawingContext, defineDrawing } from '@orrery/plugin-sdk/ui/drawing.ts';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import { drawDial } from './dial.ts';
import { editors } from './editors.ts';
import { type ClockOptions, defaults } from './options.ts';
import { type Line, linesOf, zoneOf } from './says.ts';

type Props = PanelProps<ClockOptions>;

/** Parts of the height that each line has, before what somebody set. */
const shares = { description: 0.5, time: 1, date: 0.42, zone: 0.34 } as const;
const mono = 'JetBrains Mono, ui-monospace, monospace';

export const clock = defineDrawing<ClockOptions>({
  defaults,
  editors,
  bleeds: true,
  drawsEmpty: true,
  needsNoData: true,
  interpolated: ['countdownSettings.endCountdownTime', 'countupSettings.beginCountupTime', 'descriptionSettings.descriptionText'],
  draw(context, props) {
    const { options, width, height, theme, now } = props;
    const ground = options.bgColor && namedColor(options.bgColor, theme);
    if (ground) {
      context.fillStyle = ground;
      context.fillRect(0, 0, width, height);
    }
    const lines = linesOf(props);
    const isDial = options.face === 'dial' && options.mode === 'time';
    if (isDial) drawDial(context, props, zoneOf(props), lines);
    else drawLines(context, props, lines, { x: width / 2, y: height / 2, width: width - 24, height: height - 16 });
    return {
      summary: lines.map(({ text }) => text).join(', '),
      // With the next whole second.
      ...(options.refresh === 'sec' && { again: 1000 - (now % 1000) + 5 }),
    } satisfies Drawn;
  },
});
export const drawings = { 'orrery-clock-panel': clock };

/** Each as large as fits, in its share of the height; sizes that somebody set are kept. */
function drawLines(
  context: DrawingContext,
  { options, theme }: Props,
  lines: readonly Line[],
  box: { x: number; y: number; width: number; height: number },
): void {
  const whole = lines.reduce((sum, { kind }) => sum + shares[kind], 0);
  const unit = Math.min(box.height / (whole * 1.25), 160);
  const sized = lines.map((line) => {
    const family = options.fontMono ? mono : theme.fontSans;
    const weight = line.look.fontWeight === 'bold' ? 700 : line.kind === 'time' ? 600 : 400;
    const set = Number.parseFloat(line.look.fontSize);
    let size = set > 0 ? set : unit * shares[line.kind];
    // Digits of one width would be best; where the font has none, the widest are measured so that nothing jumps.
    context.font = `${weight} ${size}px ${family}`;
    const wide = context.measureText(line.text.replaceAll(/\d/g, '0')).width;
    if (!(set > 0) && wide > box.width) size *= box.width / wide;
    return { line, size, font: `${weight} ${size}px ${family}` };
  });
  let y = box.y - sized.reduce((sum, { size }) => sum + size * 1.22, 0) / 2;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { line, size, font } of sized) {
    context.font = font;
    context.fillStyle = line.kind === 'time' ? theme.text : (theme.tokens['text-secondary'] ?? theme.text);
    context.fillText(line.text, box.x, y + size * 0.61);
    y += size * 1.22;
  }
}
