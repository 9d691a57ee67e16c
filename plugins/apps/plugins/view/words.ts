/** What a plugin holds, in words that need no manual, and figures as people read them. */
import { capabilityWords } from '@orrery/plugin-sdk/manifest/ask-words/index';
import { languageOf } from '@orrery/plugin-sdk/ui';
import { t } from '../text/index.ts';

export interface Held {
  readonly capability: string;
  readonly words: readonly string[];
}
export function inWords(capabilities: Readonly<Record<string, unknown>>): readonly Held[] {
  return Object.entries(capabilities).map(([capability, scope]) => ({
    capability,
    words: capabilityWords(capability, scope, languageOf()),
  }));
}

export function bringsInWords(contributes: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(contributes)
    .filter(([, names]) => names.length > 0)
    .map(([point, names]) => t.brings.points[point]?.(names.length) ?? t.brings.other(point, names.length));
}

export function number(value: number, digits = 0): string {
  return value.toLocaleString(languageOf(), { maximumFractionDigits: digits, minimumFractionDigits: digits });
}
export function bytes(count: number): string {
  if (count >= 1 << 30) return `${number(count / (1 << 30), 1)} GiB`;
  return count >= 10 << 20 ? `${number(count / (1 << 20))} MiB` : `${number(count / (1 << 20), 1)} MiB`;
}
export function cpuTime(ms: number): string {
  return ms >= 10_000 ? `${number(ms / 1000)} s` : ms >= 1000 ? `${number(ms / 1000, 1)} s` : `${number(ms)} ms`;
}
export const percent = (part: number): string => t.percent(number(part * 100, 1));
