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

/** Written where the slice has room for it. */
function SliceLabel({ slice, props, outer, inner }: { slice: Slice; props: Props; outer: number; inner: number }): JSX.Element | null {
  const { displayLabels, text } = props.options;
  const fitting = Math.max(10, Math.min(14, outer / 9));
  const sizes = { name: text?.titleSize || fitting, value: text?.valueSize || fitting };
  const lines = labelLines(slice, displayLabels, sizes);
  if (lines.length === 0 || slice.share === 0) return null;
  const asked = lines.some(({ size }) => size !== fitting);
  const high = lines.reduce((sum, { size }) => sum + size * 1.2, 0);
  const radius = inner > 0 ? (outer + inner) / 2 : slice.share > 0.99 ? 0 : outer * 0.66;
  const middle = (slice.from + slice.to) / 2;
  const room = inner > 0 ? outer - inner : 2 * Math.sin(Math.min(Math.PI / 2, (slice.to - slice.from) / 2)) * radius;
  const longest = Math.max(...lines.map((line) => line.text.length * line.size)) * 0.58;
  if (!asked && slice.share < 0.99 && (Math.min(room, outer) < Math.min(longest, outer * 0.5) || room < high / 1.2)) return null;
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
