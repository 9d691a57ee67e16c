/** Time series: the panel that draws most dashboards. */
import { createChart, definePanel, type PanelProps } from '@orrery/plugin-sdk/ui';
import type uPlot from 'uplot';
import { cursorValues, legendOf } from './legend.ts';
import { defaults, styleDefaults, type TimeseriesOptions } from './options.ts';
import { type Current, chartSpec } from './plot.ts';
import { prepare } from './prepare.ts';
import { summarise } from './summary.ts';

type Props = PanelProps<TimeseriesOptions>;

/** What decides the prepared data; size, range and time do not. */
function sameData(one: Props | undefined, other: Props): boolean {
  return (
    one?.frames === other.frames &&
    one.fieldConfig === other.fieldConfig &&
    one.theme === other.theme &&
    one.hidden === other.hidden &&
    one.timeZone === other.timeZone
  );
}

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
  mount({ element, emit }) {
    let current: Current | undefined;
    let data: uPlot.AlignedData | undefined;
    const chart = createChart(element, {
      cursor: (cursor) => {
        if (!current) return;
        const { time, x, y, source } = cursor;
        emit({ type: 'cursor', time, x, y, source, values: cursorValues(current.prepared, cursor, current.props.options) });
      },
      range: (from, to) => emit({ type: 'range', from, to }),
    });
    return {
      update(props) {
        if (!current || !sameData(current.props, props)) {
          const prepared = prepare(props);
          if (!prepared) {
            emit({ type: 'state', state: 'unsuitable', message: 'Data is missing a time field or a number field.' });
            return;
          }
          current = { prepared, props };
          data = [prepared.times, ...prepared.columns] as unknown as uPlot.AlignedData;
          emit({ type: 'state', state: 'drawn' });
          emit(legendOf(prepared, props.options));
        } else {
          if (current.props.options !== props.options) emit(legendOf(current.prepared, props.options));
          current = { prepared: current.prepared, props };
        }
        if (data) chart.draw(chartSpec(props, current.prepared, () => current as Current, data));
      },
      pointAt: (time) => chart.pointAt(time),
      step: (points) => chart.step(points),
      dispose: () => chart.dispose(),
    };
  },
  summary: (props) => summarise(props, prepare(props)),
});

export const panels = { timeseries };
