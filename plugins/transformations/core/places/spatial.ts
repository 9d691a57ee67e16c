/** Shapes from what says where a row lies, what can be measured on them, and lines made of their points. */
import { type FieldData, fieldDisplayName, type FrameData, rawAt } from '@orrery/plugin-sdk/data';
import { areaOf, type Geometry, lengthOf, middleOf, type Point } from '@orrery/plugin-sdk/data/geo/geometry';
import { gazetteer, gazetteerNames, guessGazetteer } from '@orrery/plugin-sdk/data/geo/lists';
import { firstKeys, type Location, pointsOf, type Where, whereOf } from '@orrery/plugin-sdk/data/geo/location';
import { column, defineTransformation } from '@orrery/plugin-sdk/data/transform/index';

interface Spatial {
  readonly action?: 'prepare' | 'calculate' | 'modify';
  readonly source?: Location;
  readonly modify?: { readonly op?: 'asLine' | 'lineBuilder'; readonly target?: Location };
  readonly calculate?: { readonly calc?: 'heading' | 'distance' | 'area'; readonly field?: string };
}
/** A column of shapes. `made`: from other columns, so that the frame does not have it yet. */
interface Shapes {
  readonly field: FieldData;
  readonly made: boolean;
}

export const spatial = defineTransformation<Spatial>({
  apply: (frames, options) => frames.map((frame) => changed(frame, frames, options)),
});

function changed(frame: FrameData, frames: readonly FrameData[], { action = 'prepare', source, modify, calculate }: Spatial): FrameData {
  const shapes = shapesOf(frame, frames, source);
  if (!shapes) return frame;
  if (action === 'modify' && modify?.op === 'lineBuilder') {
    const target = shapesOf(frame, frames, modify.target);
    return target ? withLines(frame, shapes.field, target.field) : frame;
  }
  if (action === 'modify') {
    const name = shapes.field.name && shapes.field.name !== 'Point' ? shapes.field.name : 'Line';
    const coordinates = cells(shapes.field)
      .map(middleOf)
      .filter((point) => point !== null);
    return { ...frame, length: 1, fields: [column(name, 'geo', [{ type: 'LineString', coordinates }])] };
  }
  const fields = shapes.made ? [shapes.field, ...frame.fields] : frame.fields;
  return { ...frame, fields: action === 'calculate' ? [...fields, measured(shapes.field, calculate)] : fields };
}

const hidden = { custom: { hideFrom: { tooltip: true } } };

function shapesOf(frame: FrameData, frames: readonly FrameData[], location: Location | undefined): Shapes | undefined {
  const where = whereOf(
    frame.fields.map((field) => ({ field, displayName: fieldDisplayName(field, frame, frames) })),
    location,
  );
  if (!where) return;
  if (where.by === 'geo') return { field: where.field, made: false };
  const list = where.by === 'lookup' ? listOf(where, frame.length) : undefined;
  const points = pointsOf(where, frame.length, list).map((point) => point && { type: 'Point', coordinates: point });
  const name = where.by === 'lookup' ? 'Geometry' : 'Point';
  return { field: { ...column(name, 'geo', points), config: hidden }, made: true };
}

function listOf({ field, gazetteer: path, guess }: Extract<Where, { by: 'lookup' }>, length: number) {
  const list = guess ? guessGazetteer(firstKeys(field, length)) : gazetteer(path);
  if (!list) throw new Error(`"${path}" is no list of places that is here; there are ${gazetteerNames.join(', ')}.`);
  return list;
}

function withLines(frame: FrameData, from: FieldData, to: FieldData): FrameData {
  const [starts, ends] = [cells(from), cells(to)];
  const lines = starts.map((start, row): Geometry | null => {
    const points = [middleOf(start), middleOf(ends[row])];
    return points[0] && points[1] ? { type: 'LineString', coordinates: points } : null;
  });
  const [first] = frame.fields;
  // Shapes that are there already go along with the lines.
  const joins = first?.type === 'geo' && first !== from && first !== to;
  const values = joins
    ? lines.map((line, row) => {
        const before = rawAt(first, row) as Geometry | null | undefined;
        return before && line ? { type: 'GeometryCollection', geometries: [before, line] } : (before ?? line);
      })
    : lines;
  const field: FieldData = { ...column('Geometry', 'geo', values), config: hidden };
  return { ...frame, fields: [field, ...(joins ? frame.fields.slice(1) : frame.fields)] };
}

const measures = {
  area: { unit: 'areaM2', of: (shapes: readonly unknown[]) => shapes.map((each) => each && areaOf(each)) },
  distance: { unit: 'lengthm', of: (shapes: readonly unknown[]) => shapes.map((each) => each && lengthOf(each)) },
  heading: { unit: 'degree', of: headings },
} as const;

function measured(shapes: FieldData, { calc = 'heading', field }: NonNullable<Spatial['calculate']> = {}): FieldData {
  const measure = Object.hasOwn(measures, calc) ? measures[calc] : undefined;
  if (!measure) throw new Error(`"${calc}" is nothing that can be measured; there are ${Object.keys(measures).join(', ')}.`);
  return { ...column(field || calc, 'number', measure.of(cells(shapes))), config: { unit: measure.unit } };
}

/** Degrees from north to the next row, on the flat map as dashboards have it; the last row goes on as the one before. */
function headings(shapes: readonly unknown[]): unknown[] {
  const found: unknown[] = new Array<undefined>(shapes.length).fill(undefined);
  if (shapes.length < 2) return found.fill(0);
  let before: Point | null = middleOf(shapes[0]);
  for (let row = 1; row < shapes.length; row++) {
    const here = middleOf(shapes[row]);
    if (before && here) {
      const degrees = (Math.atan2(here[0] - before[0], here[1] - before[1]) * 180) / Math.PI;
      found[row - 1] = found[row] = degrees < 0 ? degrees + 360 : degrees;
    }
    if (here) before = here;
  }
  return found;
}

function cells(field: FieldData): unknown[] {
  return Array.from({ length: field.values.length }, (_, row) => rawAt(field, row) ?? null);
}
