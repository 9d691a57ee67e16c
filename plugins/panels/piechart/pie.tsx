import { shown, textOn } from '@orrery/plugin-sdk/data';
import type { JSX } from 'preact';
import type { Props } from './module.tsx';
import { percentText, type Slice, slicePath } from './slices.ts';

export function radii({ width, height, options }: Props): { readonly outer: number; readonly inner: number } {
  const outer = Math.max(4, Math.min(width, height) / 2 - 6);
  return { outer, inner: options.pieType === 'donut' ? outer * 0.62 : 0 };
}

export function Pie({
  props,
  slices,
  active,
  onChoose,
}: {
  props: Props;
  slices: readonly Slice[];
  active: number | undefined;
  onChoose(slice: Slice, event: MouseEvent): void;
}): JSX.Element {
  const { width, height, theme } = props;
  const { outer, inner } = radii(props);
  return (
    <svg class="pie" width={width} height={height} font-family={theme.fontSans} aria-hidden="true">
      <g transform={`translate(${width / 2} ${height / 2})`}>
        {slices.map((slice, index) =>
          slice.share > 0 ? (
            // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard reaches slices through the panel, and links through its tooltip.
            <path
              key={`${index} ${slice.value.name}`}
              d={slicePath(slice, outer, inner)}
              fill={slice.color}
              fill-rule="evenodd"
              fill-opacity={active === undefined || active === index ? 1 : 0.55}
              stroke={theme.background}
              stroke-width={slice.share < 1 ? 1 : 0}
              class={slice.value.linked ? 'pie-linked' : ''}
              onClick={(event) => slice.value.linked && onChoose(slice, event)}
            />
          ) : null,
        )}
        {slices.map((slice, index) => (
          <SliceLabel key={`${index} ${slice.value.name}`} slice={slice} props={props} outer={outer} inner={inner} />
        ))}
      </g>
    </svg>
  );
}

const [leastSize, mostSize] = [9, 14];
const letterWidth = 0.58;

/** Written as large as the slice has room for, and not at all where that is too small to read. A size that was asked for stays. */
function SliceLabel({ slice, props, outer, inner }: { slice: Slice; props: Props; outer: number; inner: number }): JSX.Element | null {
  const { displayLabels, text } = props.options;
  if (slice.share === 0) return null;
  const middle = (slice.from + slice.to) / 2;
  const radius = inner > 0 ? (outer + inner) / 2 : slice.share > 0.99 ? 0 : outer * 0.62;
  const room = roomAt(slice, middle, radius, { outer, inner });
  const usual = Math.max(10, Math.min(mostSize, outer / 9));
  const fitting = Math.min(
    usual,
    ...labelLines(slice, displayLabels, { name: 1, value: 1 }).map((line) => room / (line.text.length * letterWidth)),
  );
  const lines = labelLines(slice, displayLabels, { name: text?.titleSize || fitting, value: text?.valueSize || fitting });
  const high = lines.reduce((sum, { size }) => sum + size * 1.2, 0);
  const asked = lines.some(({ size }) => size !== fitting);
  if (lines.length === 0 || (!asked && (fitting < leastSize || room < high / 1.2))) return null;
  return (
    <text
      x={Math.sin(middle) * radius}
      y={-Math.cos(middle) * radius - (high - (lines[0]?.size ?? 0) * 1.2) / 2}
      text-anchor="middle"
      dominant-baseline="central"
      fill={textOn(slice.color)}
      class="pie-label"
    >
      {lines.map((line, index) => (
        <tspan key={index} x={Math.sin(middle) * radius} dy={index > 0 ? '1.2em' : undefined} font-size={line.size}>
          {line.text}
        </tspan>
      ))}
    </text>
  );
}

/** How wide a line may be that is centred here: within the rim, and within the slice or the ring. */
function roomAt(
  slice: Slice,
  middle: number,
  radius: number,
  { outer, inner }: { readonly outer: number; readonly inner: number },
): number {
  const [x, y] = [Math.abs(Math.sin(middle) * radius), Math.cos(middle) * radius];
  const rim = 2 * (Math.sqrt(outer ** 2 - y ** 2) - x) - 4;
  if (slice.share > 0.99) return rim;
  const chord = 2 * Math.sin(Math.min(Math.PI / 2, (slice.to - slice.from) / 2)) * radius;
  // A line lies across the ring at its sides, and along it at the top and the foot.
  const across = inner > 0 ? Math.min((outer - inner) / Math.abs(Math.sin(middle)), chord / Math.abs(Math.cos(middle))) : chord * 1.15;
  return Math.min(rim, across);
}

function labelLines(
  { value, share }: Slice,
  labels: Props['options']['displayLabels'],
  sizes: { readonly name: number; readonly value: number },
): { readonly text: string; readonly size: number }[] {
  const texts = { name: value.name, value: shown(value.display), percent: percentText(share, value.field.config.decimals) };
  return (['name', 'value', 'percent'] as const)
    .filter((each) => labels.includes(each))
    .map((each) => ({ text: texts[each], size: each === 'name' ? sizes.name : sizes.value }));
}
