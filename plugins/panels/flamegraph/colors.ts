/** The colour of a call. Pure. */
import { nameIndex } from '@orrery/plugin-sdk/data';
import type { FlameOptions } from './options.ts';
import type { Call, Profile } from './profile.ts';

/** Of one package one hue: `net/http.(*conn).serve`, `java/lang/Thread.run`, `std::vec::push`. */
function packageOf(label: string): string {
  const [, found = label] = /^(?:\.\/)?((?:[\w$@~-]+[/\\])*[\w$@~-]+)(?:\.|::|:)/.exec(label) ?? [];
  return found;
}

export function colorOf(call: Call, profile: Profile, scheme: FlameOptions['colorScheme'], dark: boolean): string {
  const light = dark ? 58 : 68;
  if (profile.compares && scheme !== 'packageBased' && scheme !== 'valueBased') {
    const left = (call.value - call.valueRight) / Math.max(1, profile.total - profile.totalRight);
    const right = call.valueRight / Math.max(1, profile.totalRight);
    const part = left + right === 0 ? 0 : Math.max(-1, Math.min(1, (right - left) / Math.max(left, right)));
    const [more, less] = scheme === 'diffColorBlind' ? [32, 215] : [2, 130];
    return `hsl(${part > 0 ? more : less} ${Math.round(Math.abs(part) * 70)}% ${light}%)`;
  }
  if (scheme === 'valueBased') {
    const share = call.value / Math.max(1, profile.total);
    return `hsl(${Math.round(50 - 45 * Math.sqrt(share))} 75% ${light}%)`;
  }
  return `hsl(${(nameIndex(packageOf(call.label), 24) * 15 + 8) % 360} 48% ${light}%)`;
}
