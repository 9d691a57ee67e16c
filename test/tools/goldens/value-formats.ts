import { unitFormat } from '@orrery/plugin-sdk/data';
import { unitCatalog } from '@orrery/plugin-sdk/data/display/unit-catalog';
import type { Check, Golden } from './case.ts';

type Case = [
  unit: string,
  value: number | null,
  decimals: number | null,
  text: string,
  prefix: string | null,
  suffix: string | null,
  zone?: string,
];

export function* checks({ now, units, cases }: Golden): Iterable<Check> {
  const at = Date.parse(now);
  const known = new Map(unitCatalog().flatMap(({ name, units: list }) => list.map((unit) => [unit.id, [unit.id, name, unit.label]])));
  for (const unit of (units ?? []) as [string, string, string][]) {
    yield { label: `catalog ${unit[0]}`, expected: unit, got: () => known.get(unit[0]) };
  }
  for (const [unit, value, decimals, text, prefix, suffix, zone] of cases as Case[]) {
    yield {
      label: `${unit} ${value} decimals ${decimals} ${zone ?? ''}`,
      expected: [text, prefix ?? '', suffix ?? ''],
      got: () => {
        const formatted = unitFormat(unit)(value, decimals, zone ?? 'utc', at);
        return [formatted.text, formatted.prefix ?? '', formatted.suffix ?? ''];
      },
    };
  }
}
