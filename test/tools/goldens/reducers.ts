import { reduceField, reducerInfo } from '@orrery/plugin-sdk/data';
import type { Check, Golden } from './case.ts';
import { type GoldenField, toColumn } from './columns.ts';

type Case = [input: number, reducer: string, result: unknown];
interface Described {
  readonly id: string;
  readonly name: string;
  readonly standard: boolean;
  readonly preservesUnits: boolean;
}

export function* checks({ inputs, reducers, cases }: Golden): Iterable<Check> {
  for (const { id, name, standard, preservesUnits } of (reducers ?? []) as Described[]) {
    yield {
      label: `registry ${id}`,
      expected: { name, standard, keepsUnit: preservesUnits },
      got: () => reducerInfo[id],
    };
  }
  const columns = (inputs as GoldenField[]).map(toColumn);
  for (const [input, reducer, result] of cases as Case[]) {
    yield {
      label: `${reducer} of "${columns[input]?.name}" (${columns[input]?.type})`,
      expected: result,
      got: () => reduceField(columns[input]!, reducer),
    };
  }
}
