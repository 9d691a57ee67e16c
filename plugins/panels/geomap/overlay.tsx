/** What lies over the map: buttons, legend, scale, attribution, what is missing. */
import { colorBands, IconButton, type PanelTheme } from '@orrery/plugin-sdk/ui';
import { type ResolvedField, shown } from '@orrery/plugin-sdk/data';
import type { JSX } from 'preact';
import type { Layer, LayerLegend } from './layers/layer.ts';
import type { GeomapOptions } from './options.ts';
import { distance, type MapView, metresPerPixel, scaleOf, type Spot, unproject } from './projection.ts';
import { t } from './text/index.ts';

export interface OverlayProps {
  readonly view: MapView;
  readonly start: MapView;
  readonly layers: readonly Layer[];
  readonly controls: GeomapOptions['controls'];
  readonly theme: PanelTheme;
  readonly locale: string;
  readonly attribution: string;
  readonly notice: string | undefined;
  readonly measured: readonly Spot[] | undefined;
  onZoom(by: number): void;
  onHome(): void;
  onMeasure(on: boolean): void;
}

export function Overlay(props: OverlayProps): JSX.Element {
  const { view, layers, controls, theme, locale, attribution, measured } = props;
  const missing = [...new Set(layers.flatMap(({ missing: why }) => why ?? []))];
  return (
    <>
      {(controls.showZoom || controls.showMeasure) && (
        <div class="geo-buttons">
          {controls.showZoom && (
            <>
              <IconButton icon="plus" size="sm" label={t.zoomIn} onClick={() => props.onZoom(1)} />
              <IconButton icon="minus" size="sm" label={t.zoomOut} onClick={() => props.onZoom(-1)} />
              <IconButton icon="house" size="sm" label={t.home} onClick={props.onHome} />
            </>
          )}
          {controls.showMeasure && (
            <button
              type="button"
              class={`o-btn o-ghost o-ico o-sm ${measured ? 'o-on' : ''}`}
              aria-pressed={measured !== undefined}
              title={t.measure}
              aria-label={t.measure}
              onClick={() => props.onMeasure(measured === undefined)}
            >
              ↔
            </button>
          )}
        </div>
      )}
      {missing.length > 0 && (
        <p class="geo-notice" role="status">
          {missing.join(' ')}
        </p>
      )}
      {props.notice && missing.length === 0 && (
        <p class="geo-notice" role="status">
          {props.notice}
        </p>
      )}
      {measured && <MeasureLine view={view} spots={measured} locale={locale} />}
      <div class="geo-corner">
        {layers.map(({ legend, options }, index) => legend && <Legend key={`${index} ${options.name}`} legend={legend} theme={theme} />)}
        {controls.showScale && <ScaleLine view={view} locale={locale} />}
      </div>
      {controls.showDebug && <Debug view={view} />}
      {controls.showAttribution && <span class="geo-attribution">{attribution}</span>}
    </>
  );
}

function Legend({ legend: { name, style }, theme }: { legend: LayerLegend; theme: PanelTheme }): JSX.Element | null {
  const field = style.colorField;
  if (!field)
    return name ? (
      <div class="geo-legend">
        <span class="geo-dot" style={{ background: style.color(0) }} />
        <span class="o-trunc">{name}</span>
      </div>
    ) : null;
  const range = field.range ?? { min: 0, max: 100 };
  const bands = colorBands(field, range, theme);
  const isScheme = field.config.color?.mode?.startsWith('continuous-');
  return (
    <div class="geo-legend">
      <span class="o-trunc">{field.displayName}</span>
      {isScheme || bands.length === 0 ? (
        <Ramp field={field} colors={bands.map(({ color }) => color)} range={range} />
      ) : (
        <ul>
          {bands.map(({ color, value }, index) => (
            <li key={index}>
              <span class="geo-dot" style={{ background: color }} />
              {value === undefined ? `< ${shown(field.display(bands[1]?.value ?? range.max))}` : `${shown(field.display(value))}+`}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Ramp({
  field,
  colors,
  range,
}: {
  field: ResolvedField;
  colors: readonly string[];
  range: { min: number; max: number };
}): JSX.Element {
  const all = colors.length > 1 ? colors : [field.color, field.color];
  return (
    <>
      <span class="geo-ramp" style={{ background: `linear-gradient(90deg, ${all.join(', ')})` }} />
      <span class="geo-ends">
        <span>{shown(field.display(range.min))}</span>
        <span>{shown(field.display(range.max))}</span>
      </span>
    </>
  );
}

function lengthText(metres: number, locale: string): string {
  const far = metres >= 1_000;
  const value = far ? metres / 1_000 : metres;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: far ? 'kilometer' : 'meter',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

function ScaleLine({ view, locale }: { view: MapView; locale: string }): JSX.Element {
  const each = metresPerPixel(view);
  const most = each * 90;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map((step) => step * power).find((length) => length <= most) ?? power;
  return (
    <span class="geo-scale" style={{ width: `${metres / each}px` }}>
      {lengthText(metres, locale)}
    </span>
  );
}

function Debug({ view }: { view: MapView }): JSX.Element {
  const { longitude, latitude } = unproject(view);
  return <pre class="geo-debug">{`${t.zoom} ${view.zoom.toFixed(2)}\n${t.centre} ${latitude.toFixed(5)}, ${longitude.toFixed(5)}`}</pre>;
}

function MeasureLine({ view, spots, locale }: { view: MapView; spots: readonly Spot[]; locale: string }): JSX.Element {
  const scale = scaleOf(view);
  const at = spots.map(({ x, y }) => [(x - view.x) * scale + view.width / 2, (y - view.y) * scale + view.height / 2] as const);
  let metres = 0;
  for (let index = 1; index < spots.length; index++) metres += distance(spots[index - 1] as Spot, spots[index] as Spot);
  const last = at.at(-1);
  return (
    <svg class="geo-measure" width={view.width} height={view.height} aria-hidden="true">
      <polyline points={at.map((point) => point.join(',')).join(' ')} />
      {at.map(([x, y], index) => (
        <circle key={index} cx={x} cy={y} r="3" />
      ))}
      {last && spots.length > 1 && (
        <text x={last[0] + 8} y={last[1] - 8}>
          {lengthText(metres, locale)}
        </text>
      )}
      {spots.length < 2 && (
        <text x="12" y={view.height - 14}>
          {t.measureHint}
        </text>
      )}
    </svg>
  );
}
