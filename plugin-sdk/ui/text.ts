/**
 * What a plugin says to people, one catalogue a plugin: a module with the sentences in English, and one of the same shape for each other
 * language, loaded only by those who read it.
 *
 *     // text/index.ts
 *     export const t = await texts(en, { de: () => import('./de.ts') });
 *
 * A sentence with values is a function: `deleted: (name: string) => `${name} was deleted.``.
 */
export type Texts = { readonly [name: string]: string | ((...values: never[]) => string) | Texts };

/** The catalogue in the document's language, or in the first one when there is none for it. */
export async function texts<Catalogue extends Texts>(
  first: Catalogue,
  others: Readonly<Record<string, () => Promise<{ readonly default: Catalogue }>>>,
): Promise<Catalogue> {
  const load = others[languageOf()];
  return load ? (await load()).default : first;
}

/** The primary language of the document, or of the worker, as the shell set it before any plugin's module was loaded: `en`, `de`. */
export function languageOf(): string {
  const { document, orreryLanguage } = globalThis as { document?: Document; orreryLanguage?: string };
  return (document?.documentElement.lang || orreryLanguage || 'en').split('-', 1)[0]?.toLowerCase() ?? 'en';
}
