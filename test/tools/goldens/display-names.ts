import { fieldDisplayName, frameDisplayName } from '@orrery/plugin-sdk/data';
import type { Check, Golden } from './case.ts';
import { type GoldenFrame, toFrame } from './columns.ts';

interface Case {
  readonly name: string;
  readonly frames: readonly GoldenFrame[];
  readonly all: readonly (readonly string[])[];
  readonly frameOnly: readonly (readonly string[])[];
  readonly fieldOnly: readonly (readonly string[])[];
  readonly frameNames: readonly string[];
}

export function* checks({ cases }: Golden): Iterable<Check> {
  for (const { name, frames: given, all, frameOnly, fieldOnly, frameNames } of cases as Case[]) {
    const frames = given.map(toFrame);
    const label = `"${name}" ${JSON.stringify(given).slice(0, 600)}`;
    yield {
      label: `${label}: all frames known`,
      expected: all,
      got: () => frames.map((frame) => frame.fields.map((field) => fieldDisplayName(field, frame, frames))),
    };
    yield {
      label: `${label}: its frame known`,
      expected: frameOnly,
      got: () => frames.map((frame) => frame.fields.map((field) => fieldDisplayName(field, frame))),
    };
    yield {
      label: `${label}: the field alone`,
      expected: fieldOnly,
      got: () => frames.map((frame) => frame.fields.map((field) => fieldDisplayName(field))),
    };
    yield { label: `${label}: frames`, expected: frameNames, got: () => frames.map((frame, index) => frameDisplayName(frame, index)) };
  }
}
