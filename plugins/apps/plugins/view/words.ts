/** What a plugin may do, in words. */
const sentences: Readonly<Record<string, (scope: unknown) => string>> = {
  fetch: (scope) =>
    `reaches ${listOf(scope)
      .map((origin) => (origin === 'instance' ? 'the address you configure' : origin))
      .join(', ')}`,
  storage: (scope) => `keeps its own tables (${Object.keys((scope as { tables?: object })?.tables ?? {}).join(', ')})`,
  secrets: () => 'keeps encrypted values of its own',
  cache: () => 'keeps values in the cache',
  events: () => 'tells and hears events',
  schedule: () => 'sets timers',
  live: () => 'pushes to open pages',
  identity: (scope) => (listOf(scope).includes('signIn') ? 'signs people in' : 'asks what people may do'),
  settings: (scope) => `reads settings (${listOf(scope).join(', ')})`,
  instances: (scope) => `manages configured ${Object.keys((scope as object) ?? {}).join(', ')} instances`,
  provisioning: (scope) => `reads provisioning files (${listOf(scope).join(', ')})`,
  wasm: () => 'runs WebAssembly',
};

export function inWords(capabilities: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(capabilities).map(([name, scope]) => sentences[name]?.(scope) ?? name);
}

function listOf(scope: unknown): string[] {
  return Array.isArray(scope) ? scope.map(String) : [];
}

export function bytes(count: number): string {
  if (count >= 1 << 30) return `${(count / (1 << 30)).toFixed(1)} GiB`;
  return count >= 1 << 20 ? `${(count / (1 << 20)).toFixed(1)} MiB` : `${Math.round(count / 1024)} KiB`;
}

export function cpu(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms)} ms`;
}
