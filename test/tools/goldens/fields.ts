import { type FieldConfigSource, type FieldData, fieldMatcher, frameMatcher, resolveFields, shown } from '@orrery/plugin-sdk/data';
import { valueAt } from '@orrery/plugin-sdk/data/build';
import { frameFromJson } from '@orrery/plugin-sdk/data/grafana-json';
import { frameFromLegacy } from '@orrery/plugin-sdk/data/legacy-frames';
import type { Check, Golden } from './case.ts';
import { fromFrame, type GoldenFrame, toFrame } from './columns.ts';
import { same, sameColor } from './compare.ts';
import { themes } from './themes.ts';

// biome-ignore lint/suspicious/noExplicitAny: the cases of five kinds have no type of their own
type Case = any;

/** The custom options of the panel that the library was asked for. */
const customIds = new Set(['lineWidth', 'fillOpacity', 'hideFrom', 'axisPlacement', 'align']);

export function* checks({ now, frames: given, cases }: Golden): Iterable<Check> {
  const frames = (given as GoldenFrame[]).map(toFrame);
  for (const { k, out, ...rest } of cases as Case[]) {
    const label = `${k} ${JSON.stringify(rest).slice(0, 600)}`;
    if (k === 'overrides') {
      yield* overrides(label, rest.fieldConfig, out);
      continue;
    }
    yield {
      label,
      expected: out,
      got: () => {
        switch (k) {
          case 'matcher': {
            const matches = fieldMatcher(rest);
            return frames.map((frame) => frame.fields.map((field) => matches(field, frame, frames)));
          }
          case 'frameMatcher': {
            const matches = frameMatcher(rest);
            return frames.map((frame, index) => matches(frame, index));
          }
          case 'wire':
            return fromFrame(frameFromJson(rest.in));
          case 'legacy':
            return fromFrame(frameFromLegacy(rest.in));
          default:
            throw new Error(`There is no check of the kind "${k}".`);
        }
      },
    };
  }

  function* overrides(label: string, fieldConfig: FieldConfigSource, out: Case[][]): Iterable<Check> {
    const context = { theme: themes.dark!, timeZone: 'utc', now: Date.parse(now), text: (text: string) => text, customIds };
    const resolved = resolveFields(frames, fieldConfig, context);
    for (const [frameIndex, fields] of out.entries()) {
      for (const [fieldIndex, { display, ...expected }] of fields.entries()) {
        const found = () => resolved.find((one) => one.frameIndex === frameIndex && one.fieldIndex === fieldIndex)!;
        yield {
          label: `${label}: frame ${frameIndex} field ${expected.name}`,
          expected,
          got: () => {
            const { field, config, seriesIndex, range, displayName } = found();
            return {
              ...{ name: field.name, type: field.type, config, seriesIndex, displayName },
              range: range ? { ...range, delta: range.max - range.min } : null,
            };
          },
        };
        yield {
          label: `${label}: values of frame ${frameIndex} field ${expected.name}`,
          expected: display,
          compare: (one, other) =>
            (one as [string, string][]).every(([text, color], row) => {
              const [gotText, gotColor] = (other as [string, string][])[row] ?? [];
              return same(text, gotText) && sameColor(color, gotColor);
            }),
          got: () => {
            const { field, display: look } = found();
            return Array.from({ length: field.values.length }, (_, row) => {
              const looks = look(valueAt(field as FieldData, row));
              return [shown(looks), looks.color];
            });
          },
        };
      }
    }
  }
}
