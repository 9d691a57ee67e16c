/** Stat: what is the value now, and where does it come from. */
import './stat.css';
import { shown } from '@orrery/plugin-sdk/data';
import { definePanel, type PanelProps } from '@orrery/plugin-sdk/ui';
import { type JSX, render } from 'preact';
import { StatCell } from './cell.tsx';
import { gridFor } from './layout.ts';
import { defaults, type StatOptions } from './options.ts';
import { type StatValue, statValues } from './values.ts';

type Props = PanelProps<StatOptions>;
const gap = 8;

function StatGrid({ props, values, measure }: { props: Props; values: readonly StatValue[]; measure(text: string): number }): JSX.Element {
  const { width, height, options, theme } = props;
  const { columns, rows } = gridFor(values.length, width, height, options.orientation);
  const cellWidth = Math.floor((width - gap * (columns - 1)) / columns);
  const cellHeight = Math.floor((height - gap * (rows - 1)) / rows);
  const named = options.textMode !== 'auto' || values.length > 1;
  return (
    <div class="o-stats" style={{ gridTemplateColumns: `repeat(${columns}, ${cellWidth}px)`, gap: `${gap}px` }}>
      {values.map((value, index) => (
        <StatCell
          key={`${index} ${value.name}`}
          value={value}
          named={named}
          width={cellWidth}
          height={cellHeight}
          options={options}
          theme={theme}
          measure={measure}
        />
      ))}
    </div>
  );
}

export const stat = definePanel<StatOptions>({
  defaults,
  fieldDefaults: {
    color: { mode: 'thresholds' },
    thresholds: {
      mode: 'absolute',
      steps: [
        { value: null, color: 'green' },
        { value: 80, color: 'red' },
      ],
    },
  },
  bleeds: true,
  drawsEmpty: true,
  mount({ element, emit }) {
    const context = element.ownerDocument.createElement('canvas').getContext('2d');
    let font = '';
    const measure = (text: string): number => {
      if (!context) return text.length * 60;
      context.font = font;
      return context.measureText(text).width;
    };
    let latest: Props | undefined;
    let values: readonly StatValue[] = [];
    const draw = (props: Props): void => {
      font = `600 100px ${props.theme.fontSans}`;
      const same =
        latest?.frames === props.frames &&
        latest.fieldConfig === props.fieldConfig &&
        latest.options === props.options &&
        latest.theme === props.theme &&
        latest.timeZone === props.timeZone;
      latest = props;
      if (!same) {
        values = statValues(props);
        if (values.length === 0) {
          const text = props.fieldConfig.defaults.noValue ?? 'No data';
          values = [{ name: '', color: props.theme.tokens['text-secondary'] ?? '#888', display: { text, numeric: Number.NaN, color: '' } }];
        }
        emit({ type: 'state', state: 'drawn' });
      }
      render(<StatGrid props={props} values={values} measure={measure} />, element);
    };
    void element.ownerDocument.fonts?.ready.then(() => latest && draw(latest));
    return {
      update: draw,
      dispose() {
        latest = undefined;
        render(null, element);
      },
    };
  },
  summary(props) {
    const values = statValues(props);
    return `${props.title || 'Stat'}: ${values.length === 0 ? 'no data' : values.map(({ name, display }) => (values.length > 1 ? `${name} ${shown(display)}` : shown(display))).join(', ')}.`;
  },
});

export const panels = { stat };
