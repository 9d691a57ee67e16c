/** Trend: series over numbers that are no times. */
import { fieldDisplayName } from '@orrery/plugin-sdk/data';
import { definePanel, type OptionEditor, type PanelProps } from '@orrery/plugin-sdk/ui';
import { fieldEditors, editors as seriesEditors } from '@orrery/plugin-sdk/ui/series/editors.ts';
import { mountSeries } from '@orrery/plugin-sdk/ui/series/mount.ts';
import { fieldDefaults } from '@orrery/plugin-sdk/ui/series/options.ts';
import { type Prepared, prepared, type Refused, type XAxis } from '@orrery/plugin-sdk/ui/series/prepare.ts';
import { summarise } from '@orrery/plugin-sdk/ui/series/summary.ts';
import { defaults, type TrendOptions } from './options.ts';
import { t } from './text/index.ts';

type Props = PanelProps<TrendOptions>;

/** Of one frame: numbers of several have no axis in common. */
function xAxis({ options: { xField }, frames }: Props): XAxis {
  return {
    key: `number ${xField ?? ''}`,
    of: (frame) =>
      frame.fields.find(
        (field) => field.type === 'number' && (!xField || field.name === xField || fieldDisplayName(field, frame, frames) === xField),
      ),
  };
}

function trendOf(props: Props): Prepared | Refused | 'several' {
  if (props.frames.filter(({ meta }) => meta?.dataTopic !== 'annotations').length > 1) return 'several';
  return prepared(props, xAxis(props));
}

/** Times, zones and annotations have no place on an axis of numbers. */
const editors: readonly OptionEditor[] = [
  {
    path: 'xField',
    label: t.xField,
    group: t.xAxis,
    control: { kind: 'field', types: ['number'], placeholder: t.firstNumber },
  },
  ...seriesEditors.filter(({ path }) => path !== 'timezone' && !path.startsWith('annotations.')),
];

export const trend = definePanel<TrendOptions>({
  defaults,
  fieldDefaults,
  editors,
  fieldEditors,
  mount: (surface) =>
    mountSeries(surface, {
      prepare(props) {
        const found = trendOf(props);
        return typeof found === 'string' ? (found === 'several' ? t.oneFrame : found === 'time' ? t.missingX : t.missingY) : found;
      },
    }),
  summary(props) {
    const found = trendOf(props);
    return summarise(props, found === 'several' ? 'number' : found, t.trend);
  },
});

export const panels = { trend };
