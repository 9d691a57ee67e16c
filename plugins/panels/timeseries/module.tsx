/** Time series: the panel that draws most dashboards. */
import { definePanel } from '@orrery/plugin-sdk/ui';
import { editors, fieldEditors } from '@orrery/plugin-sdk/ui/series/editors.ts';
import { mountSeries } from '@orrery/plugin-sdk/ui/series/mount.ts';
import { defaults, fieldDefaults, type SeriesOptions } from '@orrery/plugin-sdk/ui/series/options.ts';
import { prepared } from '@orrery/plugin-sdk/ui/series/prepare.ts';
import { refusal } from '@orrery/plugin-sdk/ui/series/refusal.ts';
import { summarise } from '@orrery/plugin-sdk/ui/series/summary.ts';
import { t } from '@orrery/plugin-sdk/ui/series/text/index.ts';

export const timeseries = definePanel<SeriesOptions>({
  defaults,
  fieldDefaults,
  editors: [
    ...editors,
    { path: 'timeCompare', label: t.timeCompare, description: t.timeCompareHelp, group: t.timeAxis, control: { kind: 'switch' } },
  ],
  fieldEditors,
  mount: (surface) =>
    mountSeries(surface, {
      prepare(props) {
        const found = prepared(props);
        return typeof found === 'string' ? refusal(found) : found;
      },
    }),
  summary: (props) => summarise(props, prepared(props), t.timeSeries),
});

export const panels = { timeseries };
