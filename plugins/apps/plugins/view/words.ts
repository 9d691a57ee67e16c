/** What a plugin holds, in words that need no manual, and figures as people read them. */
import { languageOf } from '@orrery/plugin-sdk/ui';
import { t } from '../text/index.ts';

const { may } = t;
const textsOf = (scope: unknown): string[] => (Array.isArray(scope) ? scope.map(String) : []);
const keysOf = (scope: unknown): string[] => Object.keys((scope as object | undefined) ?? {});

const sentences: Readonly<Record<string, (scope: unknown) => string[]>> = {
  fetch(scope) {
    const origins = textsOf(scope);
    const ports = origins.flatMap((origin) => /^http:\/\/localhost:(\d+)$/.exec(origin)?.[1] ?? []);
    const others = origins.filter((origin) => origin !== 'instance' && !origin.startsWith('http://localhost:'));
    return [
      ...(origins.includes('instance') ? [may.fetchInstance] : []),
      ...others.map(may.fetchOrigin),
      ...(ports.length > 0 ? [may.fetchLocal(ports)] : []),
    ];
  },
  storage: (scope) => [may.storage(keysOf((scope as { tables?: object }).tables))],
  secrets: (scope) => [textsOf(scope).includes('decrypt') ? may.secretsRead : may.secretsWrite],
  cache: () => [may.cache],
  events(scope) {
    const { publish = [], subscribe = [] } = (scope ?? {}) as { publish?: string[]; subscribe?: string[] };
    return [...(publish.length > 0 ? [may.publish(publish)] : []), ...(subscribe.length > 0 ? [may.subscribe(subscribe)] : [])];
  },
  schedule: () => [may.schedule],
  live: (scope) => [may.live(keysOf(scope))],
  identity(scope) {
    const all = textsOf(scope);
    return [
      ...(all.includes('signIn') ? [may.identitySignIn] : []),
      ...(all.includes('sessions') ? [may.identitySessions] : []),
      ...(all.includes('check') ? [may.identityCheck] : []),
    ];
  },
  settings(scope) {
    const all = textsOf(scope);
    return [all.includes('*') ? may.settingsAll : may.settings(all)];
  },
  instances: (scope) =>
    Object.entries((scope ?? {}) as Record<string, string[]>).flatMap(([point, verbs]) => {
      const what = t.points[point] ?? point;
      return [
        verbs.includes('write') ? may.instancesWrite(what) : may.instancesRead(what),
        ...(verbs.includes('call') ? [may.instancesCall(what)] : []),
      ];
    }),
  provisioning: (scope) => [may.provisioning(textsOf(scope))],
  wasm: () => [may.wasm],
};

export interface Held {
  readonly capability: string;
  readonly words: readonly string[];
}
export function inWords(capabilities: Readonly<Record<string, unknown>>): readonly Held[] {
  return Object.entries(capabilities).map(([capability, scope]) => ({
    capability,
    words: sentences[capability]?.(scope) ?? [may.other(capability)],
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
