import { expect, test } from 'vitest';
import { asKind } from './as-kind.ts';

const panel = {
  id: 1,
  type: 'timeseries',
  options: { legend: { placement: 'right' }, timezone: ['utc'] },
  fieldConfig: { defaults: { unit: 's', custom: { drawStyle: 'bars' } }, overrides: [] },
};

test('another kind keeps what all kinds share and drops what was the old one’s', () => {
  expect(asKind(panel, 'stat')).toMatchObject({
    type: 'stat',
    options: { legend: { placement: 'right' } },
    fieldConfig: { defaults: { unit: 's' } },
  });
  expect(JSON.stringify(asKind(panel, 'stat'))).not.toMatch(/timezone|drawStyle/);
});
test('a proposal brings its own options along', () => {
  const suit = { score: 50, needs: {}, options: { calculate: true }, custom: { fillOpacity: 40 } };
  expect(asKind(panel, 'heatmap', suit)).toMatchObject({
    options: { calculate: true, legend: { placement: 'right' } },
    fieldConfig: { defaults: { unit: 's', custom: { fillOpacity: 40 } } },
  });
});
