/** Geomap: values where they are on the Earth. */
import './geomap.css';
import { rawAt, resolveFields, shown } from '@orrery/plugin-sdk/data';
import { definePanel } from '@orrery/plugin-sdk/ui';
import { editors } from './editors.ts';
import { mountMap } from './map.ts';
import { defaults, firstLayer, type GeomapOptions } from './options.ts';
import { t } from './text/index.ts';

export const geomap = definePanel<GeomapOptions>({
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
  editors,
  drawsEmpty: true,
  bleeds: true,
  mount: mountMap,
  summary(props) {
    const { frames, options, title } = props;
    const layers = options.layers.length > 0 ? options.layers : [firstLayer];
    const count = frames.reduce((sum, { length }) => sum + length, 0);
    const [field] = resolveFields(frames.slice(0, 1), props.fieldConfig, props).filter(({ field: { type } }) => type === 'string');
    const named = Array.from({ length: Math.min(3, field?.field.values.length ?? 0) }, (_, row) =>
      field ? shown(field.display(rawAt(field.field, row))) : '',
    );
    return t.summary(title || t.map, layers.map(({ name, type }) => name || type).join(', '), count, named.join(', '));
  },
});

export const panels = { geomap };
