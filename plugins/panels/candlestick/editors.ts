/** What people may choose about this panel. */
import { choices, type OptionEditor } from '@orrery/plugin-sdk/ui';
import { editors as seriesEditors } from '@orrery/plugin-sdk/ui/series/editors.ts';
import { roles } from './options.ts';
import { t } from './text/index.ts';

const group = t.candlestick;

export const editors: readonly OptionEditor[] = [
  {
    path: 'mode',
    label: t.mode,
    group,
    control: { kind: 'segments', choices: choices({ 'candles+volume': t.both, candles: t.candles, volume: t.volume }) },
  },
  {
    path: 'candleStyle',
    label: t.style,
    group,
    control: { kind: 'segments', choices: choices({ candles: t.candles, ohlcbars: t.bars }) },
    when: [{ path: 'mode', not: ['volume'] }],
  },
  {
    path: 'colorStrategy',
    label: t.colorStrategy,
    group,
    control: { kind: 'segments', choices: choices({ 'open-close': t.sinceOpen, 'close-close': t.sinceClose }) },
  },
  { path: 'colors.up', label: t.up, group, control: { kind: 'color' } },
  { path: 'colors.down', label: t.down, group, control: { kind: 'color' } },
  { path: 'colors.flat', label: t.flat, group, control: { kind: 'color' } },
  ...roles.map(
    (role): OptionEditor => ({
      path: `fields.${role}`,
      label: t.roles[role],
      group: t.fields,
      control: { kind: 'field', types: ['number'], placeholder: t.byName },
    }),
  ),
  { path: 'includeAllFields', label: t.includeAll, group: t.fields, control: { kind: 'switch' } },
  ...seriesEditors,
];
