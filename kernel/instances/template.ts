/** Texts of a manifest with the settings and secrets of an instance in them. Filled in the kernel: a plugin never sees what comes out. */

export interface Values {
  /** The plugin's own settings, `jsonData` where it has one. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}
export interface Filled {
  readonly text: string;
  /** Names in it that are not set, like `jsonData.apiUrl`. */
  readonly missing: readonly string[];
  /** A piece between braces that nobody here knows how to fill. */
  readonly unknown?: string;
}

const place = /\{\{-?\s*(orEmpty\s+)?\.(JsonData|SecureJsonData)\.([\w.]+)\s*-?\}\}/g;
const words = { JsonData: 'jsonData', SecureJsonData: 'secureJsonData' } as const;

/** `{{ .JsonData.a.b }}`, `{{ .SecureJsonData.x }}`, and either with `orEmpty`, which may be unset. */
export function fill(template: string, { settings, secrets }: Values): Filled {
  const missing: string[] = [];
  const text = template.replace(place, (_whole, optional: string | undefined, from: keyof typeof words, path: string) => {
    const value = from === 'SecureJsonData' ? own(secrets, path) : path.split('.').reduce<unknown>(own, settings);
    if ((value === undefined || value === null || value === '') && !optional) missing.push(`${words[from]}.${path}`);
    return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  });
  const unknown = /\{\{.*?(\}\}|$)/s.exec(template.replace(place, ''))?.[0];
  return { text, missing, ...(unknown && { unknown }) };
}

function own(at: unknown, key: string): unknown {
  return typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined;
}
