/** Time series: the panel that draws most dashboards. */
import { createChart, definePanel, type PanelProps } from '@orrery/plugin-sdk/ui';
import type uPlot from 'uplot';
import { editors, fieldEditors } from './editors.ts';
import { cursorValues, legendOf } from './legend.ts';
import { marksAt } from './marks.ts';
import { defaults, styleDefaults, type TimeseriesOptions } from './options.ts';
import { type Current, chartSpec } from './plot.ts';
import { prepared as preparedFor, sameData } from './prepare.ts';
import { summarise } from './summary.ts';
import { t } from './text/index.ts';

type Props = PanelProps<TimeseriesOptions>;

export const timeseries = definePanel<TimeseriesOptions>({
  defaults,
  fieldDefaults: {
    color: { mode: 'palette-classic' },
    thresholds: {
      mode: 'absolute',
      steps: [
        { value: null, color: 'green' },
        { value: 80, color: 'red' },
      ],
    },
    custom: { ...styleDefaults },
  },
  editors,
  fieldEditors,
  mount({ element, emit }) {
    let current: Current | undefined;
    let data: uPlot.AlignedData | undefined;
    let syncTells = false;
    const chart = createChart(element, {
      cursor: (cursor) => {
        if (!current || !chart.plot) return;
        const { time, x, y, source } = cursor;
        // The line is enough for the others, unless they are to tell as well.
        if (source === 'sync' && !syncTells) return;
        const { prepared, props } = current;
        const { maxWidth, maxHeight } = props.options.tooltip;
        emit({
          type: 'cursor',
          ...{ time, x, y, source },
          values: cursorValues(prepared, cursor, props.options),
          ...(source === 'pointer' && marksAt(chart.plot, cursor, prepared, props)),
          ...(maxWidth && { maxWidth }),
          ...(maxHeight && { maxHeight }),
        });
      },
      range: (from, to) => emit({ type: 'range', from, to }),
      mark: (from, to) => emit({ type: 'annotate', from, to }),
      click: () => emit({ type: 'pin' }),
    });
    return {
      update(props) {
        const before = current?.props;
        const hasNewData = !before || !sameData(before, props);
        const prepared = preparedFor(props);
        if (typeof prepared === 'string') {
          emit({ type: 'state', state: 'unsuitable', message: prepared === 'time' ? t.missingTime : t.missingNumber });
          return;
        }
        current = { prepared, props };
        if (hasNewData) {
          data = [prepared.times, ...prepared.columns] as unknown as uPlot.AlignedData;
          emit({ type: 'state', state: 'drawn' });
        }
        if (hasNewData || before.options !== props.options) emit(legendOf(prepared, props.options));
        if (!data) return;
        chart.draw(chartSpec(props, prepared, () => current as Current, data));
        if (before && !hasNewData && changesMarks(before, props)) chart.repaint();
      },
      pointAt(time, withValues = false) {
        syncTells = withValues;
        chart.pointAt(time);
      },
      step(points) {
        if (!current?.props.options.disableKeyboardEvents) chart.step(points);
      },
      hold: (held) => chart.hold(held),
      picture: () => emit({ type: 'picture', url: current ? chart.picture(current.props.theme.background) : null }),
      dispose: () => chart.dispose(),
    };
  },
  summary: summarise,
});

function changesMarks(before: Props, props: Props): boolean {
  return before.annotations !== props.annotations || before.options.annotations !== props.options.annotations;
}

export const panels = { timeseries };
