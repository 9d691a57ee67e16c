/** Where it is night at one end of the time range, and where the sun stands. */
import { namedColor } from '@orrery/plugin-sdk/data';
import { project, scaleOf, toScreen, unproject } from '../projection.ts';
import { t } from '../text/index.ts';
import type { MakeLayer } from './layer.ts';

interface NightConfig {
  readonly show?: 'from' | 'to';
  readonly sun?: boolean;
  readonly nightColor?: string;
}

/** Where the sun is overhead, to a fraction of a degree: the astronomical almanac's short formula. */
export function sunAt(time: number): { longitude: number; latitude: number } {
  const degrees = Math.PI / 180;
  const days = time / 86_400_000 - 10_957.5;
  const mean = (280.46 + 0.985_647_4 * days) % 360;
  const anomaly = ((357.528 + 0.985_600_3 * days) % 360) * degrees;
  const ecliptic = (mean + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * degrees;
  const tilt = 23.439 * degrees;
  const ascension = Math.atan2(Math.cos(tilt) * Math.sin(ecliptic), Math.cos(ecliptic));
  const sidereal = (280.460_618_37 + 360.985_647_366_29 * days) % 360;
  const longitude = ((((ascension / degrees - sidereal + 540) % 360) + 360) % 360) - 180;
  return { longitude, latitude: Math.asin(Math.sin(tilt) * Math.sin(ecliptic)) / degrees };
}

/** Latitude of the edge of the night at a longitude. */
function edge(longitude: number, sun: { longitude: number; latitude: number }): number {
  const degrees = Math.PI / 180;
  const declination = Math.abs(sun.latitude) < 0.01 ? 0.01 : sun.latitude;
  return Math.atan(-Math.cos((longitude - sun.longitude) * degrees) / Math.tan(declination * degrees)) / degrees;
}

export const night: MakeLayer = async ({ options, props }) => {
  const { show = 'to', sun: showsSun = true, nightColor = '#a7a6ba4D' } = (options.config ?? {}) as NightConfig;
  const time = props.range[show];
  const sun = sunAt(time);
  const spot = project(sun.longitude, sun.latitude);
  return {
    options,
    spots: [],
    draw(context, view) {
      context.fillStyle = namedColor(nightColor, props.theme);
      context.beginPath();
      const step = 4;
      const dark = sun.latitude > 0 ? view.height + scaleOf(view) : -scaleOf(view);
      context.moveTo(-step, dark);
      for (let x = -step; x <= view.width + step; x += step) {
        const { longitude } = unproject({ x: view.x + (x - view.width / 2) / scaleOf(view), y: 0.5 });
        const { y } = project(longitude, edge(longitude, sun));
        context.lineTo(x, (y - view.y) * scaleOf(view) + view.height / 2);
      }
      context.lineTo(view.width + step, dark);
      context.fill();
      if (!showsSun) return;
      const at = toScreen(view, spot.x, spot.y);
      context.fillStyle = '#F2CC0C';
      context.strokeStyle = '#E0B400';
      context.lineWidth = 2;
      context.beginPath();
      context.arc(at.x, at.y, 6, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    },
    hitAt(view, x, y) {
      const at = toScreen(view, spot.x, spot.y);
      if (!showsSun || Math.hypot(at.x - x, at.y - y) > 9) return;
      return {
        ...at,
        label: t.sun,
        facts: [
          [t.latitude, sun.latitude.toFixed(2)],
          [t.longitude, sun.longitude.toFixed(2)],
        ],
      };
    },
  };
};
