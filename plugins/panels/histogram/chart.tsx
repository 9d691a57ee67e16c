import { shown } from '@orrery/plugin-sdk/data';
import { colorBands, type ValueScale, valueScale } from '@orrery/plugin-sdk/ui';
import { axisRoom, type Box, GradientFill, placeOn, ValueAxis } from '@orrery/plugin-sdk/ui/chart/svg-axis.tsx';
import type { JSX } from 'preact';
import type { Buckets, Distribution } from './buckets.ts';
import type { Props } from './module.tsx';

export interface Laid {
  readonly box: Box;
  readonly across: ValueScale;
  readonly up: ValueScale;
  readonly percent: boolean;
  readonly side: 'left' | 'right';
}

export function layOut({ width, height }: Props, { edges, distributions }: Buckets): Laid {
  const drawn = distributions.filter(({ visible }) => visible);
  const leader = (drawn[0] ?? distributions[0])!;
  const percent = leader.style.stacking.mode === 'percent';
  const highest = Math.max(0, ...drawn.flatMap(({ spans }) => spans.map(([, to]) => to)));
  const { axisSoftMin, axisSoftMax, axisCenteredZero, scaleDistribution, axisPlacement, axisLabel, axisWidth } = leader.style;
  const up = valueScale(0, highest, {
    softMin: axisSoftMin,
    softMax: axisSoftMax,
    centeredZero: axisCenteredZero,
    max: percent ? 1 : undefined,
    distribution: scaleDistribution,
    ticks: height / 44,
  });
  const side = axisPlacement === 'right' ? 'right' : 'left';
  const room = axisPlacement === 'hidden' ? 8 : axisRoom(up, (value) => countText(value, percent), axisLabel, axisWidth);
  const left = side === 'left' ? room : 12;
  const box = { left, top: 8, width: Math.max(10, width - room - 12), height: Math.max(10, height - 34) };
  const [from, to] = [edges[0]!, edges.at(-1)!];
  return { box, up, percent, side, across: valueScale(from, to, { min: from, max: to, ticks: box.width / 80 }) };
}

function countText(value: number, percent: boolean): string {
  return percent ? `${Math.round(value * 100)}%` : String(value);
}

export function Histogram({
  props,
  buckets,
  id,
  active,
}: {
  props: Props;
  buckets: Buckets;
  id: string;
  active: number | undefined;
}): JSX.Element {
  const { width, height, theme } = props;
  const { unit, distributions } = buckets;
  const laid = layOut(props, buckets);
  const { box, up, across, percent, side } = laid;
  const leader = distributions[0]!.style;
  return (
    <svg class="histogram" width={width} height={height} font-family={theme.fontSans} aria-hidden="true">
      <defs>
        {distributions.map((each, index) => (
          <Fill key={each.name} each={each} id={`${id}-${index}`} props={props} laid={laid} unit={unit} />
        ))}
      </defs>
      {leader.axisPlacement !== 'hidden' && (
        <ValueAxis
          scale={up}
          box={box}
          side={side}
          format={(value) => countText(value, percent)}
          theme={theme}
          grid={leader.axisGridShow ?? true}
          border={leader.axisBorderShow}
          label={leader.axisLabel}
          color={leader.axisColorMode === 'series' ? distributions[0]!.field.color : undefined}
        />
      )}
      <ValueAxis
        scale={across}
        box={box}
        side="bottom"
        format={(value) =>
          shown(unit.display(value))
            .replace(/(\.\d*?)0+(?=\D|$)/, '$1')
            .replace(/\.(?=\D|$)/, '')
        }
        theme={theme}
        grid={false}
      />
      {distributions.map(
        (each, index) =>
          each.visible && (
            <Bars
              key={each.name}
              each={each}
              edges={buckets.edges}
              laid={laid}
              fill={each.style.gradientMode === 'none' ? each.field.color : `url(#${id}-${index})`}
              active={active}
            />
          ),
      )}
    </svg>
  );
}

function Fill({
  each,
  id,
  props,
  laid,
  unit,
}: {
  each: Distribution;
  id: string;
  props: Props;
  laid: Laid;
  unit: Buckets['unit'];
}): JSX.Element | null {
  const { gradientMode } = each.style;
  if (gradientMode === 'none') return null;
  if (gradientMode !== 'scheme') return <GradientFill id={id} color={each.field.color} mode={gradientMode} upright />;
  const { box, across } = laid;
  return (
    <linearGradient id={id} gradientUnits="userSpaceOnUse" x1={box.left} x2={box.left + box.width} y1="0" y2="0">
      {colorBands(unit, across, props.theme).flatMap(({ from, to, color }, at) => [
        <stop key={`${at} from`} offset={from} stop-color={color} />,
        <stop key={`${at} to`} offset={to} stop-color={color} />,
      ])}
    </linearGradient>
  );
}

function Bars({
  each,
  edges,
  laid,
  fill,
  active,
}: {
  each: Distribution;
  edges: readonly number[];
  laid: Laid;
  fill: string;
  active: number | undefined;
}): JSX.Element {
  const { box, up, across } = laid;
  const { fillOpacity, lineWidth } = each.style;
  return (
    <g>
      {each.spans.map(([from, to], at) => {
        if (to <= from) return null;
        const left = placeOn(across, box, 'bottom', edges[at]!);
        const right = placeOn(across, box, 'bottom', edges[at + 1]!);
        const [top, bottom] = [placeOn(up, box, 'left', to), placeOn(up, box, 'left', from)];
        return (
          <rect
            key={at}
            x={left + 0.5}
            y={top}
            width={Math.max(0.5, right - left - 1)}
            height={Math.max(0.5, Math.min(bottom, box.top + box.height) - top)}
            fill={fill}
            fill-opacity={Math.min(1, fillOpacity / 100 + (active === at ? 0.2 : 0))}
            {...(lineWidth > 0 && { stroke: each.field.color, 'stroke-width': lineWidth })}
          />
        );
      })}
    </g>
  );
}
