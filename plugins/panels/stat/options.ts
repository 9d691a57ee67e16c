/** What a dashboard stores for this panel (spec dashboards.md 6 and 6.2). */
import { type ReduceOptions, reduceDefaults } from '@orrery/plugin-sdk/ui';

export interface StatOptions {
  readonly reduceOptions: ReduceOptions;
  readonly orientation: 'auto' | 'horizontal' | 'vertical';
  readonly colorMode: 'none' | 'value' | 'background' | 'background_solid';
  readonly graphMode: 'none' | 'line' | 'area';
  readonly justifyMode: 'auto' | 'center';
  readonly textMode: 'auto' | 'value' | 'value_and_name' | 'name' | 'none';
  readonly wideLayout: boolean;
  readonly showPercentChange: boolean;
  readonly percentChangeColorMode: 'standard' | 'inverted' | 'same_as_value';
  readonly text?: { readonly titleSize?: number; readonly valueSize?: number; readonly percentSize?: number };
}

export const defaults: StatOptions = {
  reduceOptions: reduceDefaults,
  orientation: 'auto',
  colorMode: 'value',
  graphMode: 'area',
  justifyMode: 'auto',
  textMode: 'auto',
  wideLayout: true,
  showPercentChange: false,
  percentChangeColorMode: 'standard',
};
