/** Thresholds of the graph of old, each with a side of its own, as steps from low to high. */
import { own } from '@orrery/plugin-sdk/data/own';
import { type Json, numberOf, objects } from '../json.ts';

interface Limit {
  readonly value: number;
  readonly below: boolean;
  readonly color: string;
}

export function graphThresholds(given: unknown): { thresholds: Json; style: string } | undefined {
  const list = objects(given);
  const limits = list
    .flatMap((one): Limit[] => {
      const value = numberOf(one.value);
      return value === undefined ? [] : [{ value, below: one.op === 'lt', color: colorOf(one) }];
    })
    .sort((a, b) => a.value - b.value);
  if (limits.length === 0) return;
  const steps: Json[] = [];
  for (const [at, { value, below, color }] of limits.entries()) {
    if (!below) {
      steps.push({ value, color });
      continue;
    }
    if (steps.length === 0) steps.push({ value: null, color });
    const next = limits[at + 1];
    // Between two that look down, the upper one's colour holds; above the last there is none.
    steps.push({ value, color: next?.below ? next.color : 'transparent' });
  }
  if (steps[0]?.value !== null) steps.unshift({ value: null, color: 'transparent' });
  const [area, line] = [list.some(({ fill }) => fill), list.some((one) => one.line)];
  return { thresholds: { mode: 'absolute', steps }, style: area ? (line ? 'line+area' : 'area') : 'line' };
}

function colorOf({ colorMode, fillColor, lineColor }: Json): string {
  const known: Readonly<Record<string, string>> = { critical: 'red', warning: 'orange', ok: 'green' };
  return own(known, String(colorMode)) ?? (colorMode === 'custom' ? (fillColor ?? lineColor) : undefined) ?? 'red';
}
