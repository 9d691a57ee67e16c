/** Grafana's JSON to frames: what stood at the listed rows comes back, short columns are filled up, missing types are guessed. */
import { columnFrom } from './column-from.ts';
import type { FieldData, FieldKind, FieldType, FrameData } from './frame.ts';

interface JsonFrame {
  readonly schema?: {
    readonly name?: string;
    readonly refId?: string;
    readonly meta?: FrameData['meta'];
    readonly fields?: readonly {
      readonly name: string;
      readonly type?: FieldType;
      readonly typeInfo?: { readonly frame?: FieldKind; readonly nullable?: boolean };
      readonly labels?: Record<string, string>;
      readonly config?: FieldData['config'];
    }[];
  };
  readonly data?: {
    readonly values?: readonly (readonly unknown[])[];
    readonly entities?: readonly (Record<string, number[]> | null)[];
    readonly nanos?: readonly (readonly number[] | null)[];
    readonly enums?: readonly (readonly string[] | null)[];
  };
}

export function frameFromJson(json: unknown): FrameData {
  const { schema = {}, data = {} } = json as JsonFrame;
  const columns = data.values ?? [];
  const length = columns.reduce((longest, column) => Math.max(longest, column?.length ?? 0), 0);
  const fields = (schema.fields ?? []).map((described, index): FieldData => {
    const { name, type, typeInfo, labels, config } = described;
    const texts = data.enums?.[index];
    const values = restored(columns[index] ?? [], data.entities?.[index], texts, length);
    const nanos = data.nanos?.[index];
    return {
      ...columnFrom(name, texts ? 'string' : type, values, typeInfo?.frame),
      ...(typeInfo?.nullable && { nullable: true }),
      ...(nanos && { nanos: Int32Array.from(nanos) }),
      ...(labels && { labels }),
      ...(config && { config }),
    };
  });
  const { name, refId, meta } = schema;
  return { ...(name !== undefined && { name }), ...(refId !== undefined && { refId }), ...(meta && { meta }), fields, length };
}

const entityValues = [
  ['NaN', Number.NaN],
  ['Inf', Number.POSITIVE_INFINITY],
  ['NegInf', Number.NEGATIVE_INFINITY],
  ['Undef', undefined],
] as const;

function restored(
  values: readonly unknown[],
  entities: Record<string, number[]> | null | undefined,
  texts: readonly string[] | null | undefined,
  length: number,
): readonly unknown[] {
  if (!entities && !texts && values.length === length) return values;
  const whole: unknown[] = texts ? values.map((at) => texts[at as number] ?? at) : [...values];
  for (const [word, value] of entityValues) for (const row of entities?.[word] ?? []) whole[row] = value;
  while (whole.length < length) whole.push(undefined);
  return whole;
}
