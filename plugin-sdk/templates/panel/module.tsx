/** What the browser loads: panels by the names the manifest promises. */
import './sample.css';
import { shown } from '@orrery/plugin-sdk/data';
import { choices, definePanelView, type PanelProps, reduceDefaults, singleValues } from '@orrery/plugin-sdk/ui';

interface Options {
  readonly calc: 'lastNotNull' | 'mean' | 'max';
  readonly bars: boolean;
}

/** One value a series, formatted with unit, decimals and colour as the panel's field settings say. */
const valuesOf = (props: PanelProps<Options>) => singleValues(props, { ...reduceDefaults, calcs: [props.options.calc] });

const sample = definePanelView<Options>({
  defaults: { calc: 'lastNotNull', bars: true },
  editors: [
    {
      path: 'calc',
      label: 'Value',
      group: 'Sample',
      control: { kind: 'choice', choices: choices({ lastNotNull: 'Last', mean: 'Mean', max: 'Largest' }) },
    },
    { path: 'bars', label: 'Bars', group: 'Sample', control: { kind: 'switch' } },
  ],
  view(props) {
    return (
      <ul class="acme-sample">
        {valuesOf(props).map(({ name, display, color }) => (
          <li key={name}>
            <span class="acme-sample-name">{name}</span>
            <strong style={{ color }}>{shown(display)}</strong>
            {props.options.bars && (
              <span class="acme-sample-bar">
                <i style={{ width: `${(display.percent ?? 0) * 100}%`, background: color }} />
              </span>
            )}
          </li>
        ))}
      </ul>
    );
  },
  summary: (props) =>
    valuesOf(props)
      .map(({ name, display }) => `${name} ${shown(display)}`)
      .join(', '),
});

export const panels = { 'acme-sample-panel': sample };
