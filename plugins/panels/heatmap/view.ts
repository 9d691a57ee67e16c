/** Everything that is drawn, made once for each set of what decides it. */
import type { Exemplar } from '@orrery/plugin-sdk/ui/series/exemplars.ts';
import { exemplarsOf } from '@orrery/plugin-sdk/ui/series/exemplars.ts';
import { type CountColors, countColors } from './model/colors.ts';
import { countRange, type Grid, gridOf, type Props } from './model/grid.ts';
import { type Places, placesOf } from './model/scale.ts';

export interface View {
  readonly props: Props;
  readonly grid: Grid;
  readonly places: Places;
  readonly colors: CountColors;
  readonly exemplars: readonly Exemplar[];
}

export function viewOf(props: Props, zoom?: readonly [number, number]): View | undefined {
  const grid = gridOf(props);
  if (!grid) return;
  const range = countRange(grid, props.options) ?? { min: 0, max: 1 };
  return {
    props,
    grid,
    places: placesOf(grid, props.options, zoom),
    colors: countColors(props.options.color, range, props.theme),
    exemplars: exemplarsOf(props.frames),
  };
}
