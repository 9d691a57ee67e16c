/** Hours of the week that a graph marked are annotations of that panel now. */
import { own } from '@orrery/plugin-sdk/data/own';
import { isObject, type Json, objects } from '../json.ts';

const colors: Readonly<Record<string, string>> = {
  gray: 'rgba(128, 128, 128, 0.13)',
  red: 'rgba(234, 112, 112, 0.12)',
  green: 'rgba(11, 237, 50, 0.09)',
  blue: 'rgba(11, 125, 238, 0.12)',
  yellow: 'rgba(235, 138, 14, 0.12)',
  background6: 'rgba(128, 128, 128, 0.13)',
};

export function timeRegions(panel: Json, dashboard: Json): void {
  const regions = objects(panel.timeRegions);
  if (regions.length === 0) return;
  if (!isObject(dashboard.annotations)) dashboard.annotations = {};
  if (!Array.isArray(dashboard.annotations.list)) dashboard.annotations.list = [];
  for (const { fromDayOfWeek, toDayOfWeek, from, to, colorMode, fillColor, lineColor } of regions) {
    const { list } = dashboard.annotations;
    list.push({
      name: `T${list.length}`,
      datasource: { type: 'grafana', uid: '-- Grafana --' },
      enable: true,
      hide: true,
      iconColor: own(colors, String(colorMode)) ?? fillColor ?? lineColor ?? colors.gray,
      filter: { exclude: false, ids: [panel.id] },
      target: {
        refId: 'Anno',
        queryType: 'timeRegions',
        timeRegion: { fromDayOfWeek, toDayOfWeek, from, to, timezone: 'utc' },
      },
    });
  }
}
