import { type FieldData, fieldMatcher, numberAt } from '@orrery/plugin-sdk/data';
import { defineTransformation, numbers } from '@orrery/plugin-sdk/data/transform/index';
import { polynomialFit } from './least-squares.ts';

interface Regression {
  readonly modelType?: 'linear' | 'polynomial';
  readonly degree?: number;
  readonly xFieldName?: string;
  readonly yFieldName?: string;
  readonly predictionCount?: number;
}

/** A frame more: the curve that lies closest to the points of two fields. */
export const regression = defineTransformation<Regression>({
  defaults: { modelType: 'linear', degree: 2, predictionCount: 100 },
  apply: (frames, { modelType = 'linear', degree = 2, xFieldName, yFieldName, predictionCount = 100 }) => {
    const [isX, isY] = [fieldMatcher({ id: 'byName', options: xFieldName }), fieldMatcher({ id: 'byName', options: yFieldName })];
    if (modelType !== 'linear' && modelType !== 'polynomial') return frames;
    for (const frame of frames) {
      const y = frame.fields.find((field) => isY(field, frame, frames));
      if (!y) continue;
      const x = frame.fields.find((field) => isX(field, frame, frames));
      if (!x) throw new Error(`The fields "${xFieldName}" and "${yFieldName}" have to be in the same frame.`);
      const { at, predicted } = curve(x, y, modelType === 'linear' ? 1 : Number(degree), Number(predictionCount));
      return [
        ...frames,
        {
          name: `${modelType} regression`,
          fields: [
            { name: x.name, type: x.type, kind: x.type === 'time' ? 'time.Time' : 'float64', values: at },
            numbers(`${y.name} predicted`, predicted),
          ],
          length: at.length,
        },
      ];
    }
    return frames;
  },
});

function curve(x: FieldData, y: FieldData, degree: number, count: number): { at: Float64Array; predicted: Float64Array } {
  const [xs, ys]: [number[], number[]] = [[], []];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < x.values.length; row++) {
    const [at, value] = [numberAt(x, row), numberAt(y, row)];
    if (at === null) continue;
    low = Math.min(low, at);
    high = Math.max(high, at);
    if (value === null) continue;
    xs.push(at);
    ys.push(value);
  }
  if (xs.length === 0 || !(count >= 1)) return { at: new Float64Array(0), predicted: new Float64Array(0) };
  const predict = polynomialFit(xs, ys, degree);
  const step = (high - low) / count;
  const at = Float64Array.from({ length: count }, (_, index) => (index === count - 1 ? high : low + index * step));
  return { at, predicted: at.map(predict) };
}
