/** Capabilities in words that need no manual, in the reader's language. For the page and for the terminal. */
import { de } from './de.ts';
import { type AskWords, en } from './en.ts';

const languages: Readonly<Record<string, AskWords>> = { en, de };
const list = (scope: unknown): string[] => (Array.isArray(scope) ? scope.map(String) : []);
const keys = (scope: unknown): string[] => Object.keys((scope as object | undefined) ?? {});

const sentences: Readonly<Record<string, (scope: unknown, say: AskWords) => string[]>> = {
  fetch(scope, say) {
    const origins = list(scope);
    const ports = origins.flatMap((origin) => /^http:\/\/localhost:(\d+)$/.exec(origin)?.[1] ?? []);
    const others = origins.filter((origin) => origin !== 'instance' && !origin.startsWith('http://localhost:'));
    return [
      ...(origins.includes('instance') ? [say.fetchInstance] : []),
      ...others.map((origin) =>
        origin.startsWith('setting:') ? say.fetchSetting(origin.slice('setting:'.length)) : say.fetchOrigin(origin),
      ),
      ...(ports.length > 0 ? [say.fetchLocal(ports)] : []),
    ];
  },
  storage: (scope, say) => [say.storage(keys((scope as { tables?: object }).tables))],
  secrets: (scope, say) => [list(scope).includes('decrypt') ? say.secretsRead : say.secretsWrite],
  cache: (_, say) => [say.cache],
  events(scope, say) {
    const { publish = [], subscribe = [] } = (scope ?? {}) as { publish?: string[]; subscribe?: string[] };
    return [...(publish.length > 0 ? [say.publish(publish)] : []), ...(subscribe.length > 0 ? [say.subscribe(subscribe)] : [])];
  },
  schedule: (_, say) => [say.schedule],
  live: (scope, say) => [say.live(keys(scope))],
  identity(scope, say) {
    const all = list(scope);
    return [
      ...(all.includes('signIn') ? [say.identitySignIn] : []),
      ...(all.includes('sessions') ? [say.identitySessions] : []),
      ...(all.includes('rights') ? [say.identityRights] : []),
      ...(all.includes('check') ? [say.identityCheck] : []),
    ];
  },
  settings: (scope, say) => [list(scope).includes('*') ? say.settingsAll : say.settings(list(scope))],
  instances: (scope, say) =>
    Object.entries((scope ?? {}) as Record<string, unknown>).flatMap(([point, asked]) => {
      const what = say.points[point] ?? point;
      const verbs = list(asked);
      return [
        ...(verbs.includes('write') ? [say.instancesWrite(what)] : verbs.includes('read') ? [say.instancesRead(what)] : []),
        ...(verbs.includes('call') ? [say.instancesCall(what)] : []),
      ];
    }),
  provisioning: (scope, say) => [say.provisioning(list(scope))],
  shelf: (scope, say) => [say.shelf(list(scope))],
  trust: (_, say) => [say.trust],
  wasm: (_, say) => [say.wasm],
  runtime: (scope, say) => [scope === 'process' ? say.runtimeProcess : say.runtimeWorker],
};

/** Sentences for one capability with its scope; at least its name where nobody described it yet. */
export function capabilityWords(capability: string, scope: unknown, language: string): readonly string[] {
  const say = languages[language] ?? en;
  return (Object.hasOwn(sentences, capability) ? sentences[capability]?.(scope, say) : undefined) ?? [say.other(capability)];
}
