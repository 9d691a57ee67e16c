/** The XY chart of before 11.1: names in place of matchers, and the look of points with each series. */
import { compact, fieldConfigOf, isObject, type Json, objects } from '../json.ts';

const byName = (name: unknown): Json | undefined =>
  typeof name === 'string' && name !== '' ? { matcher: { id: 'byName', options: name } } : undefined;

export function xyChartPanel(panel: Json): void {
  const { options } = panel;
  if (!isObject(options) || options.mapping !== undefined) return;
  const { seriesMapping, dims, series, ...rest } = options;
  if (seriesMapping === undefined && !isObject(dims)) return;
  const manual = seriesMapping === 'manual';
  const frame: Json | undefined =
    isObject(dims) && typeof dims.frame === 'number' ? { matcher: { id: 'byIndex', options: dims.frame } } : undefined;
  panel.options = {
    ...rest,
    mapping: manual ? 'manual' : 'auto',
    series: manual ? objects(series).map((each) => seriesOf(panel, each, frame)) : [automatic(isObject(dims) ? dims : {}, frame)],
  };
}

function automatic({ x, exclude }: Json, frame: Json | undefined): Json {
  const excluded = Array.isArray(exclude) && exclude.length > 0;
  const y = excluded ? { matcher: { id: 'byNames', options: { mode: 'exclude', names: exclude } } } : undefined;
  return compact({ frame, x: byName(x), y });
}

/** A fixed size or colour of points becomes an exception of the field that is y. */
function seriesOf(panel: Json, { name, x, y, pointColor, pointSize, show, lineWidth, lineColor }: Json, frame: Json | undefined): Json {
  const size: Json = isObject(pointSize) ? pointSize : {};
  const fixed = (isObject(pointColor) && pointColor.fixed) || (isObject(lineColor) && lineColor.fixed);
  const { field: _, ...sizes } = size;
  const properties = [
    ...(fixed ? [{ id: 'color', value: { mode: 'fixed', fixedColor: fixed } }] : []),
    ...(Object.keys(sizes).length > 0 ? [{ id: 'custom.pointSize', value: sizes }] : []),
    ...(show ? [{ id: 'custom.show', value: show }] : []),
    ...(typeof lineWidth === 'number' ? [{ id: 'custom.lineWidth', value: lineWidth }] : []),
  ];
  if (properties.length > 0 && typeof y === 'string')
    fieldConfigOf(panel).overrides.push({ matcher: { id: 'byName', options: y }, properties });
  return compact({
    name: typeof name === 'string' && name !== '' ? { fixed: name } : undefined,
    frame,
    x: byName(x),
    y: byName(y),
    color: isObject(pointColor) ? byName(pointColor.field) : undefined,
    size: byName(size.field),
  });
}
